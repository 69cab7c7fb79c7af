package org.isochron.astro.fits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isochron.astro.SharedData;
import org.isochron.astro.fits.FitsFile.Checksums;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Astropy's odd files, read as astropy reads them, or refused. */
class ConformanceTest {
  private static final double PRECISION = 1e-7;

  private static FitsFile open(String name) throws IOException {
    return FitsFile.of(SharedData.conformance(name), name, Checksums.IGNORE);
  }

  static Stream<String> expected() throws IOException {
    return new String(SharedData.conformance("expected.tsv"), UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void valuesAreThoseOfAstropy(String line) throws IOException {
    String[] cells = line.split("\t", -1);
    try (FitsFile file = open(cells[0])) {
      int hdu = Integer.parseInt(cells[1]);
      if (cells[2].equals("-")) {
        FitsImage image = file.image(hdu);
        assertEquals(cells[3], sizes(image.shape()));
        compare(cells, image.values());
      } else if (cells[3].equals("=")) {
        assertEquals(cells[4], String.join("|", file.table(hdu).strings(cells[2])));
      } else {
        compareColumn(cells, file.table(hdu));
      }
    }
  }

  private static void compareColumn(String[] cells, FitsTable table) throws IOException {
    if (cells[3].equals("1")) {
      compare(cells, table.doubles(cells[2]));
      return;
    }
    double[] all = Arrays.stream(table.arrays(cells[2])).flatMapToDouble(Arrays::stream).toArray();
    compare(cells, all);
    if (!cells[3].equals("variable")) {
      assertEquals(cells[3], sizes(table.shape(cells[2])));
    }
  }

  private static String sizes(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static void compare(String[] cells, double[] values) {
    assertEquals(Integer.parseInt(cells[4]), values.length);
    double[] there = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    assertEquals(Integer.parseInt(cells[5]), values.length - there.length);
    near(cells[6], Arrays.stream(there).sum());
    if (values.length > 0) {
      near(cells[7], values[0]);
      near(cells[8], values[values.length - 1]);
    }
  }

  private static void near(String expected, double found) {
    double value = Double.parseDouble(expected.replace("nan", "NaN"));
    double scale = Double.isNaN(value) ? 1 : Math.max(1e-3, Math.abs(value));
    assertEquals(value, found, PRECISION * scale);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileOpens(String name) throws IOException {
    try (FitsFile file = open(name)) {
      assertTrue(file.size() >= 1);
    }
  }

  static Stream<String> files() throws IOException {
    return Stream.concat(
        expected().map(line -> line.substring(0, line.indexOf('\t'))).distinct(),
        Stream.of("group.fits", "random_groups.fits", "history_header.fits", "verify.fits"));
  }

  @Test
  void randomGroupsAreRefusedByName() throws IOException {
    for (String name : List.of("group.fits", "random_groups.fits")) {
      try (FitsFile file = open(name)) {
        FormatException e = assertThrows(FormatException.class, () -> file.image(0));
        assertEquals(
            name + ": HDU 0: expected an image, found random groups, which are not read",
            e.getMessage());
      }
    }
  }

  @Test
  void headersWithoutDataHoldTheirKeywords() throws IOException {
    try (FitsFile file = open("history_header.fits")) {
      assertEquals(0, file.header(0).integer("NAXIS"));
      FormatException e = assertThrows(FormatException.class, () -> file.image(0));
      assertEquals("history_header.fits: HDU 0: the image has no pixels", e.getMessage());
    }
    try (FitsFile file = open("verify.fits")) {
      assertEquals("", file.header(0).text("OBSERVER", ""));
    }
  }

  @Test
  void sumsThatDifferAreRefused() throws IOException {
    byte[] good = SharedData.conformance("checksum.fits");
    try (FitsFile file = FitsFile.of(good, "good", Checksums.VERIFY)) {
      assertEquals(5, file.table().rows());
    }
    byte[] bad = SharedData.conformance("checksum_false.fits");
    try (FitsFile file = FitsFile.of(bad, "bad", Checksums.VERIFY)) {
      FormatException e = assertThrows(FormatException.class, () -> file.table(1));
      assertTrue(e.getMessage().startsWith("bad: HDU 1: DATASUM of its data is "), e.getMessage());
      assertThrows(FormatException.class, () -> file.image(0));
    }
  }

  @Test
  void integersKeepAllTheirDigits() throws IOException {
    try (FitsFile file = open("ascii_i4-i20.fits")) {
      long[] found = file.table().integers("COL3");
      assertArrayEquals(new long[] {65536, Long.MAX_VALUE}, Arrays.copyOf(found, 2));
    }
  }
}
