package org.isochron.bio.fasta;

import java.util.Arrays;
import java.util.Objects;

/**
 * One sequence of a FASTQ file with its qualities, without loss.
 *
 * @param id the header up to the first blank; never empty
 * @param description the rest of the header, possibly empty
 * @param bases nucleotide letters, at least one, case kept; the array is shared, not copied, and
 *     must not be changed
 * @param qualities Phred scores, one a base, 0 to 93; the array is shared, not copied, and must not
 *     be changed
 */
public record FastqRecord(String id, String description, byte[] bases, byte[] qualities) {
  private static final int MAX_SCORE = QualityEncoding.PHRED33.maxScore();

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException as {@link FastaRecord} does, or if the qualities are not as
   *     many as the bases, or one is outside 0 to 93
   */
  public FastqRecord {
    FastaRecord.check(id, description, bases);
    if (qualities.length != bases.length) {
      throw new IllegalArgumentException(
          "qualities of '" + id + "': expected " + bases.length + ", found " + qualities.length);
    }
    for (int i = 0; i < qualities.length; i++) {
      if (qualities[i] < 0 || qualities[i] > MAX_SCORE) {
        throw new IllegalArgumentException(
            "qualities of '"
                + id
                + "': position "
                + i
                + ": expected 0 to 93, found "
                + qualities[i]);
      }
    }
  }

  /** Returns the number of bases. */
  public int length() {
    return bases.length;
  }

  /** Returns the sequence without its qualities. */
  public FastaRecord withoutQualities() {
    return new FastaRecord(id, description, bases);
  }

  /** Returns the probability that a base is wrong, 10^(−Q/10). */
  public double errorProbability(int position) {
    return StrictMath.pow(10, -qualities[position] / 10.0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FastqRecord that
        && id.equals(that.id)
        && description.equals(that.description)
        && Arrays.equals(bases, that.bases)
        && Arrays.equals(qualities, that.qualities);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, description, Arrays.hashCode(bases), Arrays.hashCode(qualities));
  }

  @Override
  public String toString() {
    return "FastqRecord[" + id + ", " + bases.length + " bases]";
  }
}
