package org.isochron.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.windows.SpliceWindow;
import org.isochron.bio.windows.WindowBenchmark;
import org.isochron.bio.windows.WindowConfig;
import org.isochron.bio.windows.WindowLeaks;
import org.isochron.bio.windows.WindowProblem;

/** A set that has donors with their decoys and acceptors with theirs, each with a test part. */
interface SiteWindows {
  /** Returns the windows of a kind of site, and its decoys, to train on. */
  List<SpliceWindow> train(SpliceSite.Kind site) throws IOException;

  /** Returns those to measure. */
  List<SpliceWindow> test(SpliceSite.Kind site) throws IOException;

  /** Trains and measures on both kinds of site, which are learnt together. */
  static ReproductionRun run(SiteWindows set, WindowConfig config, ReproductionInput input)
      throws IOException {
    List<WindowProblem> problems = new ArrayList<>();
    for (SpliceSite.Kind site : SpliceSite.Kind.values()) {
      problems.add(
          new WindowProblem(
              WindowMeasures.name(site),
              set.train(site),
              set.test(site),
              WindowMeasures.near(site)));
    }
    WindowConfig seeded = config.withSeed(input.seed());
    return WindowMeasures.of(
        new WindowBenchmark(seeded, WindowLeaks.DEFAULT_K, input.workers(), input.progress())
            .run(List.of(problems)));
  }
}
