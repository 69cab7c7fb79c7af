package org.isochron.bio.annotation;

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
 */
public record AnnotationOptions(
    List<String> sources, List<String> transcriptTypes, Unsupported unsupported) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a name is blank
   */
  public AnnotationOptions {
    sources = names("sources", sources);
    transcriptTypes = names("transcriptTypes", transcriptTypes);
    Objects.requireNonNull(unsupported, "unsupported");
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
    return new AnnotationOptions(names, transcriptTypes, unsupported);
  }

  /** Returns these options with other types of transcripts. */
  public AnnotationOptions withTranscriptTypes(List<String> types) {
    return new AnnotationOptions(sources, types, unsupported);
  }

  /** Returns these options with another treatment of what is unsupported. */
  public AnnotationOptions withUnsupported(Unsupported treatment) {
    return new AnnotationOptions(sources, transcriptTypes, treatment);
  }

  boolean counts(String source) {
    return sources.isEmpty() || sources.contains(source);
  }

  boolean isTranscript(String type) {
    return transcriptTypes.contains(type);
  }

  boolean allTypes() {
    return transcriptTypes.isEmpty();
  }
}
