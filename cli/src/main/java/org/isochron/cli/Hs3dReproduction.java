package org.isochron.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.windows.SpliceWindow;
import org.isochron.bio.windows.WindowBenchmark;
import org.isochron.bio.windows.WindowBenchmark.Model;
import org.isochron.bio.windows.WindowConfig;
import org.isochron.bio.windows.WindowFiles;
import org.isochron.bio.windows.WindowGroups;
import org.isochron.bio.windows.WindowLayout;
import org.isochron.bio.windows.WindowLeaks;
import org.isochron.bio.windows.WindowProblem;

/** HS3D's donors and acceptors, balanced, in the training and test files of EnsembleSplice. */
record Hs3dReproduction() implements Reproduction {
  private static final String DATA = "hs3d-balanced";

  @Override
  public String name() {
    return "hs3d";
  }

  @Override
  public String title() {
    return "HS3D windows of 140 nt, given training and test files";
  }

  @Override
  public List<String> citations() {
    return List.of(
        "Pollastro, Rampone 2002, HS3D, Int. J. Mod. Phys. C 13:1105 (data)",
        "Akpokiro, Martin, Oluwadare 2022, doi 10.1186/s12859-022-04971-w (files; five-fold"
            + " accuracy .958 donor, .94 acceptor)");
  }

  @Override
  public List<String> datasets() {
    return List.of(DATA);
  }

  @Override
  public List<Expectation> expectations() {
    String aim = "this project's aim; published, five-fold: EnsembleSplice ";
    String array = "another weight array, of other reach, on the test files";
    return List.of(
        Expectation.atLeast(WindowMeasures.accuracy("donor", Model.NETWORK), 0.945, aim + ".958"),
        Expectation.atLeast(WindowMeasures.accuracy("acceptor", Model.NETWORK), 0.93, aim + ".94"),
        Expectation.about(
            WindowMeasures.accuracy("donor", Model.WEIGHT_ARRAY), 0.896, 0.015, array),
        Expectation.about(
            WindowMeasures.accuracy("acceptor", Model.WEIGHT_ARRAY), 0.898, 0.015, array));
  }

  @Override
  public WindowConfig config() {
    WindowConfig usual = WindowConfig.defaults();
    return usual
        .withReach(new WindowConfig.Reach(70, 70, 5, 0))
        .withNetwork(new WindowConfig.NetworkConfig(1, 32, 64, 0.4, 0.05))
        .withTraining(usual.training().withEpochs(12));
  }

  @Override
  public ReproductionRun run(ReproductionInput input) throws IOException {
    WindowConfig config = config().withSeed(input.seed());
    List<WindowProblem> sites = new ArrayList<>();
    for (SpliceSite.Kind site : SpliceSite.Kind.values()) {
      List<SpliceWindow> train = read(input, site, WindowFiles.Part.TRAIN);
      // Test windows that share sequence are drawn together.
      List<SpliceWindow> test =
          WindowGroups.joined(read(input, site, WindowFiles.Part.TEST), WindowLeaks.DEFAULT_K);
      sites.add(
          new WindowProblem(WindowMeasures.name(site), train, test, WindowMeasures.near(site)));
    }
    return WindowMeasures.of(
        new WindowBenchmark(config, WindowLeaks.DEFAULT_K, input.workers(), input.progress())
            .run(List.of(sites)));
  }

  private static List<SpliceWindow> read(
      ReproductionInput input, SpliceSite.Kind site, WindowFiles.Part part) throws IOException {
    return WindowFiles.read(input.data(DATA).folder(), WindowLayout.HS3D, site, part);
  }
}
