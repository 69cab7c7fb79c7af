package org.isochron.bio.fasta;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The IUPAC nucleotide letters: what each stands for, and its complement.
 *
 * <p>The plain bases have the indices A = 0, C = 1, G = 2, T = U = 3. Both cases are letters;
 * {@code -} and {@code *} are none. Source: Cornish-Bowden 1985, doi:10.1093/nar/13.9.3021.
 */
public final class Iupac {
  /** The number of plain bases. */
  public static final int BASES = 4;

  private static final String LETTERS = "ACGTURYSWKMBDHVN";
  private static final String COMPLEMENTS = "TGCAAYRSWMKVHDBN";
  private static final String[] MEANINGS = {
    "A", "C", "G", "T", "T", "AG", "CT", "CG", "AT", "GT", "AC", "CGT", "AGT", "ACT", "ACG", "ACGT"
  };

  private static final byte[] INDEX = new byte[256];
  private static final byte[] COMPLEMENT = new byte[256];
  private static final float[][] PROBABILITIES = new float[256][];

  static {
    Arrays.fill(INDEX, (byte) -1);
    for (int i = 0; i < LETTERS.length(); i++) {
      char letter = LETTERS.charAt(i);
      define(letter, COMPLEMENTS.charAt(i), MEANINGS[i]);
      define(
          Character.toLowerCase(letter), Character.toLowerCase(COMPLEMENTS.charAt(i)), MEANINGS[i]);
    }
  }

  private Iupac() {}

  private static void define(char letter, char complement, String meaning) {
    COMPLEMENT[letter] = (byte) complement;
    float[] row = new float[BASES];
    for (int i = 0; i < meaning.length(); i++) {
      row["ACGT".indexOf(meaning.charAt(i))] = 1f / meaning.length();
    }
    PROBABILITIES[letter] = row;
    if (meaning.length() == 1) {
      INDEX[letter] = (byte) "ACGT".indexOf(meaning);
    }
  }

  /** Returns whether a byte is one of the letters, in either case. */
  public static boolean isLetter(byte base) {
    return COMPLEMENT[base & 0xff] != 0;
  }

  /**
   * Returns 0 to 3 for a plain base (U counts as T), −1 for an ambiguous letter or another byte.
   */
  public static int index(byte base) {
    return INDEX[base & 0xff];
  }

  /**
   * Returns the complement in the same case; U gives A, and A gives T.
   *
   * @throws IllegalArgumentException if the byte is no nucleotide letter
   */
  public static byte complement(byte base) {
    byte complement = COMPLEMENT[base & 0xff];
    if (complement == 0) {
      throw noLetter(base);
    }
    return complement;
  }

  /**
   * Returns the reverse complement as a new array; case and ambiguity are kept.
   *
   * @param bases nucleotide letters
   * @throws IllegalArgumentException if a byte is no nucleotide letter
   */
  public static byte[] reverseComplement(byte[] bases) {
    byte[] result = new byte[bases.length];
    for (int i = 0; i < bases.length; i++) {
      result[bases.length - 1 - i] = complement(bases[i]);
    }
    return result;
  }

  /**
   * Writes the probabilities of A, C, G, T: each base that the letter stands for, with equal
   * weight.
   *
   * @param base a nucleotide letter: N gives 0.25 each, R gives A and G 0.5 each
   * @param out receives four values
   * @param offset where the first goes
   * @throws IllegalArgumentException if the byte is no nucleotide letter
   */
  public static void probabilities(byte base, float[] out, int offset) {
    float[] row = PROBABILITIES[base & 0xff];
    if (row == null) {
      throw noLetter(base);
    }
    System.arraycopy(row, 0, out, offset, BASES);
  }

  /**
   * Returns the probabilities of A, C, G, T at every position, [T,4] row-major; both cases give the
   * same.
   *
   * @param bases T nucleotide letters
   * @throws IllegalArgumentException if a byte is no nucleotide letter
   */
  public static float[] probabilities(byte[] bases) {
    float[] rows = new float[Math.multiplyExact(BASES, bases.length)];
    for (int t = 0; t < bases.length; t++) {
      probabilities(bases[t], rows, BASES * t);
    }
    return rows;
  }

  /** Returns the position of the first byte that is no nucleotide letter, or −1. */
  static int firstForeign(byte[] bases) {
    for (int i = 0; i < bases.length; i++) {
      if (COMPLEMENT[bases[i] & 0xff] == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Describes a byte that should have been a letter: {@code 'J' is no nucleotide letter ...}. */
  public static String describeForeign(byte base) {
    String shown =
        base > ' ' && base < 0x7f
            ? "'" + (char) base + "'"
            : "byte 0x" + Integer.toHexString((base & 0xff) | 0x100).substring(1);
    return shown + " is no nucleotide letter (expected one of " + LETTERS + ")";
  }

  /**
   * Turns text into bases.
   *
   * @param letters nucleotide letters
   * @throws IllegalArgumentException if a character is none
   */
  public static byte[] bases(String letters) {
    byte[] bases = letters.getBytes(StandardCharsets.UTF_8);
    int foreign = firstForeign(bases);
    if (foreign >= 0) {
      throw new IllegalArgumentException(
          "position " + foreign + ": " + describeForeign(bases[foreign]));
    }
    return bases;
  }

  private static IllegalArgumentException noLetter(byte base) {
    return new IllegalArgumentException(describeForeign(base));
  }
}
