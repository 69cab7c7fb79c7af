package org.isochron.cli;

import java.io.IOException;
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

/** HS3D's donors and acceptors, balanced, in the training and test files of EnsembleSplice. */
record Hs3dReproduction() implements Reproduction {
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
  public String dataset() {
    return "hs3d-balanced";
  }

  @Override
  public List<Expectation> expectations() {
    String aim = "this project's aim; published, five-fold: EnsembleSplice ";
    String array = "a weight array computed independently on the test files";
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
        .withTraining(usual.training().withEpochs(12));
  }

  @Override
  public ReproductionRun run(ReproductionInput input) throws IOException {
    WindowConfig config = config().withSeed(input.seed());
    WindowMeasures measures = new WindowMeasures();
    for (SpliceSite.Kind site : SpliceSite.Kind.values()) {
      String name = WindowMeasures.name(site);
      List<SpliceWindow> train = read(input, site, WindowFiles.Part.TRAIN);
      // Windows of the test that share sequence are drawn together.
      List<SpliceWindow> test =
          WindowGroups.joined(read(input, site, WindowFiles.Part.TEST), WindowLeaks.DEFAULT_K);
      WindowBenchmark benchmark =
          new WindowBenchmark(
              config,
              WindowLeaks.DEFAULT_K,
              input.workers(),
              line -> input.progress().accept(name + ": " + line));
      measures.add(name, benchmark.run(List.of(new WindowBenchmark.Part(train, test))));
    }
    return measures.run();
  }

  private static List<SpliceWindow> read(
      ReproductionInput input, SpliceSite.Kind site, WindowFiles.Part part) throws IOException {
    return WindowFiles.read(input.data().folder(), WindowLayout.HS3D, site, part);
  }
}
