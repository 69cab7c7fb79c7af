package org.isochron.bio.annotation;

import java.util.Locale;
import java.util.Optional;

/** How the ninth column of an annotation file is written. */
public enum AnnotationDialect {
  /** {@code ID=a;Parent=b,c}: GFF3, specification 1.26. */
  GFF3,
  /** {@code gene_id "a"; transcript_id "b";}: GTF2, as of Ensembl, GENCODE, RefSeq and UCSC. */
  GTF;

  /**
   * Tells the dialect by a ninth column: GFF3 has {@code =} after its first word, GTF has a blank;
   * empty where there is neither.
   */
  static Optional<AnnotationDialect> ofColumn(String column) {
    String text = column.strip();
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        return Optional.of(GFF3);
      }
      if (c == ' ' || c == '\t') {
        return Optional.of(GTF);
      }
    }
    return Optional.empty();
  }

  /** Tells the dialect by a file's name, with or without {@code .gz}. */
  static Optional<AnnotationDialect> ofName(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (plain.endsWith(".gff3") || plain.endsWith(".gff")) {
      return Optional.of(GFF3);
    }
    return plain.endsWith(".gtf") ? Optional.of(GTF) : Optional.empty();
  }
}
