package org.isochron.bio.annotation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.isochron.core.io.FormatException;

/** Gathers transcripts by {@code transcript_id}; rows of genes and transcripts may be missing. */
final class GtfFeatures implements FeatureCollector {
  /** Types of a transcript's own row, beside those of the options; others are passed over. */
  private static final Pattern TRANSCRIPT = Pattern.compile("transcript|.*RNA|.*_transcript");

  private final AnnotationOptions options;
  private final Leftovers leftovers;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Set<String> geneRows = new HashSet<>();

  private static final class Draft {
    private final String gene;
    private final TranscriptRows rows;
    private AnnotationFeature own;

    Draft(String gene, AnnotationFeature first) {
      this.gene = gene;
      rows = new TranscriptRows(first);
    }

    String type() {
      return own == null ? "transcript" : own.type();
    }
  }

  GtfFeatures(AnnotationOptions options, Leftovers leftovers) {
    this.options = options;
    this.leftovers = leftovers;
  }

  @Override
  public void take(AnnotationFeature f, long segment) throws FormatException {
    FeatureRole role = FeatureRole.of(f.type());
    boolean own = options.isTranscript(f.type()) || TRANSCRIPT.matcher(f.type()).matches();
    if (f.type().equals("gene")) {
      geneRows.add(required(f, "gene_id"));
    } else if (role != FeatureRole.OTHER || own) {
      Draft draft = draft(f);
      if (role != FeatureRole.OTHER) {
        draft.rows.add(role, f);
      } else if (draft.own == null) {
        draft.own = f;
        draft.rows.cover(f);
      } else {
        throw new FormatException(
            f.place(),
            "transcript_id: '"
                + f.first("transcript_id")
                + "' has a row of type "
                + draft.own.type()
                + " at "
                + draft.own.place()
                + " already");
      }
    }
  }

  private Draft draft(AnnotationFeature f) throws FormatException {
    String gene = required(f, "gene_id");
    String id = required(f, "transcript_id");
    Draft draft = drafts.computeIfAbsent(id, t -> new Draft(gene, f));
    if (!draft.gene.equals(gene)) {
      throw new FormatException(
          f.place(),
          "gene_id: expected '"
              + draft.gene
              + "', as for '"
              + id
              + "' at "
              + draft.rows.place()
              + ", found '"
              + gene
              + "'");
    }
    return draft;
  }

  private static String required(AnnotationFeature f, String tag) throws FormatException {
    String value = f.first(tag);
    if (value.isBlank()) {
      throw new FormatException(
          f.place(), tag + ": expected a name in a row of type " + f.type() + ", found none");
    }
    return value;
  }

  @Override
  public TranscriptAssembly finish(Map<String, Interval> regions) throws FormatException {
    TranscriptAssembly assembly = new TranscriptAssembly(leftovers, regions);
    for (Map.Entry<String, Draft> entry : drafts.entrySet()) {
      Draft draft = entry.getValue();
      boolean exons = draft.rows.has(FeatureRole.EXON);
      if (options.isTranscript(draft.type()) || (options.allTypes() && exons)) {
        assembly.add(
            new DraftTranscript(
                entry.getKey(),
                draft.own == null ? draft.rows.place() : draft.own.place(),
                draft.gene,
                geneRows.contains(draft.gene),
                Optional.ofNullable(draft.own).map(AnnotationFeature::interval),
                OpenEnds.NONE,
                draft.rows));
      }
    }
    return assembly;
  }
}
