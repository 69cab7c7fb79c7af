package org.isochron.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.bytedeco.pytorch.global.torch;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.StepBenchmark;

/**
 * Times one row, ours and the peer in turns, in a JVM of its own ({@link PeerTable} starts it):
 * code that HotSpot has specialised on another row's cell would be another program.
 */
public final class PeerTrial {
  /** Who takes a turn: ours and the peer, on one thread and on two. */
  private static final int CONTENDERS = 4;

  /**
   * After three rounds, who takes more than twice the time that the same side takes with its other
   * number of threads is out: libtorch's two threads can take ten times as long as one.
   */
  private static final int TRIAL_ROUNDS = 3;

  private static final double BEATEN = 2;

  private PeerTrial() {}

  /**
   * What was seen; index 0 one thread, 1 two threads.
   *
   * @param ourMedian median milliseconds of ours
   * @param ourLeast least milliseconds of ours
   * @param peerMedian median milliseconds of the peer
   * @param peerLeast least milliseconds of the peer
   * @param operations floating-point operations of the products of our step
   */
  record Times(
      double[] ourMedian,
      double[] ourLeast,
      double[] peerMedian,
      double[] peerLeast,
      double operations) {
    private static final String PREFIX = "times ";

    String line() {
      StringJoiner numbers = new StringJoiner(" ", PREFIX, "");
      for (double[] pair : new double[][] {ourMedian, ourLeast, peerMedian, peerLeast}) {
        numbers.add(Double.toString(pair[0])).add(Double.toString(pair[1]));
      }
      return numbers.add(Double.toString(operations)).toString();
    }

    static boolean isLine(String line) {
      return line.startsWith(PREFIX);
    }

    static Times of(String line) {
      double[] v =
          Arrays.stream(line.substring(PREFIX.length()).split(" ", -1))
              .mapToDouble(Double::parseDouble)
              .toArray();
      return new Times(pair(v, 0), pair(v, 2), pair(v, 4), pair(v, 6), v[8]);
    }

    private static double[] pair(double[] v, int at) {
      return new double[] {v[at], v[at + 1]};
    }
  }

  /**
   * Runs a row.
   *
   * @param args its name and the number of rounds
   */
  public static void main(String[] args) {
    PeerRow row = PeerRow.byId(args[0]);
    Problem problem = Problem.of(row.what());
    torch.set_num_threads(1);
    PeerAgreement agreement =
        PeerAgreement.of(problem, new LibtorchStep(problem, row.packed())).orThrow(row.id());
    System.out.printf(
        Locale.ROOT,
        "loss %.6f, the peer's %.6f, gradients within %.1e%n",
        agreement.ourLoss(),
        agreement.peerLoss(),
        agreement.gradientError());
    System.out.println(time(row, problem, Integer.parseInt(args[1])).line());
  }

  private static Times time(PeerRow row, Problem problem, int rounds) {
    StepBenchmark bench = new StepBenchmark(row.what(), 1);
    List<List<Double>> millis = new ArrayList<>();
    try (Workers one = new Workers(1);
        Workers two = new Workers(2)) {
      Runnable peer = new LibtorchStep(problem, row.packed()).step();
      Runnable[] steps = {bench.step(one), peer, bench.step(two), peer};
      for (int c = 0; c < CONTENDERS; c++) {
        torch.set_num_threads(1 + c / 2);
        StepBenchmark.warmUp(steps[c]);
        millis.add(new ArrayList<>());
      }
      for (int r = 0; r < rounds; r++) {
        for (int c = 0; c < CONTENDERS; c++) {
          if (r < TRIAL_ROUNDS || !isBeaten(millis.get(c), millis.get((c + 2) % CONTENDERS))) {
            torch.set_num_threads(1 + c / 2);
            millis.get(c).add(millis(steps[c]));
          }
        }
      }
    }
    millis.forEach(Collections::sort);
    return new Times(
        new double[] {median(millis.get(0)), median(millis.get(2))},
        new double[] {millis.get(0).get(0), millis.get(2).get(0)},
        new double[] {median(millis.get(1)), median(millis.get(3))},
        new double[] {millis.get(1).get(0), millis.get(3).get(0)},
        bench.operations());
  }

  /** Returns whether a side is so much slower than with its other number of threads. */
  private static boolean isBeaten(List<Double> mine, List<Double> other) {
    return Collections.min(mine) > BEATEN * Collections.min(other);
  }

  /** The step before it is not timed: it fills the caches, and waits for the other's threads. */
  private static double millis(Runnable step) {
    step.run();
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) * 1e-6;
  }

  private static double median(List<Double> sorted) {
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}
