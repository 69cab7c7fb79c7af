package org.isochron.bio.variants;

import java.util.Locale;
import org.isochron.bio.fasta.Iupac;

/**
 * Another text at a place of a sequence: substitution, insertion, deletion or several at once.
 *
 * @param sequenceId the sequence
 * @param position0 of the first base of {@code reference}, 0-based on the forward strand
 * @param reference the bases there, at least one of A, C, G, T, upper case
 * @param alternative what stands there instead, at least one, another text
 */
public record Variant(String sequenceId, int position0, String reference, String alternative) {
  /**
   * Puts the bases into upper case and checks them.
   *
   * @throws IllegalArgumentException if the id is empty, the position negative, a base is not A, C,
   *     G or T, there is none, or both texts are the same
   */
  public Variant {
    reference = bases("reference", reference);
    alternative = bases("alternative", alternative);
    if (sequenceId.isEmpty() || position0 < 0) {
      throw new IllegalArgumentException(
          "variant: expected a sequence and a position from 0, found '"
              + sequenceId
              + "' and "
              + position0);
    }
    if (reference.equals(alternative)) {
      throw new IllegalArgumentException(
          "variant: expected another text than the reference, found " + alternative);
    }
  }

  private static String bases(String what, String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (!isPlain(upper)) {
      throw new IllegalArgumentException(
          what + ": expected at least one of A, C, G, T, found '" + text + "'");
    }
    return upper;
  }

  /** Returns whether a text is of A, C, G and T in either case, and not empty. */
  static boolean isPlain(String text) {
    boolean plain = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= c < 0x80 && Iupac.index((byte) c) >= 0 && c != 'U' && c != 'u';
    }
    return plain;
  }

  /** Returns the position after the last base of the reference. */
  int end() {
    return position0 + reference.length();
  }

  @Override
  public String toString() {
    return sequenceId + ":" + (position0 + 1) + ":" + reference + ">" + alternative;
  }
}
