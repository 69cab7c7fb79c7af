package org.isochron.bio.annotation;

import java.util.List;
import java.util.Optional;

/** A feature of a GFF3 file that others may name as their parent: a gene, a transcript. */
final class Gff3Node {
  private final AnnotationFeature first;
  private final long segment;
  private String problem = "";

  Gff3Node(AnnotationFeature first, long segment) {
    this.first = first;
    this.segment = segment;
    if (first.first("exception").contains("trans-splicing")) {
      problem = "trans-splicing";
    }
  }

  /** Takes another row of the same ID and type. */
  void again(AnnotationFeature row) {
    problem = problem.isEmpty() ? "a second row of its ID, at " + row.place() : problem;
  }

  String id() {
    return first.first("ID");
  }

  String type() {
    return first.type();
  }

  List<String> parents() {
    return first.values("Parent");
  }

  long segment() {
    return segment;
  }

  AnnotationFeature row() {
    return first;
  }

  /** Returns why it is no transcript, or the empty text. */
  String problem() {
    return problem;
  }

  /** Tells whether another feature lies on the same strand of the same sequence. */
  boolean isBeside(TranscriptRows rows) {
    Optional<Strand> strand = first.strand();
    return first.sequenceId().equals(rows.sequenceId())
        && (strand.isEmpty() || strand.equals(rows.strand()));
  }

  /** Returns what {@code start_range} and {@code end_range} say: {@code .} where it goes on. */
  OpenEnds openEnds() {
    List<String> end = first.values("end_range");
    boolean right = !end.isEmpty() && end.get(end.size() - 1).equals(".");
    return new OpenEnds(first.first("start_range").equals("."), right);
  }
}
