package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The rows that name one transcript, as a file has them. */
final class TranscriptRows {
  /**
   * A part of the transcript.
   *
   * @param id its own, or empty
   */
  record Row(Interval interval, OptionalInt phase, String id, String place) {}

  private final Map<FeatureRole, List<Row>> rows = new EnumMap<>(FeatureRole.class);
  private final String sequenceId;
  private final Optional<Strand> strand;
  private final String place;
  private Interval span;
  private String problem = "";

  /** Begins with where the first row lies. */
  TranscriptRows(AnnotationFeature first) {
    sequenceId = first.sequenceId();
    strand = first.strand();
    place = first.place();
    span = first.interval();
    if (strand.isEmpty()) {
      problem = "no strand";
    }
  }

  /** Adds a part. */
  void add(FeatureRole role, AnnotationFeature f) {
    cover(f);
    rows.computeIfAbsent(role, r -> new ArrayList<>())
        .add(new Row(f.interval(), f.phase(), f.first("ID"), f.place()));
  }

  /** Takes a row of the transcript itself, or of a part: all must lie on one strand. */
  void cover(AnnotationFeature f) {
    span =
        new Interval(
            Math.min(span.start(), f.interval().start()), Math.max(span.end(), f.interval().end()));
    if (!f.sequenceId().equals(sequenceId)) {
      note("parts on two sequences");
    } else if (!f.strand().equals(strand)) {
      note("parts on both strands, or some without one");
    }
    if (f.first("exception").contains("trans-splicing")) {
      note("trans-splicing");
    }
  }

  void note(String what) {
    problem = problem.isEmpty() ? what : problem;
  }

  boolean has(FeatureRole role) {
    return rows.containsKey(role);
  }

  List<Row> of(FeatureRole role) {
    return rows.getOrDefault(role, List.of());
  }

  /** Tells whether the exons begin and end where an interval does. */
  boolean exonsReach(Interval whole) {
    List<Interval> exons = sorted(of(FeatureRole.EXON));
    return !exons.isEmpty()
        && exons.get(0).start() == whole.start()
        && exons.get(exons.size() - 1).end() == whole.end();
  }

  /** Returns the intervals of some rows, ascending. */
  static List<Interval> sorted(List<Row> rows) {
    return rows.stream().map(Row::interval).sorted(Gene.BY_POSITION).toList();
  }

  /** Returns the intervals as messages show them: 1-based, as in {@code 3..9,20..31}. */
  static String shown(List<Interval> intervals) {
    return intervals.stream()
        .map(i -> (i.start() + 1) + ".." + i.end())
        .collect(Collectors.joining(","));
  }

  /** Returns where the exons are, else the coding parts, else the whole. */
  String location() {
    List<Row> shown = has(FeatureRole.EXON) ? of(FeatureRole.EXON) : of(FeatureRole.CDS);
    return shown(shown.isEmpty() ? List.of(span) : sorted(shown));
  }

  String sequenceId() {
    return sequenceId;
  }

  Optional<Strand> strand() {
    return strand;
  }

  String place() {
    return place;
  }

  Interval span() {
    return span;
  }

  /** Returns why no transcript holds the rows, or the empty text. */
  String problem() {
    return problem;
  }
}
