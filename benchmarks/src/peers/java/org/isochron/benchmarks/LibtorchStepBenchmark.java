package org.isochron.benchmarks;

import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.global.torch;
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
import org.openjdk.jmh.annotations.Warmup;

/** The step of {@link TrainingStepBenchmark}, and other rows of {@link PeerTable}, in libtorch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LibtorchStepBenchmark {
  /** The row; with -p row=NAME any other. */
  @Param({"lstm-4-64-32-400", "gru-4-64-32-400", "elman-4-64-32-400"})
  public String row;

  /** Number of threads. */
  @Param({"1", "2"})
  public int threads;

  private Runnable step;

  /** Makes the row, and checks that it is the same work. */
  @Setup
  public void make() {
    torch.set_num_threads(threads);
    PeerRow named = PeerRow.byId(row);
    Problem problem = Problem.of(named.what());
    LibtorchStep peer = new LibtorchStep(problem, named.packed());
    PeerAgreement.of(problem, peer).orThrow(row);
    step = peer.step();
  }

  /** In libtorch. */
  @Benchmark
  public void libtorch() {
    step.run();
  }
}
