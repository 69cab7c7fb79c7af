package org.isochron.bio.annotation;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A genome and its annotation.
 *
 * @param fasta the sequences, whose names are the first words of the headers; may be .gz
 * @param annotation a GFF3 or GTF file that names them; may be .gz
 */
public record GenomeFiles(Path fasta, Path annotation) {
  /** Checks that both are there. */
  public GenomeFiles {
    Objects.requireNonNull(fasta, "fasta");
    Objects.requireNonNull(annotation, "annotation");
  }
}
