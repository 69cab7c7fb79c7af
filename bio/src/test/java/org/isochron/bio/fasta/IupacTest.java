package org.isochron.bio.fasta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class IupacTest {
  private static final String DNA = "ACGTRYSWKMBDHVN";

  @Test
  void reverseComplementOfAllDnaLettersTwiceIsTheIdentity() {
    byte[] letters = Iupac.bases(DNA + DNA.toLowerCase(Locale.ROOT));
    assertArrayEquals(letters, Iupac.reverseComplement(Iupac.reverseComplement(letters)));
  }

  @Test
  void reverseComplementKeepsCaseAndAmbiguity() {
    assertEquals("NBDHVKMWSRYacgt", reversed("acgtRYSWKMBDHVN"));
    assertEquals("A", reversed("U"));
    assertEquals("a", reversed("u"));
  }

  @Test
  void complementStandsForTheComplementsOfTheSameBases() {
    for (byte letter : Iupac.bases(DNA)) {
      float[] p = new float[4];
      float[] q = new float[4];
      Iupac.probabilities(letter, p, 0);
      Iupac.probabilities(Iupac.complement(letter), q, 0);
      assertArrayEquals(new float[] {p[3], p[2], p[1], p[0]}, q, "" + (char) letter);
    }
  }

  @Test
  void probabilitiesShareEquallyAmongTheBasesMeant() {
    float[] out = new float[6];
    Iupac.probabilities((byte) 'r', out, 1);
    assertArrayEquals(new float[] {0, .5f, 0, .5f, 0, 0}, out);
    Iupac.probabilities((byte) 'N', out, 2);
    assertArrayEquals(new float[] {0, .5f, .25f, .25f, .25f, .25f}, out);
    Iupac.probabilities((byte) 'U', out, 0);
    assertArrayEquals(new float[] {0, 0, 0, 1, .25f, .25f}, out);
    for (byte letter : Iupac.bases(DNA)) {
      Iupac.probabilities(letter, out, 0);
      assertEquals(1f, out[0] + out[1] + out[2] + out[3], 1e-6f);
    }
  }

  @Test
  void aSequenceBecomesOneRowOfProbabilitiesABaseWhateverTheCase() {
    byte[] bases = Iupac.bases("aCRn");
    assertArrayEquals(
        new float[] {1, 0, 0, 0, 0, 1, 0, 0, .5f, 0, .5f, 0, .25f, .25f, .25f, .25f},
        Iupac.probabilities(bases));
    assertArrayEquals(Iupac.probabilities(bases), Iupac.probabilities(Iupac.bases("AcrN")));
    assertEquals("aCRn", new String(bases, StandardCharsets.US_ASCII));
  }

  /** Position and base both turn round: q[t][b] = p[T-1-t][3-b]. */
  @Test
  void probabilitiesOfTheReverseComplementAreThoseReadBackwards() {
    byte[] bases = Iupac.bases(DNA + DNA.toLowerCase(Locale.ROOT));
    float[] p = Iupac.probabilities(bases);
    float[] q = Iupac.probabilities(Iupac.reverseComplement(bases));
    for (int i = 0; i < p.length; i++) {
      assertEquals(p[p.length - 1 - i], q[i]);
    }
  }

  @Test
  void onlyTheThirtyTwoLettersAreLetters() {
    int letters = 0;
    for (int b = 0; b < 256; b++) {
      letters += Iupac.isLetter((byte) b) ? 1 : 0;
    }
    assertEquals(32, letters);
    assertFalse(Iupac.isLetter((byte) '-'));
    assertFalse(Iupac.isLetter((byte) '*'));
    assertTrue(Iupac.isLetter((byte) 'u'));
  }

  @Test
  void foreignBytesAreRefusedByName() {
    var e = assertThrows(IllegalArgumentException.class, () -> Iupac.bases("AC-T"));
    assertEquals(
        "position 2: '-' is no nucleotide letter (expected one of ACGTURYSWKMBDHVN)",
        e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> Iupac.complement((byte) 7));
    assertTrue(e.getMessage().startsWith("byte 0x07 is no nucleotide letter"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Iupac.probabilities((byte) '*', new float[4], 0));
  }

  private static String reversed(String letters) {
    return new String(Iupac.reverseComplement(Iupac.bases(letters)), StandardCharsets.US_ASCII);
  }
}
