package org.isochron.cli;

import java.io.IOException;
import java.util.List;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.windows.SpliceWindow;
import org.isochron.bio.windows.WindowBenchmark.Model;
import org.isochron.bio.windows.WindowConfig;
import org.isochron.bio.windows.WindowFiles;
import org.isochron.bio.windows.WindowGroups;
import org.isochron.bio.windows.WindowLayout;
import org.isochron.bio.windows.WindowLeaks;

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
        .withReach(new WindowConfig.Reach(70, 70, 5))
        .withNetwork(new WindowConfig.NetworkConfig(1, 32, 64, 0.4, 0.05))
        .withTraining(usual.training().withEpochs(12));
  }

  @Override
  public ReproductionRun run(ReproductionInput input) throws IOException {
    SiteWindows windows =
        new SiteWindows() {
          @Override
          public List<SpliceWindow> train(SpliceSite.Kind site) throws IOException {
            return read(input, site, WindowFiles.Part.TRAIN);
          }

          @Override
          public List<SpliceWindow> test(SpliceSite.Kind site) throws IOException {
            // Test windows that share sequence are drawn together.
            List<SpliceWindow> test = read(input, site, WindowFiles.Part.TEST);
            return WindowGroups.joined(test, WindowLeaks.DEFAULT_K);
          }
        };
    return SiteWindows.run(windows, config(), input);
  }

  private static List<SpliceWindow> read(
      ReproductionInput input, SpliceSite.Kind site, WindowFiles.Part part) throws IOException {
    return WindowFiles.read(input.data(DATA).folder(), WindowLayout.HS3D, site, part);
  }
}
