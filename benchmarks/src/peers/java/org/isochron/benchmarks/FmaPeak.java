package org.isochron.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Measures how many multiply-adds the processor does at best: twelve chains in registers. */
public final class FmaPeak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int TURNS = 5_000_000;
  private static final int REPEATS = 20;

  private FmaPeak() {}

  /** Prints GFLOP/s of one thread and of two, best of 20. */
  public static void main(String[] args) throws InterruptedException {
    double[] best = new double[2];
    for (int r = 0; r < REPEATS; r++) {
      for (int threads = 1; threads <= 2; threads++) {
        best[threads - 1] = Math.max(best[threads - 1], gflops(threads));
      }
    }
    System.out.println("peak " + best[0] + " " + best[1]);
  }

  private static double gflops(int threads) throws InterruptedException {
    float[] results = new float[threads];
    Thread[] all = new Thread[threads];
    long start = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      int mine = t;
      all[t] = new Thread(() -> results[mine] = chains(1 + mine));
      all[t].start();
    }
    for (Thread thread : all) {
      thread.join();
    }
    double nanos = System.nanoTime() - start;
    if (Float.isNaN(results[0])) {
      throw new IllegalStateException("not a number");
    }
    return 2.0 * threads * CHAINS * SPECIES.length() * TURNS / nanos;
  }

  private static float chains(float seed) {
    FloatVector m = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector a = FloatVector.broadcast(SPECIES, seed);
    // Different starts: equal chains would be computed once.
    FloatVector b = a.add(1);
    FloatVector c = a.add(2);
    FloatVector d = a.add(3);
    FloatVector e = a.add(4);
    FloatVector f = a.add(5);
    FloatVector g = a.add(6);
    FloatVector h = a.add(7);
    FloatVector i = a.add(8);
    FloatVector j = a.add(9);
    FloatVector k = a.add(10);
    FloatVector l = a.add(11);
    for (int turn = 0; turn < TURNS; turn++) {
      a = a.fma(m, m);
      b = b.fma(m, m);
      c = c.fma(m, m);
      d = d.fma(m, m);
      e = e.fma(m, m);
      f = f.fma(m, m);
      g = g.fma(m, m);
      h = h.fma(m, m);
      i = i.fma(m, m);
      j = j.fma(m, m);
      k = k.fma(m, m);
      l = l.fma(m, m);
    }
    return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
  }
}
