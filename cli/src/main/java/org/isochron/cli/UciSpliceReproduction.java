package org.isochron.cli;

import java.io.IOException;
import java.util.List;
import org.isochron.bio.windows.SpliceWindow;
import org.isochron.bio.windows.UciSplice;
import org.isochron.bio.windows.WeightArrayModel;
import org.isochron.bio.windows.WindowBenchmark;
import org.isochron.bio.windows.WindowBenchmark.Model;
import org.isochron.bio.windows.WindowConfig;
import org.isochron.bio.windows.WindowFolds;
import org.isochron.bio.windows.WindowProblem;

/**
 * Ten-fold cross-validation on the UCI splice junctions; the seed deals the folds too.
 *
 * @param folds how windows are dealt
 */
record UciSpliceReproduction(Folds folds) implements Reproduction {
  private static final String DATA = "uci-splice";
  private static final String SET = "windows";
  private static final int FOLDS = 10;

  private static final WeightArrayModel.Near WHOLE =
      new WeightArrayModel.Near(UciSplice.BOUNDARY, UciSplice.LENGTH - UciSplice.BOUNDARY);

  /** Half a window: what two windows of unrelated loci do not share. */
  private static final int LEAK = 30;

  /** How windows are dealt to folds. */
  enum Folds {
    /** Whole loci. */
    BY_LOCUS,
    /** Each by itself, so that a locus is on both sides. */
    RANDOM
  }

  private boolean byLocus() {
    return folds == Folds.BY_LOCUS;
  }

  @Override
  public String name() {
    return byLocus() ? "uci-splice" : "uci-splice-random";
  }

  @Override
  public String title() {
    return "UCI splice junctions, ten folds " + (byLocus() ? "by locus" : "at random");
  }

  @Override
  public List<String> citations() {
    return List.of(
        "Towell, Noordewier, Shavlik 1991, doi 10.24432/C5M888 (data)",
        "Sharif et al. 2025, ICMCTC (RNN .9389, CNN .9451, gradient boosting .9734 accuracy)");
  }

  @Override
  public List<String> datasets() {
    return List.of(DATA);
  }

  @Override
  public List<Expectation> expectations() {
    double bayes = byLocus() ? 0.952 : 0.953;
    return List.of(
        Expectation.atLeast(
            WindowMeasures.accuracy(SET, Model.NETWORK),
            0.963,
            "this project's aim; published: RNN .9389, gradient boosting .9734"),
        Expectation.about(
            WindowMeasures.accuracy(SET, Model.NAIVE_BAYES),
            bayes,
            0.005,
            "naive Bayes computed independently in Python, ten folds"));
  }

  @Override
  public WindowConfig config() {
    return WindowConfig.defaults();
  }

  @Override
  public ReproductionRun run(ReproductionInput input) throws IOException {
    List<SpliceWindow> windows = UciSplice.read(input.data(DATA).file("splice.arff"));
    WindowFolds dealt =
        byLocus()
            ? WindowFolds.byGroup(windows, FOLDS, input.seed())
            : WindowFolds.random(windows, FOLDS, input.seed());
    WindowConfig config = config().withSeed(input.seed());
    List<WindowProblem> parts = WindowProblem.of(SET, dealt, WHOLE);
    return WindowMeasures.of(
        new WindowBenchmark(config, LEAK, input.workers(), input.progress())
            .run(parts.stream().map(List::of).toList()));
  }
}
