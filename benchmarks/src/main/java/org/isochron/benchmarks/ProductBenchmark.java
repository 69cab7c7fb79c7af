package org.isochron.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.PackedMatrix;
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

/** The recurrent product of one LSTM step, [16,H] by [H,4H], beside EJML's float product. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
  private static final int ROWS = 16;

  /** Hidden size. */
  @Param({"32", "64", "128", "256"})
  public int hidden;

  private final Kernels vector = KernelProvider.choose("simd");
  private final Kernels scalar = KernelProvider.choose("scalar");
  private PackedMatrix vectorWeights;
  private PackedMatrix scalarWeights;
  private float[] a;
  private float[] bias;
  private float[] c;
  private FMatrixRMaj peerLeft;
  private FMatrixRMaj peerRight;
  private FMatrixRMaj peerResult;

  /** Fills all operands with the same random numbers. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    int columns = 4 * hidden;
    vectorWeights = vector.matrix(hidden, columns);
    scalarWeights = scalar.matrix(hidden, columns);
    peerRight = new FMatrixRMaj(hidden, columns);
    for (int k = 0; k < hidden; k++) {
      for (int j = 0; j < columns; j++) {
        float w = random.nextFloat() - 0.5f;
        vectorWeights.set(k, j, w);
        scalarWeights.set(k, j, w);
        peerRight.set(k, j, w);
      }
    }
    a = new float[ROWS * hidden];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextFloat() - 0.5f;
    }
    peerLeft = new FMatrixRMaj(ROWS, hidden, true, a);
    peerResult = new FMatrixRMaj(ROWS, columns);
    bias = new float[columns];
    c = new float[ROWS * columns];
  }

  /** The vector kernels. */
  @Benchmark
  public float[] simd() {
    vector.multiply(ROWS, a, 0, hidden, vectorWeights, c, 0, 4 * hidden, bias);
    return c;
  }

  /** The scalar kernels. */
  @Benchmark
  public float[] scalar() {
    scalar.multiply(ROWS, a, 0, hidden, scalarWeights, c, 0, 4 * hidden, bias);
    return c;
  }

  /** EJML 0.46, one thread. */
  @Benchmark
  public FMatrixRMaj ejml() {
    CommonOps_FDRM.mult(peerLeft, peerRight, peerResult);
    return peerResult;
  }
}
