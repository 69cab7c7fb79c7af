package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.core.io.FormatException;

/** Checks drafts of transcripts and gathers them into genes. */
final class TranscriptAssembly {
  private final Leftovers leftovers;
  private final Map<String, Interval> regions;
  private final List<Isoforms.Named> named = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();

  /**
   * Starts without a transcript.
   *
   * @param regions what {@code ##sequence-region} lines say
   */
  TranscriptAssembly(Leftovers leftovers, Map<String, Interval> regions) {
    this.leftovers = leftovers;
    this.regions = regions;
  }

  /**
   * Adds a transcript, or leaves it out.
   *
   * @throws FormatException if it cannot be one, and nothing may be left out
   */
  void add(DraftTranscript draft) throws FormatException {
    TranscriptRows rows = draft.rows();
    List<Interval> exons = exons(rows);
    String problem = problem(draft, exons);
    if (!problem.isEmpty()) {
      leftovers.add(
          "transcript", new SkippedFeature(draft.id(), draft.place(), rows.location(), problem));
      return;
    }
    CodingPart coding = CodingPart.of(rows, exons);
    if (!coding.problem().isEmpty()) {
      FeatureRole role = rows.has(FeatureRole.CDS) ? FeatureRole.CDS : FeatureRole.STOP;
      String location = TranscriptRows.shown(TranscriptRows.sorted(rows.of(role)));
      leftovers.add(
          "coding part of",
          new SkippedFeature(
              draft.id(),
              rows.of(role).get(0).place(),
              location,
              coding.problem() + "; its exons alone can be kept"));
    }
    Transcript transcript =
        new Transcript(draft.id(), exons, coding.parts(), coding.codonStart(), draft.openEnds());
    places.put(draft.id(), draft.place());
    named.add(
        new Isoforms.Named(
            draft.gene(),
            draft.declared(),
            rows.sequenceId(),
            rows.strand().orElseThrow(),
            transcript));
  }

  /** Without exon rows, the exons are the coding and untranslated parts together. */
  private static List<Interval> exons(TranscriptRows rows) {
    if (rows.has(FeatureRole.EXON)) {
      return TranscriptRows.sorted(rows.of(FeatureRole.EXON));
    }
    List<Interval> others = new ArrayList<>(TranscriptRows.sorted(rows.of(FeatureRole.UTR)));
    others.addAll(TranscriptRows.sorted(rows.of(FeatureRole.STOP)));
    return CodingPart.united(TranscriptRows.sorted(rows.of(FeatureRole.CDS)), others);
  }

  private String problem(DraftTranscript draft, List<Interval> exons) {
    TranscriptRows rows = draft.rows();
    if (!rows.problem().isEmpty()) {
      return rows.problem();
    }
    if (exons.isEmpty()) {
      return "no exons";
    }
    if (CodingPart.overlap(exons)) {
      return "overlapping exons";
    }
    Optional<Interval> row = draft.row();
    if (row.isPresent() && exons.stream().anyMatch(exon -> !row.get().contains(exon))) {
      return "an exon outside the transcript's own row, "
          + TranscriptRows.shown(List.of(row.get()));
    }
    Interval region = regions.get(rows.sequenceId());
    if (region != null && exons.stream().anyMatch(exon -> !region.contains(exon))) {
      return "an exon outside the ##sequence-region, " + TranscriptRows.shown(List.of(region));
    }
    return "";
  }

  /** Returns the genes, in the order of their first transcripts. */
  List<GenomeAnnotation.Located> genes() {
    return Isoforms.genes(named).stream()
        .map(gene -> new GenomeAnnotation.Located(gene, places.get(gene.transcripts().get(0).id())))
        .toList();
  }
}
