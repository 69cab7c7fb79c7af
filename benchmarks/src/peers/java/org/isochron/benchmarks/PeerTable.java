package org.isochron.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.bytedeco.pytorch.global.torch;

/**
 * Prints, as a Markdown table, the time of libtorch over ours, measured side by side.
 *
 * <pre>java -cp benchmarks/target/benchmarks.jar org.isochron.benchmarks.PeerTable [ROWS] [ROUNDS]
 * </pre>
 */
public final class PeerTable {
  private static final int FEWEST_ROUNDS = 15;
  private static final String HEADING =
      """
      | row | ours ms, 1 / 2 threads | libtorch ms, 1 / 2 threads | libtorch / ours | of the minima | target | met | ours GFLOP/s | of FMA peak | 2 threads over 1 |
      |---|---|---|---|---|---|---|---|---|---|""";

  private PeerTable() {}

  /**
   * Measures.
   *
   * @param args names of rows with commas between them, or all (the default); rounds, at least 15
   *     (default 21)
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<PeerRow> rows = PeerRow.named(args.length > 0 ? args[0] : "all");
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 21;
    if (rounds < FEWEST_ROUNDS) {
      throw new IllegalArgumentException("rounds: expected at least 15, found " + rounds);
    }
    double[] peak = peak();
    System.out.printf(
        Locale.ROOT,
        "FMA peak, seen: %.0f GFLOP/s on one thread, %.0f on two. Rounds: %d. Load before: %.1f.%n",
        peak[0],
        peak[1],
        rounds,
        load());
    System.out.println(libraries());
    System.out.println(HEADING);
    for (PeerRow row : rows) {
      PeerTrial.Times times =
          PeerTrial.Times.of(
              fork(
                  List.of("org.isochron.benchmarks.PeerTrial", row.id(), "" + rounds),
                  PeerTrial.Times::isLine));
      System.out.println(line(row, times, peak));
    }
    System.out.printf(Locale.ROOT, "Load after: %.1f.%n", load());
  }

  private static String line(PeerRow row, PeerTrial.Times t, double[] peak) {
    int best = t.ourMedian()[0] <= t.ourMedian()[1] ? 0 : 1;
    double ratio = least(t.peerMedian()) / least(t.ourMedian());
    double gflops = t.operations() / t.ourMedian()[best] * 1e-6;
    String target = row.target() == 0 ? "" : String.format(Locale.ROOT, "%.1f", row.target());
    String met = row.target() == 0 ? "" : ratio >= row.target() ? "yes" : "no";
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f | %.2f | %s | %s | %.0f | %.0f %% | %.2f |",
        row.id(),
        pair(t.ourMedian()),
        pair(t.peerMedian()),
        ratio,
        least(t.peerLeast()) / least(t.ourLeast()),
        target,
        met,
        gflops,
        100 * gflops / peak[best],
        t.ourMedian()[0] / t.ourMedian()[1]);
  }

  private static double least(double[] pair) {
    return Math.min(pair[0], pair[1]);
  }

  private static String pair(double[] millis) {
    return String.format(Locale.ROOT, "%.2f / %.2f", millis[0], millis[1]);
  }

  private static double[] peak() throws IOException, InterruptedException {
    String line = fork(List.of("org.isochron.benchmarks.FmaPeak"), l -> l.startsWith("peak "));
    String[] words = line.split(" ", -1);
    return new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])};
  }

  private static String libraries() {
    return "JDK "
        + System.getProperty("java.version")
        + "; libtorch with "
        + torch.get_mkldnn_version().getString()
        + "; "
        + torch.get_mkl_version().getString()
        + ".";
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Runs a main class of this jar in a JVM like the {@code isochron} command's. */
  private static String fork(List<String> mainAndArguments, Predicate<String> wanted)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-XX:+UseParallelGC", "-XX:ObjectAlignmentInBytes=64"));
    // A lost fast path is an error; JavaCPP need not poll the memory in use.
    command.addAll(List.of("-Disochron.kernels=simd", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(mainAndArguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String found = null;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (wanted.test(line)) {
          found = line;
        } else {
          System.err.println(line);
        }
      }
    }
    int code = process.waitFor();
    if (code != 0 || found == null) {
      throw new IllegalStateException(mainAndArguments + " failed with code " + code);
    }
    return found;
  }
}
