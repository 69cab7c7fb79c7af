package org.isochron.bio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void aNameOfAugustusSaysWhereItLies() {
    assertEquals(new Placement("chr2R", 23932, Strand.PLUS), Placement.ofName("chr2R_23932-26830"));
    for (String other : new String[] {"chr2R", "chr2R_9-8", "_1-2", "chr_0-5", "a_1-2_b"}) {
      assertEquals(new Placement(other, 1, Strand.PLUS), Placement.ofName(other));
    }
  }

  @Test
  void aDescriptionSaysWhereItLiesIfTheLengthFits() {
    Placement minus = new Placement("V", 101, Strand.MINUS);
    assertEquals(
        Optional.of(minus), Placement.ofDescription("V:101-110 - Gene:WBGene00044192", 10));
    assertEquals(
        Optional.of(new Placement("chr1", 101, Strand.PLUS)),
        Placement.ofDescription("chr1:101-110", 10));
    assertEquals(Optional.empty(), Placement.ofDescription("V:101-110 -", 9));
    assertEquals(Optional.empty(), Placement.ofDescription("1..304277", 304277));
    assertEquals(Optional.empty(), Placement.ofDescription("", 1));
  }

  @Test
  void positionsCountFromTheOtherEndOnTheMinusStrand() {
    Interval stretch = new Interval(2, 5);
    assertEquals(103, new Placement("V", 101, Strand.PLUS).firstOf(stretch, 10));
    assertEquals(106, new Placement("V", 101, Strand.MINUS).firstOf(stretch, 10));
  }

  @Test
  void aPositionBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Placement("V", 0, Strand.PLUS));
  }
}
