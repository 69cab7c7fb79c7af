package org.isochron.benchmarks;

import java.util.concurrent.TimeUnit;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.StepBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One training step as {@code isochron bench} defines it, on vector and scalar kernels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingStepBenchmark {
  /** The cell. */
  @Param({"lstm", "gru", "elman"})
  public String cell;

  /** Number of threads. */
  @Param({"1", "2"})
  public int threads;

  private Workers workers;
  private Runnable step;

  /** Makes the case H = 64, N = 32, T = 400, I = 4. */
  @Setup
  public void make() {
    workers = new Workers(threads);
    StepBenchmark.Shape shape = new StepBenchmark.Shape(4, 64, 32, 400, 1);
    step =
        new StepBenchmark(
                new StepBenchmark.Case(cell, shape, false, false, false, MemoryPolicy.keepAll()), 1)
            .step(workers);
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** On vector kernels. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Disochron.kernels=simd"})
  public void simd() {
    step.run();
  }

  /** On scalar kernels. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Disochron.kernels=scalar")
  public void scalar() {
    step.run();
  }
}
