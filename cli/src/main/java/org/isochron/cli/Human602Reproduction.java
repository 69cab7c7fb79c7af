package org.isochron.cli;

import java.io.IOException;
import java.util.List;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.windows.SpliceWindow;
import org.isochron.bio.windows.WindowBenchmark;
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
  private static final int FOLDS = 5;

  @Override
  public String name() {
    return "human-602";
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
  public String dataset() {
    return "human-602";
  }

  @Override
  public List<Expectation> expectations() {
    String aim = "this project's aim; published, five-fold, leaks not excluded: EnsembleSplice ";
    String array = "a weight array computed independently on the paper's test files";
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
        .withReach(new WindowConfig.Reach(100, 60, 5, 0))
        .withTraining(usual.training().withEpochs(6).withBatchSize(64));
  }

  @Override
  public ReproductionRun run(ReproductionInput input) throws IOException {
    WindowConfig config = config().withSeed(input.seed());
    WindowMeasures measures = new WindowMeasures();
    for (SpliceSite.Kind site : SpliceSite.Kind.values()) {
      String name = WindowMeasures.name(site);
      List<SpliceWindow> windows =
          WindowFiles.read(input.data().folder(), WindowLayout.NT602, site, WindowFiles.Part.TRAIN);
      WindowFolds folds =
          WindowFolds.byGroup(
              WindowGroups.joined(windows, WindowLeaks.DEFAULT_K), FOLDS, input.seed());
      WindowBenchmark benchmark =
          new WindowBenchmark(
              config,
              WindowLeaks.DEFAULT_K,
              input.workers(),
              line -> input.progress().accept(name + ": " + line));
      measures.add(name, benchmark.run(WindowBenchmark.parts(folds).subList(0, 1)));
    }
    return measures.run();
  }
}
