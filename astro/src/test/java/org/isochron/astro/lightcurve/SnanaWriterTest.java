package org.isochron.astro.lightcurve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isochron.astro.Damage;
import org.isochron.astro.fits.FitsFile;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, and damaged pairs are refused. */
class SnanaWriterTest {
  private static final int TRIALS = 1500;

  @TempDir Path folder;

  private LightCurveSet again(LightCurveSet set, String suffix) throws IOException {
    Path head = folder.resolve("A_HEAD.FITS" + suffix);
    Path phot = folder.resolve("A_PHOT.FITS" + suffix);
    SnanaWriter.write(set, head, phot);
    return SnanaReader.read(head, phot, SnanaOptions.strict());
  }

  @Test
  void writtenCurvesAreReadAgain() throws IOException {
    LightCurveSet set = MadeCurves.of(9, 1);
    for (String suffix : List.of("", ".gz")) {
      LightCurveSet found = again(set, suffix);
      assertEquals(set.bands(), found.bands());
      assertEquals(List.of(), found.ledger().entries());
      for (int o = 0; o < set.size(); o++) {
        LightCurve a = set.curves().get(o);
        LightCurve b = found.curves().get(o);
        assertEquals(a.id(), b.id());
        assertArrayEquals(a.times(), b.times());
        assertArrayEquals(a.bands(), b.bands());
        assertArrayEquals(a.values(), b.values());
        assertArrayEquals(a.errors(), b.errors());
        for (String column : List.of("KIND", "HOSTGAL_PHOTOZ", "TEMPLATE")) {
          assertEquals(a.properties().text(column), b.properties().text(column));
        }
      }
    }
  }

  @Test
  void theSameCurvesGiveTheSameBytes() throws IOException {
    LightCurveSet set = MadeCurves.of(3, 2);
    again(set, "");
    byte[] first = Files.readAllBytes(folder.resolve("A_PHOT.FITS"));
    again(set, "");
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("A_PHOT.FITS")));
  }

  @Test
  void damagedPairsAreRefused() throws IOException {
    again(MadeCurves.of(3, 3), "");
    byte[] head = Files.readAllBytes(folder.resolve("A_HEAD.FITS"));
    byte[] phot = Files.readAllBytes(folder.resolve("A_PHOT.FITS"));
    int refused =
        Damage.check("A_", phot, TRIALS, bytes -> read(head, bytes, FitsFile.Checksums.VERIFY));
    assertTrue(refused > TRIALS * 9 / 10, "refused " + refused);
    refused =
        Damage.check("A_", head, TRIALS, bytes -> read(bytes, phot, FitsFile.Checksums.IGNORE));
    assertTrue(refused > TRIALS / 5 && refused < TRIALS, "refused " + refused);
  }

  private static void read(byte[] head, byte[] phot, FitsFile.Checksums checksums)
      throws IOException {
    try (FitsFile a = FitsFile.of(head, "A_HEAD.FITS", checksums);
        FitsFile b = FitsFile.of(phot, "A_PHOT.FITS", checksums)) {
      LightCurveSet set = SnanaReader.read(a, b, SnanaOptions.strict());
      assertTrue(set.observations() <= b.table().rows());
    }
  }

  @Test
  void nothingIsNotWritten() {
    LightCurveSet none = MadeCurves.of(1, 1).with(List.of());
    assertThrows(IllegalArgumentException.class, () -> again(none, ""));
  }

  @Test
  void pairsOfDifferentFilesAreRefused() throws IOException {
    again(MadeCurves.of(3, 3), "");
    Path head = folder.resolve("A_HEAD.FITS");
    Path other = folder.resolve("B_PHOT.FITS");
    SnanaWriter.write(MadeCurves.of(2, 9), folder.resolve("B_HEAD.FITS"), other);
    FormatException e =
        assertThrows(
            FormatException.class, () -> SnanaReader.read(head, other, SnanaOptions.strict()));
    assertTrue(e.getMessage().startsWith("A_HEAD.FITS: HDU 1, row "), e.getMessage());
  }
}
