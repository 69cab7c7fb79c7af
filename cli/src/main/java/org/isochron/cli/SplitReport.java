package org.isochron.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.LeakReport;
import org.isochron.bio.splice.SenseGene;
import org.isochron.core.io.Json;
import org.isochron.report.Report;
import org.isochron.report.Table;

/** What is said about a split: in the report, in {@code metrics.json}, and while it is made. */
final class SplitReport {
  private static final int SHOWN = 50;
  private static final int NOTED = 5;

  private SplitReport() {}

  /** Says how genes were dealt. */
  static String rule(SplitConfig split, long seed) {
    if (split.given()) {
      return "given, sha256 " + split.sha256();
    }
    String shares =
        String.format(
            Locale.ROOT,
            "by gene group with seed %d; shares: validation %s, test %s",
            seed,
            Json.number(split.validation()),
            Json.number(split.test()));
    String chromosomes =
        split.chromosomes().isEmpty()
            ? ""
            : "by chromosome (test "
                + names(split.chromosomes().test())
                + "; validation "
                + names(split.chromosomes().validation())
                + "), a side without a chromosome ";
    String leftOut =
        split.leaveOutSharing() < 1
            ? "; test genes that share more than "
                + Json.number(split.leaveOutSharing())
                + " of their k-mers or overlap are left out"
            : "";
    return chromosomes + shares + leftOut;
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  static void add(Report html, SpliceTraining run) {
    GeneSplit split = run.split();
    html.section("Split");
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("training", split.train(), "fits the parameters"));
    rows.add(row("validation", split.validation(), "chooses the epoch and the thresholds"));
    rows.add(row("test", split.test(), "measures, once"));
    if (!split.leftOut().isEmpty()) {
      rows.add(row("left out", split.leftOut(), "nothing: shares sequence with the others"));
    }
    html.table(
        new Table(
            List.of("set", "genes", "introns", "use"),
            rows,
            (split.byChromosome() ? "The split by chromosome" : "The split by gene group")
                + "; split.tsv names every gene."));
    if (!split.test().isEmpty()) {
      html.paragraph("Leak check: " + run.leak().summary() + ".");
      spanning(html, run.leak());
      html.paragraph(run.measured().sentence());
    }
    int chosenBy = split.groupsOfTrainingAndValidation().size();
    if (chosenBy > 0) {
      html.paragraph(
          Counted.of(chosenBy, "group")
              + " both in training and in validation: the epoch may be"
              + " chosen a little too late.");
    }
  }

  private static List<String> row(String name, List<SenseGene> genes, String use) {
    int introns = genes.stream().mapToInt(g -> g.gene().introns().size()).sum();
    return List.of(name, number(genes.size()), number(introns), use);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static void spanning(Report html, LeakReport leak) {
    if (leak.spanning().isEmpty()) {
      return;
    }
    html.table(
        new Table(
            List.of("group", "seen genes", "test genes", "test gene", "shares", "nearest", "of it"),
            leak.spanning().stream()
                .limit(SHOWN)
                .map(
                    s ->
                        List.of(
                            s.group(),
                            number(s.trainGenes()),
                            number(s.testGenes()),
                            s.most().geneId(),
                            percent(s.most().sharedFraction()),
                            s.most().nearest(),
                            percent(s.most().nearestFraction())))
                .toList(),
            "Groups on both sides, the first "
                + Math.min(SHOWN, leak.spanning().size())
                + " of "
                + leak.spanning().size()
                + ". Of each, the test gene that shares the most: how much of its "
                + leak.k()
                + "-mers is in any gene of training or validation, and in the nearest one."));
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  /** Notes the split, and warns where test genes are not apart from the others. */
  static void note(GeneSplit split, LeakReport leak, int groups, Voice voice) {
    voice.note(
        "split: %d training, %d validation, %d test genes of %d groups%s"
            .formatted(
                split.train().size(),
                split.validation().size(),
                split.test().size(),
                groups,
                split.leftOut().isEmpty() ? "" : ", " + split.leftOut().size() + " left out"));
    if (!split.test().isEmpty()) {
      voice.note("leak check: " + leak.summary());
    }
    for (LeakReport.SpanningGroup s : leak.spanning().stream().limit(NOTED).toList()) {
      voice.note(
          "on both sides: group %s, %d seen and %d test genes; of %s %s is shared, %s with %s"
              .formatted(
                  s.group(),
                  s.trainGenes(),
                  s.testGenes(),
                  s.most().geneId(),
                  percent(s.most().sharedFraction()),
                  percent(s.most().nearestFraction()),
                  s.most().nearest()));
    }
    if (leak.spanning().size() > NOTED) {
      voice.note("on both sides: and " + (leak.spanning().size() - NOTED) + " groups more");
    }
    if (!leak.clean()) {
      voice.warn("test genes share sequence with training genes: the scores may be too high");
    }
  }

  /** Returns the sizes of the sides. */
  static Map<String, Object> metrics(GeneSplit split, int groups) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("training", split.train().size());
    m.put("validation", split.validation().size());
    m.put("test", split.test().size());
    m.put("groups", groups);
    m.put("byChromosome", split.byChromosome());
    m.put("leftOut", split.leftOut().size());
    m.put("groupsOfTrainingAndValidation", split.groupsOfTrainingAndValidation().size());
    return m;
  }

  /** Returns what test genes share with the others. */
  static Map<String, Object> metrics(LeakReport leak) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("clean", leak.clean());
    m.put("k", leak.k());
    m.put("threshold", leak.threshold());
    m.put("aboveThreshold", leak.aboveThreshold());
    m.put("largestFraction", leak.largestFraction());
    m.put("overlappingLoci", leak.overlappingLoci());
    m.put("commonGroups", leak.commonGroups().size());
    m.put("spanning", leak.spanning());
    return m;
  }
}
