package org.isochron.bio.tracks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.tribble.bed.BEDCodec;
import htsjdk.tribble.bed.BEDFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.tracks.SiteTracks.Layout;
import org.isochron.core.training.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTracksTest {
  private static final int TILE = 2000;

  @TempDir private Path folder;

  /** Random values, with runs of zeros, the smallest and the largest. */
  private static float[] values(long seed, int length) {
    RandomGenerator random = Seeds.random(seed, "tracks");
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextInt(3) > 0 ? 0 : (float) StrictMath.pow(random.nextDouble(), 9);
    }
    values[0] = Float.MIN_VALUE;
    values[length - 1] = 1;
    return values;
  }

  /**
   * Hands on a strand as the scanner does: plus from its last tile down, minus from its first up.
   */
  private static void tiles(SiteTracks tracks, Strand strand, float[] donor, float[] acceptor) {
    int count = (donor.length + TILE - 1) / TILE;
    for (int i = 0; i < count; i++) {
      int tile = strand == Strand.PLUS ? count - 1 - i : i;
      int from = tile * TILE;
      int to = Math.min(donor.length, from + TILE);
      tracks.take(
          strand,
          from,
          Arrays.copyOfRange(donor, from, to),
          Arrays.copyOfRange(acceptor, from, to));
    }
  }

  private void write(Layout layout, float[]... values) throws IOException {
    SiteTracks.write(
        folder,
        layout,
        tracks -> {
          for (String id : List.of("chr1", "chr2")) {
            tracks.begin(id, values[0].length);
            tiles(tracks, Strand.PLUS, values[0], values[2]);
            tiles(tracks, Strand.MINUS, values[1], values[3]);
            tracks.end();
          }
        });
  }

  /** Reads the values of a sequence with HTSJDK: every base once, in order, runs merged. */
  private float[] read(String name, String id, int length) throws IOException {
    float[] values = new float[length];
    int at = 0;
    float before = Float.NaN;
    BEDCodec codec = new BEDCodec();
    for (String line : Files.readAllLines(folder.resolve(name))) {
      if (line.startsWith(id + "\t")) {
        BEDFeature feature = codec.decode(line);
        float value = Float.parseFloat(feature.getName());
        assertEquals(at + 1, feature.getStart(), "HTSJDK counts from 1");
        assertTrue(value != before, "merged: " + line);
        Arrays.fill(values, at, feature.getEnd(), value);
        at = feature.getEnd();
        before = value;
      }
    }
    assertEquals(length, at, "bases of " + id + " in " + name);
    return values;
  }

  @Test
  void everyValueOfEveryBaseReadsBack() throws IOException {
    int length = 17_123;
    float[][] values = {values(1, length), values(2, length), values(3, length), values(4, length)};
    write(Layout.STRANDS, values);
    String[] names = {"donor.plus", "donor.minus", "acceptor.plus", "acceptor.minus"};
    for (int i = 0; i < names.length; i++) {
      for (String id : List.of("chr1", "chr2")) {
        assertArrayEquals(values[i], read(names[i] + ".bedgraph", id, length), names[i]);
      }
    }
    assertEquals(4, SiteTracks.files(folder, Layout.STRANDS).size());
    assertFiles(4);
  }

  @Test
  void linesAreZeroBasedHalfOpenAndMergeEqualValues() throws IOException {
    float[] donor = {0, 0, 0.1f, 0.1f, 0.25f};
    float[] none = new float[5];
    write(Layout.STRANDS, donor, none, none, none);
    assertEquals(
        List.of("chr1\t0\t2\t0.0", "chr1\t2\t4\t0.1", "chr1\t4\t5\t0.25"),
        Files.readAllLines(folder.resolve("donor.plus.bedgraph")).subList(0, 3));
    assertEquals(
        List.of("chr1\t0\t5\t0.0", "chr2\t0\t5\t0.0"),
        Files.readAllLines(folder.resolve("acceptor.minus.bedgraph")));
  }

  @Test
  void signedTracksHaveTheGreaterStrand() throws IOException {
    float[] plus = {0, 0.5f, 0.2f, 0.3f};
    float[] minus = {0, 0.1f, 0.7f, 0.3f};
    write(Layout.SIGNED, plus, minus, minus, plus);
    assertArrayEquals(new float[] {0, 0.5f, -0.7f, 0.3f}, read("donor.bedgraph", "chr1", 4));
    assertArrayEquals(new float[] {0, -0.5f, 0.7f, 0.3f}, read("acceptor.bedgraph", "chr2", 4));
    assertFiles(2);
  }

  private void assertFiles(int count) throws IOException {
    try (var files = Files.list(folder)) {
      assertEquals(count, files.count(), "no temporary file is left");
    }
  }

  @Test
  void aFailureLeavesNoFile() throws IOException {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                SiteTracks.write(
                    folder,
                    Layout.STRANDS,
                    tracks -> {
                      tracks.begin("chr1", 3);
                      throw new IOException("no power");
                    }));
    assertEquals("no power", e.getMessage());
    assertFiles(0);
  }

  @Test
  void whatIsNotScoredOnceIsRefused() throws IOException {
    float[] two = {0, 1};
    float[] nan = {0, Float.NaN, 0};
    refused(
        "donor.plus track: expected a stretch next to [3,5) within 5 bases, found [0,2)",
        tracks -> {
          tracks.begin("c", 5);
          tracks.take(Strand.PLUS, 3, two, two);
          tracks.take(Strand.PLUS, 0, two, two);
        });
    refused(
        "donor.minus track: expected a stretch next to [-1,-1) within 5 bases, found [4,6)",
        tracks -> {
          tracks.begin("c", 5);
          tracks.take(Strand.MINUS, 4, two, two);
        });
    refused(
        "donor.minus track: expected values for all 2 bases, found them for [-1,-1)",
        tracks -> {
          tracks.begin("c", 2);
          tracks.take(Strand.PLUS, 0, two, two);
          tracks.end();
        });
    refused(
        "value NaN is not a finite number",
        tracks -> {
          tracks.begin("c", 3);
          tracks.take(Strand.PLUS, 0, nan, nan);
          tracks.take(Strand.MINUS, 0, nan, nan);
          tracks.end();
        });
    refused(
        "sequence: expected an id without blanks and a length, found 'c 1' and 3",
        tracks -> tracks.begin("c 1", 3));
    refused(
        "sequence: 'c' comes twice",
        tracks -> {
          for (int i = 0; i < 2; i++) {
            tracks.begin("c", 2);
            tracks.take(Strand.PLUS, 0, two, two);
            tracks.take(Strand.MINUS, 0, two, two);
            tracks.end();
          }
        });
    assertThrows(
        IllegalStateException.class,
        () -> SiteTracks.write(folder, Layout.SIGNED, tracks -> tracks.begin("c", 2)));
    assertThrows(
        IllegalStateException.class,
        () -> SiteTracks.write(folder, Layout.SIGNED, SiteTracks::end));
    assertFiles(0);
  }

  private void refused(String message, SiteTracks.Content content) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SiteTracks.write(folder, Layout.STRANDS, content));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aStretchHasLinesAtItsPlaceOnTheSequence() throws IOException {
    float[] values = {0.5f, 0.25f, 0.25f};
    SiteTracks.write(
        folder,
        Layout.STRANDS,
        tracks -> {
          tracks.begin("chr1", 1000, 3);
          tracks.take(Strand.PLUS, 1000, values, values);
          tracks.take(Strand.MINUS, 1000, values, values);
          tracks.end();
          assertThrows(IllegalArgumentException.class, () -> tracks.begin("chr2", -1, 3));
        });
    assertEquals(
        List.of("chr1\t1000\t1001\t0.5", "chr1\t1001\t1003\t0.25"),
        Files.readAllLines(folder.resolve("donor.plus.bedgraph")));
  }
}
