package org.isochron.bio.annotation;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a sequence that was cut out of a chromosome lies on it.
 *
 * @param chromosome its name
 * @param first the chromosome's position of the sequence's leftmost base, 1-based
 * @param strand of the chromosome that the sequence reads
 */
public record Placement(String chromosome, long first, Strand strand) {
  private static final Pattern NAME = Pattern.compile("(.+)_([0-9]{1,15})-([0-9]{1,15})");
  private static final Pattern DESCRIPTION =
      Pattern.compile("(\\S+):([0-9]{1,15})-([0-9]{1,15})(?:\\s+([+-])(?:\\s.*)?)?");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is empty or the position below 1
   */
  public Placement {
    Objects.requireNonNull(strand, "strand");
    if (chromosome.isEmpty() || first < 1) {
      throw new IllegalArgumentException(
          "placement: expected a chromosome and a position from 1, found '"
              + chromosome
              + "' and "
              + first);
    }
  }

  /**
   * Returns where a sequence lies by its name, if that has the form {@code chr2R_23932-26830}, as
   * AUGUSTUS writes it, else on itself.
   */
  public static Placement ofName(String name) {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches()) {
      long first = Long.parseLong(matcher.group(2));
      if (first >= 1 && first <= Long.parseLong(matcher.group(3))) {
        return new Placement(matcher.group(1), first, Strand.PLUS);
      }
    }
    return new Placement(name, 1, Strand.PLUS);
  }

  /**
   * Reads a FASTA description of the form {@code V:9798787-9799275 - more}: chromosome, first and
   * last position (1-based, inclusive), and, if it is there, the strand.
   *
   * @param description the header after the name
   * @param length bases of the sequence
   * @return empty if the description has another form, or speaks of another number of bases
   */
  static Optional<Placement> ofDescription(String description, int length) {
    Matcher matcher = DESCRIPTION.matcher(description);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(matcher.group(2));
    long last = Long.parseLong(matcher.group(3));
    Strand strand = "-".equals(matcher.group(4)) ? Strand.MINUS : Strand.PLUS;
    return first >= 1 && last - first + 1 == length
        ? Optional.of(new Placement(matcher.group(1), first, strand))
        : Optional.empty();
  }

  /**
   * Returns the chromosome's leftmost position of a stretch of the sequence.
   *
   * @param stretch in positions of the sequence
   * @param length bases of the sequence
   */
  public long firstOf(Interval stretch, int length) {
    return first + (strand == Strand.PLUS ? stretch.start() : length - stretch.end());
  }
}
