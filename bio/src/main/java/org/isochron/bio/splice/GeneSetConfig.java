package org.isochron.bio.splice;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.Objects;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.FlatFileOptions;

/**
 * How genes are cut out of their sequences and grouped.
 *
 * @param flank bases kept on either side of a gene, or {@link #WHOLE_RECORD}; each gene keeps a
 *     copy of its window, so whole records suit only files of one gene per record
 * @param grouping which genes must stay on one side of a split
 * @param genBank how GenBank files are read
 * @param annotation how GFF3 and GTF files are read; a file without it means {@link
 *     AnnotationOptions#defaults}
 * @param isoforms what is labelled where transcripts disagree; a file without it means {@link
 *     IsoformRule#UNITE}
 */
public record GeneSetConfig(
    int flank,
    Grouping grouping,
    FlatFileOptions genBank,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE)
        AnnotationOptions annotation,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) IsoformRule isoforms) {
  /** The flank where the caller does not say: more than the context that a score reads. */
  public static final int DEFAULT_FLANK = 1000;

  /** A flank that reaches the record's ends. */
  public static final int WHOLE_RECORD = Integer.MAX_VALUE;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the flank is negative
   */
  public GeneSetConfig {
    Objects.requireNonNull(grouping, "grouping");
    Objects.requireNonNull(genBank, "genBank");
    annotation = annotation == null ? AnnotationOptions.defaults() : annotation;
    isoforms = isoforms == null ? IsoformRule.UNITE : isoforms;
    if (flank < 0) {
      throw new IllegalArgumentException("flank: expected at least 0, found " + flank);
    }
  }

  /**
   * Returns: {@value #DEFAULT_FLANK} bases of flank, the defaults of grouping and reading, isoforms
   * united.
   */
  public static GeneSetConfig defaults() {
    return new GeneSetConfig(
        DEFAULT_FLANK,
        Grouping.defaults(),
        FlatFileOptions.defaults(),
        AnnotationOptions.defaults(),
        IsoformRule.UNITE);
  }

  /** Returns this configuration with another flank. */
  public GeneSetConfig withFlank(int bases) {
    return new GeneSetConfig(bases, grouping, genBank, annotation, isoforms);
  }

  /** Returns this configuration with another grouping. */
  public GeneSetConfig withGrouping(Grouping other) {
    return new GeneSetConfig(flank, other, genBank, annotation, isoforms);
  }

  /** Returns this configuration with other options of reading GenBank files. */
  public GeneSetConfig withGenBank(FlatFileOptions options) {
    return new GeneSetConfig(flank, grouping, options, annotation, isoforms);
  }

  /** Returns this configuration with other options of reading GFF3 and GTF files. */
  public GeneSetConfig withAnnotation(AnnotationOptions options) {
    return new GeneSetConfig(flank, grouping, genBank, options, isoforms);
  }

  /** Returns this configuration with another rule for isoforms. */
  public GeneSetConfig withIsoforms(IsoformRule rule) {
    return new GeneSetConfig(flank, grouping, genBank, annotation, rule);
  }
}
