package org.isochron.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.training.StepBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times one training step. */
@Command(
    name = "bench",
    description = {
      "Time one training step: forward, softmax cross-entropy with 3 classes at every step, backward,"
          + " Adam."
    },
    customSynopsis = {"isochron bench [OPTIONS]", ""},
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron bench                                         LSTM, H=64, N=32, T=400, I=4",
      "  isochron bench --cell gru --hidden 128 --threads 1 --json",
      "  isochron bench --layers 2 --bidirectional --lengths uniform --inference",
      "  isochron bench --batch 1 --steps 1000000 --memory every:4096 --repeats 3"
    })
final class BenchCommand implements Callable<Integer> {
  /** The cells that have fused kernels. */
  enum CellName {
    LSTM,
    GRU,
    ELMAN
  }

  /** How long the sequences of a batch are. */
  enum Lengths {
    EQUAL,
    UNIFORM
  }

  private final Console console;

  @Option(
      names = "--cell",
      paramLabel = "CELL",
      defaultValue = "LSTM",
      description = "lstm, gru or elman (default lstm).")
  CellName cell;

  @Option(
      names = "--input",
      paramLabel = "I",
      defaultValue = "4",
      description = "Input channels (default ${DEFAULT-VALUE}).")
  int input;

  @Option(
      names = "--hidden",
      paramLabel = "H",
      defaultValue = "64",
      description = "Hidden units of a direction (default ${DEFAULT-VALUE}).")
  int hidden;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Sequences (default ${DEFAULT-VALUE}).")
  int batch;

  @Option(
      names = "--steps",
      paramLabel = "T",
      defaultValue = "400",
      description = "Time steps (default ${DEFAULT-VALUE}).")
  int steps;

  @Option(
      names = "--layers",
      paramLabel = "L",
      defaultValue = "1",
      description = "Layers (default ${DEFAULT-VALUE}).")
  int layers;

  @Option(names = "--bidirectional", description = "Both directions in each layer.")
  boolean bidirectional;

  @Option(
      names = "--lengths",
      paramLabel = "KIND",
      defaultValue = "EQUAL",
      description = "equal, or uniform: lengths uniform from T/10 to T (default equal).")
  Lengths lengths;

  @Option(names = "--inference", description = "Time the forward pass only.")
  boolean inference;

  @Option(
      names = "--memory",
      paramLabel = "POLICY",
      converter = MemoryPolicyText.class,
      defaultValue = "all",
      description = {
        "What a step keeps for its backward pass: all (the default), every:K (each K-th state) or"
            + " revolve:S (S states, placed so that the fewest steps run again)."
      })
  MemoryPolicy memory;

  @Option(
      names = "--repeats",
      paramLabel = "R",
      defaultValue = "50",
      description =
          "Timed steps, after a warm-up until it gets no faster (default ${DEFAULT-VALUE}).")
  int repeats;

  @Option(
      names = "--threads",
      paramLabel = "P",
      description = "Threads to compute with (default: all processors).")
  Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of inputs, labels, lengths and parameters (default ${DEFAULT-VALUE}).")
  long seed;

  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Options.atLeastOne("--threads", count);
    Options.atLeastOne("--repeats", repeats);
    Options.atLeastOne("--input", input);
    Options.atLeastOne("--hidden", hidden);
    Options.atLeastOne("--batch", batch);
    Options.atLeastOne("--steps", steps);
    Options.atLeastOne("--layers", layers);
    StepBenchmark.Result result = new StepBenchmark(what(), seed).run(count, repeats);
    Voice voice = new Voice(console, talk);
    voice.say(line(result));
    voice.json(metrics(result));
    return 0;
  }

  private StepBenchmark.Case what() {
    try {
      return new StepBenchmark.Case(
          cellName(),
          new StepBenchmark.Shape(input, hidden, batch, steps, layers),
          bidirectional,
          lengths == Lengths.UNIFORM,
          inference,
          memory);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), "");
    }
  }

  /** Returns the most that the heap held at a time: data, network and garbage. */
  private static double peakHeapMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToDouble(pool -> pool.getPeakUsage().getUsed() * 1e-6)
        .sum();
  }

  private String cellName() {
    return cell.name().toLowerCase(Locale.ROOT);
  }

  private String line(StepBenchmark.Result r) {
    return String.format(
        Locale.ROOT,
        "%s%s %s, I=%d H=%d N=%d T=%d L=%d, lengths %s: %.3f ms (median of %d), %.1f steps/s,"
            + " %.1f GFLOP/s; kernels %s, %s, memory %s, peak heap %.0f MB",
        bidirectional ? "bidirectional " : "",
        cellName(),
        inference ? "inference" : "training step",
        input,
        hidden,
        batch,
        steps,
        layers,
        lengths.name().toLowerCase(Locale.ROOT),
        r.medianMillis(),
        repeats,
        r.stepsPerSecond(),
        r.gflops(),
        r.kernels(),
        Counted.of(r.threads(), "thread"),
        MemoryPolicyText.of(memory),
        peakHeapMegabytes());
  }

  private Map<String, Object> metrics(StepBenchmark.Result r) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("medianMillis", r.medianMillis());
    m.put("stepsPerSecond", r.stepsPerSecond());
    m.put("gflops", r.gflops());
    m.put("kernels", r.kernels());
    m.put("threads", r.threads());
    m.put("cell", cellName());
    m.put("input", input);
    m.put("hidden", hidden);
    m.put("batch", batch);
    m.put("steps", steps);
    m.put("layers", layers);
    m.put("bidirectional", bidirectional);
    m.put("lengths", lengths.name().toLowerCase(Locale.ROOT));
    m.put("inference", inference);
    m.put("memory", MemoryPolicyText.of(memory));
    m.put("peakHeapMegabytes", peakHeapMegabytes());
    m.put("repeats", repeats);
    m.put("seed", seed);
    return m;
  }
}
