package org.isochron.bio.annotation;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.List;
import java.util.Objects;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;

/**
 * Which rows of a GFF3 or GTF file make transcripts, and what is done with those that cannot.
 *
 * @param sources values of the second column that count; empty: all
 * @param transcriptTypes values of the third column that are transcripts; empty: every feature that
 *     exons or coding parts name as their parent
 * @param unsupported what to do with a transcript that no {@link Transcript} holds, and with rows
 *     whose parent the file does not have
 * @param junctionSource value of the second column of {@code intron} rows whose sixth is a count of
 *     RNA-seq reads, as {@link SpliceJunction#RNA_SEQ}; empty, as in a file without it: none are
 *     read
 */
public record AnnotationOptions(
    List<String> sources,
    List<String> transcriptTypes,
    Unsupported unsupported,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) String junctionSource) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a name is blank
   */
  public AnnotationOptions {
    sources = names("sources", sources);
    transcriptTypes = names("transcriptTypes", transcriptTypes);
    Objects.requireNonNull(unsupported, "unsupported");
    junctionSource = junctionSource == null ? "" : junctionSource;
  }

  /** Makes options that read no junctions. */
  public AnnotationOptions(
      List<String> sources, List<String> transcriptTypes, Unsupported unsupported) {
    this(sources, transcriptTypes, unsupported, "");
  }

  private static List<String> names(String what, List<String> names) {
    if (names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(what + ": expected names, found '' among them");
    }
    return List.copyOf(names);
  }

  /**
   * Returns: all sources, types {@code mRNA} and {@code transcript}, leaving out and listing what
   * cannot be: files cut out of a genome have features without their parents.
   */
  public static AnnotationOptions defaults() {
    return new AnnotationOptions(List.of(), List.of("mRNA", "transcript"), Unsupported.SKIP);
  }

  /** Returns these options with other sources. */
  public AnnotationOptions withSources(List<String> names) {
    return new AnnotationOptions(names, transcriptTypes, unsupported, junctionSource);
  }

  /** Returns these options with other types of transcripts. */
  public AnnotationOptions withTranscriptTypes(List<String> types) {
    return new AnnotationOptions(sources, types, unsupported, junctionSource);
  }

  /** Returns these options with another treatment of what is unsupported. */
  public AnnotationOptions withUnsupported(Unsupported treatment) {
    return new AnnotationOptions(sources, transcriptTypes, treatment, junctionSource);
  }

  /** Returns these options with another source of junctions; empty for none. */
  public AnnotationOptions withJunctionSource(String source) {
    return new AnnotationOptions(sources, transcriptTypes, unsupported, source);
  }

  boolean counts(String source) {
    return sources.isEmpty() || sources.contains(source);
  }

  boolean isJunction(AnnotationFeature f) {
    return f.source().equals(junctionSource) && f.type().equals(SpliceJunction.TYPE);
  }

  boolean isTranscript(String type) {
    return transcriptTypes.contains(type);
  }

  boolean allTypes() {
    return transcriptTypes.isEmpty();
  }
}
