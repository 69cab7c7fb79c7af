package org.isochron.bio.annotation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One line of a GFF3 or GTF file, without escapes and quotes.
 *
 * @param sequenceId the first column
 * @param source who says so; {@code .} where the file does not tell
 * @param type as in {@code gene}, {@code mRNA}, {@code exon}
 * @param interval 0-based and half-open: the file's start − 1 and end
 * @param score the sixth column; empty for {@code .}
 * @param strand empty for {@code .} and {@code ?}
 * @param phase 0, 1 or 2: bases to leave out before the next whole codon; empty for {@code .}
 * @param attributes in the file's order, each with its values in order; never without a value
 * @param place {@code file:line}
 */
public record AnnotationFeature(
    String sequenceId,
    String source,
    String type,
    Interval interval,
    OptionalDouble score,
    Optional<Strand> strand,
    OptionalInt phase,
    Map<String, List<String>> attributes,
    String place) {
  /** Copies the attributes. */
  public AnnotationFeature {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    attributes.forEach((tag, values) -> copy.put(tag, List.copyOf(values)));
    attributes = Collections.unmodifiableMap(copy);
  }

  /** Returns the values of an attribute; none where it is absent. */
  public List<String> values(String tag) {
    return attributes.getOrDefault(tag, List.of());
  }

  /** Returns the first value of an attribute, or the empty text. */
  public String first(String tag) {
    List<String> values = values(tag);
    return values.isEmpty() ? "" : values.get(0);
  }
}
