package org.isochron.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.isochron.core.training.StepBenchmark;

/**
 * The name of the kernels that this process runs, as a run of them tells it: what the JVM could do
 * is not what it does.
 */
final class RunningKernels {
  private static final FutureTask<String> PROBE = new FutureTask<>(RunningKernels::probe);

  private RunningKernels() {}

  /** Starts to find out, beside whatever else is done; needs about two seconds. */
  static void ask() {
    Thread thread = new Thread(PROBE, "isochron-kernels");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the name, for example {@code simd-512} or {@code scalar}. */
  static String name() {
    PROBE.run();
    try {
      return PROBE.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for the kernels", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String why = cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage();
      throw new IllegalStateException(why, e);
    }
  }

  private static String probe() {
    StepBenchmark.Shape smallest = new StepBenchmark.Shape(1, 1, 1, 1, 1);
    StepBenchmark.Case what = new StepBenchmark.Case("elman", smallest, false, false, true);
    return new StepBenchmark(what, 1).run(1, 1).kernels();
  }
}
