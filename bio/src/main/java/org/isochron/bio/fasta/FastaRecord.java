package org.isochron.bio.fasta;

import java.util.Arrays;
import java.util.Objects;

/**
 * One sequence of a FASTA file, without loss: case and ambiguous letters are kept.
 *
 * @param id the header up to the first blank; never empty
 * @param description the rest of the header, possibly empty
 * @param bases nucleotide letters, at least one; the array is shared, not copied, and must not be
 *     changed
 */
public record FastaRecord(String id, String description, byte[] bases) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the id is empty or holds a blank, the description holds a
   *     control character other than a tab, or the bases are empty or hold another letter
   */
  public FastaRecord {
    check(id, description, bases);
  }

  static void check(String id, String description, byte[] bases) {
    Objects.requireNonNull(description, "description");
    if (id.isEmpty() || id.chars().anyMatch(c -> c <= ' ')) {
      throw new IllegalArgumentException("id: expected text without blanks, found '" + id + "'");
    }
    if (description.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      throw new IllegalArgumentException(
          "description of '" + id + "': expected one line, found a control character");
    }
    if (bases.length == 0) {
      throw new IllegalArgumentException("bases of '" + id + "': expected at least one, found 0");
    }
    int foreign = Iupac.firstForeign(bases);
    if (foreign >= 0) {
      throw new IllegalArgumentException(
          "bases of '"
              + id
              + "': position "
              + foreign
              + ": "
              + Iupac.describeForeign(bases[foreign]));
    }
  }

  /** Returns the number of bases. */
  public int length() {
    return bases.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FastaRecord that
        && id.equals(that.id)
        && description.equals(that.description)
        && Arrays.equals(bases, that.bases);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, description, Arrays.hashCode(bases));
  }

  @Override
  public String toString() {
    return "FastaRecord[" + id + ", " + bases.length + " bases]";
  }
}
