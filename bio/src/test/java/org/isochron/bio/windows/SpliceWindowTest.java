package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.junit.jupiter.api.Test;

class SpliceWindowTest {
  private static SpliceWindow of(String bases, int boundary) {
    return new SpliceWindow("w", Iupac.bases(bases), boundary, Kind.DONOR, "g");
  }

  @Test
  void motifsAreFoundInEitherCaseAndInRna() {
    SpliceWindow window = of("cagguaag", 3);
    assertTrue(window.hasMotif(3, "GT"));
    assertFalse(window.hasMotif(2, "GT"));
    assertFalse(window.hasMotif(7, "GT"));
  }

  @Test
  void ambiguousLettersGiveProbabilities() {
    assertArrayEquals(
        new float[] {0, 1, 0, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0.5f, 0, 0.5f, 0},
        of("CNR", 1).probabilities());
  }

  @Test
  void countsShareAmbiguousLettersAndWantEqualWindows() {
    double[][] counts = BaseCounts.of(List.of(of("AN", 1), of("AG", 1)));
    assertArrayEquals(new double[] {2, 0, 0, 0}, counts[0]);
    assertArrayEquals(new double[] {0.25, 0.25, 1.25, 0.25}, counts[1]);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> BaseCounts.of(List.of(of("AGT", 1), of("AGT", 2))));
    assertEquals(
        "window 'w': expected 3 bases with the boundary at 1, found 3 and 2", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> BaseCounts.of(List.of()));
  }

  @Test
  void wrongPartsAreNamed() {
    refused("boundary of 'w': expected 1 to 2, found 3", () -> of("ACG", 3));
    refused("boundary of 'w': expected 1 to 2, found 0", () -> of("ACG", 0));
    byte[] gap = {'A', '-', 'C'};
    refused(
        "bases of 'w': position 1: '-' is no nucleotide letter",
        () -> new SpliceWindow("w", gap, 1, Kind.NEITHER, "g"));
    refused(
        "window: expected an id and a group, found 'w' and ' '",
        () -> new SpliceWindow("w", Iupac.bases("AC"), 1, Kind.NEITHER, " "));
    refused("layout: expected boundaries from 1", () -> new WindowLayout(10, 5, 10));
  }

  private static void refused(String start, Runnable call) {
    var e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }
}
