package org.isochron.bio.variants;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.fasta.Iupac;

/**
 * The bases around a variant, without it and with it; fewer at the ends of the sequence.
 *
 * @param variant the variant
 * @param interval of the reference that is read
 * @param reference its bases, upper case
 * @param changed the same with the variant
 */
record VariantWindow(Variant variant, Interval interval, byte[] reference, byte[] changed) {
  /**
   * Reads a window.
   *
   * @throws IllegalArgumentException if the sequence does not have the variant's reference bases
   */
  static VariantWindow read(ReferenceSequences sequences, Variant variant, DeltaConfig config)
      throws IOException {
    int length = sequences.length(variant.sequenceId());
    checkEnd(variant, length);
    int reach = config.distance() + config.context();
    int start = Math.max(0, variant.position0() - reach);
    long past = Math.max(variant.position0() + 1L + config.distance(), variant.end());
    int end = (int) Math.min(length, past + config.context());
    byte[] reference = upper(sequences.bases(variant.sequenceId(), start, end));
    int at = variant.position0() - start;
    checkReference(variant, Arrays.copyOfRange(reference, at, at + variant.reference().length()));
    byte[] alternative = variant.alternative().getBytes(StandardCharsets.US_ASCII);
    byte[] changed = new byte[reference.length - variant.reference().length() + alternative.length];
    System.arraycopy(reference, 0, changed, 0, at);
    System.arraycopy(alternative, 0, changed, at, alternative.length);
    int rest = at + variant.reference().length();
    System.arraycopy(reference, rest, changed, at + alternative.length, reference.length - rest);
    return new VariantWindow(variant, new Interval(start, end), reference, changed);
  }

  /**
   * Checks that a sequence has a variant's reference bases.
   *
   * @throws IllegalArgumentException if it has not, or there is none of that name
   */
  static void check(ReferenceSequences sequences, Variant variant) throws IOException {
    checkEnd(variant, sequences.length(variant.sequenceId()));
    checkReference(
        variant, sequences.bases(variant.sequenceId(), variant.position0(), variant.end()));
  }

  private static void checkEnd(Variant variant, int length) {
    if (variant.end() > length) {
      throw new IllegalArgumentException(
          variant + ": expected it within the " + length + " bases of the sequence");
    }
  }

  private static void checkReference(Variant variant, byte[] found) {
    for (int i = 0; i < found.length; i++) {
      if (!fits(variant.reference().charAt(i), found[i])) {
        throw new IllegalArgumentException(
            variant
                + ": expected the sequence's bases "
                + new String(found, StandardCharsets.US_ASCII)
                + " as reference; is it of another assembly?");
      }
    }
  }

  private static byte[] upper(byte[] bases) {
    return new String(bases, StandardCharsets.US_ASCII)
        .toUpperCase(Locale.ROOT)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Tells whether a VCF may give a base so: the sequence's own, or of an ambiguous one the first in
   * the alphabet that it stands for (VCF 4.3, section 1.6.1, REF).
   */
  static boolean fits(char given, byte ofSequence) {
    if (Iupac.index(ofSequence) >= 0) {
      return Iupac.index((byte) given) == Iupac.index(ofSequence);
    }
    float[] p = new float[Iupac.BASES];
    Iupac.probabilities(ofSequence, p, 0);
    int first = 0;
    while (p[first] == 0) {
      first++;
    }
    return Iupac.index((byte) given) == first;
  }

  /** Returns where the variant stands in the window. */
  int offset() {
    return variant.position0() - interval.start();
  }
}
