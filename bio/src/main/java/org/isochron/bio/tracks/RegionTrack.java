package org.isochron.bio.tracks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A value at each base of a region, as bedGraph: {@code sequence start end value}, tab-separated,
 * 0-based and half-open.
 *
 * @param sequenceId the sequence, without blanks
 * @param start0 where the region begins, 0-based on the forward strand
 * @param values of its bases, in forward order; finite
 */
public record RegionTrack(String sequenceId, int start0, float[] values) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the id is empty or has a blank, the start is negative,
   *     there is no value or one that is not finite
   */
  public RegionTrack {
    if (sequenceId.isEmpty() || sequenceId.chars().anyMatch(c -> c <= ' ')) {
      throw new IllegalArgumentException(
          "sequence: expected an id without blanks, found '" + sequenceId + "'");
    }
    if (start0 < 0 || values.length == 0) {
      throw new IllegalArgumentException(
          "region: expected a start from 0 and values, found "
              + start0
              + " and "
              + values.length
              + " values");
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("values: expected finite ones, found " + value);
      }
    }
  }

  /**
   * Writes regions of different sequences to a file, whole or not at all; bases in a row with the
   * same value share a line.
   *
   * @throws IllegalArgumentException if a sequence comes twice
   * @throws IOException if writing fails
   */
  public static void write(Path file, List<RegionTrack> regions) throws IOException {
    Set<String> written = new HashSet<>();
    TextFiles.write(
        List.of(file),
        writers -> {
          for (RegionTrack region : regions) {
            if (!written.add(region.sequenceId)) {
              throw new IllegalArgumentException(
                  "sequence: '" + region.sequenceId + "' comes twice");
            }
            var runs = new BedGraphRuns(writers.get(0), region.sequenceId, region.start0);
            for (float value : region.values) {
              runs.add(value);
            }
            runs.finish();
          }
        });
  }
}
