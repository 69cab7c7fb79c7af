package org.isochron.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.windows.SpliceWindow;
import org.isochron.bio.windows.WindowBenchmark.Model;
import org.isochron.bio.windows.WindowConfig;
import org.isochron.bio.windows.WindowFiles;
import org.isochron.bio.windows.WindowFolds;
import org.isochron.bio.windows.WindowGroups;
import org.isochron.bio.windows.WindowLayout;
import org.isochron.bio.windows.WindowLeaks;

/**
 * EnsembleSplice's human windows: of five folds of what shares no sequence, one is the test. The
 * seed deals the folds.
 */
record Human602Reproduction() implements Reproduction {
  private static final String DATA = "human-602";
  private static final int FOLDS = 5;

  @Override
  public String name() {
    return DATA;
  }

  @Override
  public String title() {
    return "Human windows of 602 nt, a fifth held out that shares no 61 bases with the rest";
  }

  @Override
  public List<String> citations() {
    return List.of(
        "Akpokiro, Martin, Oluwadare 2022, doi 10.1186/s12859-022-04971-w (data; five-fold"
            + " accuracy .952 donor, .939 acceptor)");
  }

  @Override
  public List<String> datasets() {
    return List.of(DATA);
  }

  @Override
  public List<Expectation> expectations() {
    String aim = "this project's aim; published, five-fold, leaks not excluded: EnsembleSplice ";
    String array = "another weight array, of other reach, on the paper's test files";
    return List.of(
        Expectation.atLeast(WindowMeasures.accuracy("donor", Model.NETWORK), 0.94, aim + ".952"),
        Expectation.atLeast(WindowMeasures.accuracy("acceptor", Model.NETWORK), 0.93, aim + ".939"),
        Expectation.about(
            WindowMeasures.accuracy("donor", Model.WEIGHT_ARRAY), 0.902, 0.015, array),
        Expectation.about(
            WindowMeasures.accuracy("acceptor", Model.WEIGHT_ARRAY), 0.908, 0.015, array));
  }

  @Override
  public WindowConfig config() {
    WindowConfig usual = WindowConfig.defaults();
    return usual
        .withReach(new WindowConfig.Reach(100, 80, 5))
        .withTraining(usual.training().withEpochs(8));
  }

  @Override
  public ReproductionRun run(ReproductionInput input) throws IOException {
    WindowFolds folds = WindowFolds.byGroup(windows(input), FOLDS, input.seed());
    SiteWindows windows =
        new SiteWindows() {
          @Override
          public List<SpliceWindow> train(SpliceSite.Kind site) {
            return of(site, folds.train(0));
          }

          @Override
          public List<SpliceWindow> test(SpliceSite.Kind site) {
            return of(site, folds.test(0));
          }
        };
    return SiteWindows.run(windows, config(), input);
  }

  /** Returns the windows of both sites, in groups of what shares sequence. */
  private static List<SpliceWindow> windows(ReproductionInput input) throws IOException {
    List<SpliceWindow> all = new ArrayList<>();
    for (SpliceSite.Kind site : SpliceSite.Kind.values()) {
      all.addAll(
          WindowFiles.read(
              input.data(DATA).folder(), WindowLayout.NT602, site, WindowFiles.Part.TRAIN));
    }
    return WindowGroups.joined(all, WindowLeaks.DEFAULT_K);
  }

  /** Returns the sites of a kind and their decoys, which are told by the boundary they have. */
  private static List<SpliceWindow> of(SpliceSite.Kind site, List<SpliceWindow> windows) {
    int boundary = WindowLayout.NT602.boundary(site);
    return windows.stream().filter(window -> window.boundary() == boundary).toList();
  }
}
