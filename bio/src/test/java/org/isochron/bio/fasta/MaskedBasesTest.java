package org.isochron.bio.fasta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.isochron.core.training.Seeds;
import org.junit.jupiter.api.Test;

class MaskedBasesTest {
  private static RandomGenerator random() {
    return Seeds.random(1, "test");
  }

  @Test
  void hidesAShareOfTheBasesOfARange() {
    byte[] bases = "a".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
    byte[] hidden = new MaskedBases(0.2).hide(bases, 10_000, 20_000, random());
    assertNotSame(bases, hidden);
    String text = new String(hidden, StandardCharsets.US_ASCII);
    assertEquals("a".repeat(10_000), text.substring(0, 10_000));
    assertEquals("a".repeat(10_000), text.substring(20_000));
    assertEquals(2000.0, (double) text.chars().filter(letter -> letter == 'N').count(), 150.0);
  }

  @Test
  void ofShareZeroNothingIsCopied() {
    byte[] bases = {'A', 'C'};
    assertSame(bases, new MaskedBases(0).hide(bases, 0, 2, random()));
  }

  @Test
  void refusesShareOutOfRange() {
    for (double share : new double[] {-0.1, 1, Double.NaN}) {
      var e = assertThrows(IllegalArgumentException.class, () -> new MaskedBases(share));
      assertEquals("masked bases: expected a share in [0, 1), found " + share, e.getMessage());
    }
  }
}
