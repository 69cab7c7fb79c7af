package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.Json;
import org.isochron.core.recurrence.Workers;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.LocatedDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs published analyses again. */
@Command(
    name = "reproduce",
    description = "Run published analyses again: what was expected against what is obtained.",
    customSynopsis = {
      "isochron reproduce --list",
      "       isochron reproduce NAME... [--seeds N] [--out DIR] [OPTIONS]",
      ""
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron reproduce --list",
      "  isochron reproduce uci-splice --data /data --out uci",
      "  isochron reproduce uci-splice hs3d --seeds 5 --data /data --out windows",
      "",
      "Writes metrics.json, the same bytes for the same data, seeds and version; times.json; and for",
      "each seed NAME/seed-N.tsv with single results. Exit status 1 where an expectation is not met."
    })
final class ReproduceCommand implements Callable<Integer> {
  private static final String METRICS = "metrics.json";
  private static final String TIMES = "times.json";

  private final Console console;
  private final Reproductions known;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names that --list shows.")
  List<String> names = List.of();

  @Option(names = "--list", description = "List what can be reproduced: name, data set, title.")
  boolean list;

  @Mixin DataOption data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "isochron-reproduce",
      description = "Folder for the results (default ${DEFAULT-VALUE}).")
  Path outFolder;

  @Option(names = "--force", description = "Replace results that are there already.")
  boolean force;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first seed (default ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many seeds, one after the other (default ${DEFAULT-VALUE}).")
  int seeds;

  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  ReproduceCommand(Console console, Reproductions known) {
    this.console = console;
    this.known = known;
  }

  @Override
  public Integer call() throws IOException {
    Voice voice = new Voice(console, talk);
    if (list) {
      return list(voice);
    }
    if (names.isEmpty()) {
      throw CommandException.usage(
          "expected the name of a reproduction, found none",
          "What there is: isochron reproduce --list");
    }
    Options.atLeastOne("--seeds", seeds);
    List<Reproduction> chosen = names.stream().distinct().map(known::find).toList();
    Map<Reproduction, List<LocatedDataset>> located = new LinkedHashMap<>();
    for (Reproduction each : chosen) {
      located.put(each, locate(each, voice));
    }
    try (Workers workers = compute.workers();
        OutputFolder out = OutputFolder.open(outFolder, force, results(chosen))) {
      voice.kernels(workers.count());
      Map<String, Object> metrics = new LinkedHashMap<>();
      Map<String, Object> times = new LinkedHashMap<>();
      boolean met = true;
      for (Reproduction each : chosen) {
        ReproductionReport report = run(each, located.get(each), workers, out, times);
        metrics.put(each.name(), report.metrics());
        report.lines().forEach(voice::say);
        met &= report.isMet();
      }
      Json.write(out.prepare(TIMES), times);
      Json.write(out.prepare(METRICS), metrics);
      out.commit();
      voice.say("results " + out.place(METRICS));
      voice.json(metrics);
      return met ? 0 : Failures.FAILED;
    }
  }

  private Integer list(Voice voice) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Reproduction each : known.all()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", each.name());
      entry.put("datasets", each.datasets());
      entry.put("title", each.title());
      entry.put("citations", each.citations());
      entry.put("expectations", each.expectations());
      all.add(entry);
      voice.say(
          String.format(
              Locale.ROOT,
              "%-18s  %-14s  %s",
              each.name(),
              String.join(", ", each.datasets()),
              each.title()));
    }
    voice.json(all);
    return 0;
  }

  private List<LocatedDataset> locate(Reproduction each, Voice voice) throws IOException {
    List<LocatedDataset> located = new ArrayList<>();
    for (String name : each.datasets()) {
      LocatedDataset found = data.locate(DataOption.find(Catalog.standard(), name));
      found.notes().forEach(voice::note);
      located.add(found);
    }
    return located;
  }

  private List<String> results(List<Reproduction> chosen) {
    List<String> results = new ArrayList<>(List.of(METRICS, TIMES));
    for (Reproduction each : chosen) {
      for (int i = 0; i < seeds; i++) {
        results.add(table(each, seed + i));
      }
    }
    return results;
  }

  private static String table(Reproduction each, long seed) {
    return each.name() + "/seed-" + seed + ".tsv";
  }

  private ReproductionReport run(
      Reproduction each,
      List<LocatedDataset> files,
      Workers workers,
      OutputFolder out,
      Map<String, Object> times)
      throws IOException {
    Voice voice = new Voice(console, talk);
    Map<Long, ReproductionRun> runs = new TreeMap<>();
    Map<String, Object> seconds = new LinkedHashMap<>();
    for (int i = 0; i < seeds; i++) {
      long of = seed + i;
      RunClock clock = new RunClock();
      String prefix = each.name() + ", seed " + of + ": ";
      ReproductionInput input =
          new ReproductionInput(files, of, workers, line -> voice.note(prefix + line));
      ReproductionRun run = each.run(input);
      AtomicFile.writeText(out.prepare(table(each, of)), run.table());
      runs.put(of, run);
      seconds.put("seed " + of, clock.seconds());
      voice.note(String.format(Locale.ROOT, "%s%.0f s", prefix, clock.seconds()));
    }
    times.put(each.name(), seconds);
    return new ReproductionReport(each, files.stream().map(LocatedDataset::dataset).toList(), runs);
  }
}
