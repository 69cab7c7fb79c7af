package org.isochron.astro.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.isochron.astro.Damage;
import org.isochron.astro.SharedData;
import org.isochron.astro.fits.FitsFile.Checksums;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 10,000 damaged files: none crashes, hangs, or fills the memory. */
class DamagedFitsTest {
  private static final int TRIALS = 1000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "btable.fits",
        "tb.fits",
        "tdim.fits",
        "ascii.fits",
        "scale.fits",
        "variable_length_table.fits",
        "compressed_image.fits",
        "double_ext.fits",
        "test0.fits",
        "zerowidth.fits"
      })
  void damagedFilesAreRefusedOrRead(String name) throws IOException {
    byte[] good = SharedData.conformance(name);
    int refused = Damage.check(name, good, TRIALS, bytes -> readAll(bytes, name, Checksums.IGNORE));
    assertTrue(refused > TRIALS / 5 && refused < TRIALS, name + ": refused " + refused);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000})
  void checksumsFindDamagedData(int trials) throws IOException {
    String name = "checksum.fits";
    byte[] good = SharedData.conformance(name);
    int refused = Damage.check(name, good, trials, bytes -> readAll(bytes, name, Checksums.VERIFY));
    assertTrue(refused > trials * 9 / 10, name + ": refused " + refused);
  }

  private static void readAll(byte[] bytes, String name, Checksums checksums) throws IOException {
    try (FitsFile file = FitsFile.of(bytes, name, checksums)) {
      for (int i = 0; i < file.size(); i++) {
        if (file.isImage(i)) {
          FitsImage image = file.image(i);
          assertEquals(
              image.values().length,
              image.shape().stream().mapToInt(n -> n).reduce(1, (a, b) -> a * b));
        } else if (i > 0) {
          readTable(file, i);
        }
      }
    }
  }

  private static void readTable(FitsFile file, int i) throws IOException {
    FitsTable table = file.table(i);
    for (String column : table.names()) {
      if (column.isEmpty()) {
        continue;
      }
      try {
        assertEquals(table.rows(), table.doubles(column).length);
      } catch (FormatException e) {
        // Text, or arrays: whatever it is, it reads as that, or is damaged.
        if (e.getMessage().endsWith("found text")) {
          assertEquals(table.rows(), table.strings(column).length);
        } else if (e.getMessage().contains("found arrays")) {
          assertEquals(table.rows(), table.arrays(column).length);
        } else {
          throw e;
        }
      }
    }
  }
}
