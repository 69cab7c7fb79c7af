package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.isochron.bio.annotation.TranscriptRows.Row;

/**
 * The coding part of a transcript, from its CDS and stop codon rows.
 *
 * @param parts ascending, the stop codon included where a row tells of it; empty if there is none,
 *     or if there is a problem
 * @param codonStart 1, 2 or 3, from the 5' end
 * @param problem why the rows make no coding part, or the empty text
 */
record CodingPart(List<Interval> parts, int codonStart, String problem) {
  private static CodingPart broken(String problem) {
    return new CodingPart(List.of(), 1, problem);
  }

  /** Reads the rows of a transcript with these exons. */
  static CodingPart of(TranscriptRows rows, List<Interval> exons) {
    List<Row> cds = new ArrayList<>(rows.of(FeatureRole.CDS));
    if (cds.isEmpty()) {
      boolean stop = rows.has(FeatureRole.STOP);
      return broken(stop ? "a stop codon without a CDS" : "");
    }
    long names = cds.stream().map(Row::id).distinct().count();
    if (names > 1) {
      return broken(names + " coding parts of different IDs");
    }
    List<Interval> parts = TranscriptRows.sorted(cds);
    if (overlap(parts)) {
      return broken("overlapping coding parts");
    }
    boolean minus = rows.strand().orElseThrow() == Strand.MINUS;
    cds.sort((a, b) -> Gene.BY_POSITION.compare(a.interval(), b.interval()));
    if (minus) {
      Collections.reverse(cds);
    }
    String problem = phaseProblem(cds);
    if (problem.isEmpty()) {
      List<Interval> stops = TranscriptRows.sorted(rows.of(FeatureRole.STOP));
      problem = stopProblem(stops, cds.get(0).interval(), minus);
      parts = united(parts, stops);
    }
    problem = problem.isEmpty() ? exonProblem(parts, exons) : problem;
    int codonStart = cds.get(0).phase().orElse(0) + 1;
    return problem.isEmpty() ? new CodingPart(parts, codonStart, "") : broken(problem);
  }

  static boolean overlap(List<Interval> ascending) {
    for (int i = 1; i < ascending.size(); i++) {
      if (ascending.get(i).start() < ascending.get(i - 1).end()) {
        return true;
      }
    }
    return false;
  }

  /** A phase follows from the one before: (3 − (length − phase) mod 3) mod 3. */
  private static String phaseProblem(List<Row> fromFivePrime) {
    OptionalInt first = fromFivePrime.get(0).phase();
    int expected = first.orElse(0);
    for (Row row : fromFivePrime) {
      if (row.phase().isPresent() != first.isPresent()) {
        return "a phase on some CDS rows only";
      }
      if (row.phase().orElse(expected) != expected) {
        return "phase "
            + row.phase().getAsInt()
            + " of the CDS row at "
            + row.place()
            + "; expected "
            + expected
            + " after the rows before it";
      }
      expected = Math.floorMod(expected - row.interval().length(), 3);
    }
    return "";
  }

  private static String stopProblem(List<Interval> stops, Interval first, boolean minus) {
    for (Interval stop : stops) {
      if (minus ? stop.end() > first.end() : stop.start() < first.start()) {
        return "a stop codon before the coding part";
      }
    }
    return "";
  }

  /** Returns the intervals of two lists, those that touch or overlap united. */
  static List<Interval> united(List<Interval> parts, List<Interval> more) {
    List<Interval> sorted = new ArrayList<>(parts);
    for (Interval part : more) {
      if (parts.stream().noneMatch(p -> p.contains(part))) {
        sorted.add(part);
      }
    }
    sorted.sort(Gene.BY_POSITION);
    if (sorted.size() == parts.size()) {
      return sorted;
    }
    List<Interval> united = new ArrayList<>();
    for (Interval part : sorted) {
      int last = united.size() - 1;
      if (last >= 0 && part.start() <= united.get(last).end()) {
        Interval before = united.get(last);
        united.set(last, new Interval(before.start(), Math.max(before.end(), part.end())));
      } else {
        united.add(part);
      }
    }
    return united;
  }

  /** Coding parts are the exons, cut at both ends; only gaps too short for introns may be more. */
  private static String exonProblem(List<Interval> parts, List<Interval> exons) {
    int before = -1;
    for (int i = 0; i < parts.size(); i++) {
      Interval part = parts.get(i);
      int exon = exonOf(part, exons);
      if (exon < 0) {
        return "the coding part " + TranscriptRows.shown(List.of(part)) + " is not inside an exon";
      }
      if (i > 0 && part.start() - parts.get(i - 1).end() >= Transcript.MIN_INTRON) {
        boolean fits =
            exon == before + 1
                && part.start() == exons.get(exon).start()
                && parts.get(i - 1).end() == exons.get(before).end();
        if (!fits) {
          return "exon bases between coding parts, before " + (part.start() + 1);
        }
      }
      before = exon;
    }
    return "";
  }

  private static int exonOf(Interval part, List<Interval> exons) {
    for (int i = 0; i < exons.size(); i++) {
      if (exons.get(i).contains(part)) {
        return i;
      }
    }
    return -1;
  }
}
