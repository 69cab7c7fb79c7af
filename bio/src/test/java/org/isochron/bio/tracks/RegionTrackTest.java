package org.isochron.bio.tracks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionTrackTest {
  @TempDir Path folder;

  @Test
  void equalValuesShareALineWhichBeginsWhereTheRegionDoes() throws IOException {
    Path file = folder.resolve("a.bedgraph");
    RegionTrack.write(
        file,
        List.of(
            new RegionTrack("chr1", 100, new float[] {0.5f, 0.5f, -1}),
            new RegionTrack("chr2", 0, new float[] {2})));
    assertEquals(
        "chr1\t100\t102\t0.5\nchr1\t102\t103\t-1.0\nchr2\t0\t1\t2.0\n", Files.readString(file));
  }

  @Test
  void aSequenceComesOnce() {
    Path file = folder.resolve("a.bedgraph");
    RegionTrack one = new RegionTrack("chr1", 0, new float[] {1});
    assertThrows(IllegalArgumentException.class, () -> RegionTrack.write(file, List.of(one, one)));
    assertFalse(Files.exists(file));
  }

  @Test
  void whatBedGraphCannotHoldIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RegionTrack("a b", 0, new float[1]));
    assertThrows(IllegalArgumentException.class, () -> new RegionTrack("a", -1, new float[1]));
    assertThrows(IllegalArgumentException.class, () -> new RegionTrack("a", 0, new float[0]));
    assertThrows(
        IllegalArgumentException.class, () -> new RegionTrack("a", 0, new float[] {Float.NaN}));
  }
}
