package org.isochron.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.training.StepBenchmark;

/**
 * Prints, as Markdown tables, what a step of one sequence costs over lengths and batches, and over
 * memory policies: LSTM-64, 4 inputs, one thread.
 *
 * <p>The cases of a table take turns, about the same number of steps each, so that a busy machine
 * slows all of them; ratios are medians of those of a round.
 *
 * <pre>java -Xmx12g --add-modules jdk.incubator.vector -XX:+UseParallelGC
 *     -XX:ObjectAlignmentInBytes=64 -cp benchmarks/target/benchmarks.jar
 *     org.isochron.benchmarks.CostTable [ROUNDS]</pre>
 */
public final class CostTable {
  private static final int STEPS_PER_TURN = 1_600_000;

  private CostTable() {}

  /** One case: sequences, steps, what is kept of the forward pass. */
  private record Row(int batch, int steps, MemoryPolicy memory) {
    Runnable step(Workers workers) {
      var shape = new StepBenchmark.Shape(4, 64, batch, steps, 1);
      return new StepBenchmark(
              new StepBenchmark.Case("lstm", shape, false, false, false, memory), 1)
          .step(workers);
    }

    int repeats() {
      return Math.max(1, STEPS_PER_TURN / batch / steps);
    }

    /** Returns microseconds for each sequence and step. */
    double time(Runnable step) {
      long start = System.nanoTime();
      for (int i = 0; i < repeats(); i++) {
        step.run();
      }
      return (System.nanoTime() - start) * 1e-3 / repeats() / batch / steps;
    }
  }

  /**
   * Measures.
   *
   * @param args rounds, at least 3 (default 9)
   */
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    if (rounds < 3) {
      throw new IllegalArgumentException("rounds: expected at least 3, found " + rounds);
    }
    try (Workers workers = new Workers(1)) {
      List<Row> sizes = new ArrayList<>();
      for (int steps : new int[] {100, 1_000, 10_000, 100_000}) {
        sizes.add(new Row(16, steps, MemoryPolicy.keepAll()));
      }
      for (int batch : new int[] {32, 64, 128, 256}) {
        sizes.add(new Row(batch, 100, MemoryPolicy.keepAll()));
      }
      print(sizes, rounds, workers);
      List<Row> policies = new ArrayList<>();
      for (MemoryPolicy memory :
          List.of(MemoryPolicy.keepAll(), MemoryPolicy.everyNth(1024), MemoryPolicy.revolve(44))) {
        policies.add(new Row(1, 1_000_000, memory));
      }
      print(policies, rounds, workers);
    }
  }

  private static void print(List<Row> rows, int rounds, Workers workers) {
    List<Runnable> steps = rows.stream().map(row -> row.step(workers)).toList();
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).time(steps.get(i));
    }
    double[][] micros = new double[rows.size()][rounds];
    double[][] ratios = new double[rows.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < rows.size(); i++) {
        micros[i][round] = rows.get(i).time(steps.get(i));
        ratios[i][round] = micros[i][round] / micros[0][round];
      }
    }
    System.out.println("| N | T | memory | µs a sequence and step | least | over the first row |");
    System.out.println("|---|---|---|---|---|---|");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double least = Arrays.stream(micros[i]).min().orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "| %d | %,d | %s | %.2f | %.2f | %.2f |%n",
          row.batch(),
          row.steps(),
          name(row.memory()),
          median(micros[i]),
          least,
          median(ratios[i]));
    }
  }

  private static String name(MemoryPolicy memory) {
    return switch (memory.kind()) {
      case KEEP_ALL -> "all";
      case EVERY_NTH -> "every " + memory.partSteps() + "th state";
      case REVOLVE -> "revolve, " + memory.states() + " states";
    };
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
