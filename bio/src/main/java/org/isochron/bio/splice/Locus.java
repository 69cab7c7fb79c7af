package org.isochron.bio.splice;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isochron.bio.annotation.Interval;

/**
 * A stretch of a chromosome.
 *
 * @param chromosome its name
 * @param first the first position, 1-based
 * @param last the last position, inclusive
 */
record Locus(String chromosome, long first, long last) {
  private static final Pattern NAME = Pattern.compile("(.+)_([0-9]{1,15})-([0-9]{1,15})");

  /** Reads a record name of the form {@code chr2R_23932-26830}, as AUGUSTUS writes it. */
  static Optional<Locus> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(matcher.group(2));
    long last = Long.parseLong(matcher.group(3));
    return first <= last ? Optional.of(new Locus(matcher.group(1), first, last)) : Optional.empty();
  }

  /**
   * Returns where a window of a sequence lies: on the chromosome if its name says so, else on
   * itself.
   */
  static Locus of(SenseGene gene) {
    Interval window = gene.window();
    Optional<Locus> whole = parse(gene.sequenceId());
    String chromosome = whole.map(Locus::chromosome).orElse(gene.sequenceId());
    long offset = whole.map(Locus::first).orElse(1L);
    return new Locus(chromosome, offset + window.start(), offset + window.end() - 1);
  }

  boolean overlaps(Locus other) {
    return chromosome.equals(other.chromosome) && first <= other.last && other.first <= last;
  }
}
