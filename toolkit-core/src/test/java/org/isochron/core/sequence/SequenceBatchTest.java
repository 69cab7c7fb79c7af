package org.isochron.core.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SequenceBatchTest {
  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void timeMajorInputIsCutToTheLengths() {
    double[] x = {1, 2, 3, 4, 5, 6, Double.NaN, Double.NaN, 9, 10, Double.NaN, Double.NaN};
    SequenceBatch batch = SequenceBatch.ofTimeMajor(x, new int[] {3, 2, 2}, new int[] {3, 1});
    assertArrayEquals(new double[] {1, 2, 5, 6, 9, 10}, batch.get(0).features());
    assertArrayEquals(new double[] {3, 4}, batch.get(1).features());
    assertEquals(2, batch.size());
    assertEquals(2, batch.channels());
    assertEquals(3, batch.steps());
    assertEquals(4, batch.totalSteps());
  }

  @Test
  void timeMajorSizesThatDisagreeAreRefused() {
    refused(
        "x: expected [3,2,2] and 2 lengths, found 11 values and 2 lengths",
        () -> SequenceBatch.ofTimeMajor(new double[11], new int[] {3, 2, 2}, new int[] {3, 1}));
    refused(
        "lengths[1]: expected 1 to 3, found 4",
        () -> SequenceBatch.ofTimeMajor(new double[12], new int[] {3, 2, 2}, new int[] {3, 4}));
    refused(
        "lengths[0]: expected 1 to 3, found 0",
        () -> SequenceBatch.ofTimeMajor(new double[12], new int[] {3, 2, 2}, new int[] {0, 3}));
  }

  @Test
  void aBatchOfDifferentChannelsNamesBothSequences() {
    Sequence a = new Sequence("a", 2, new double[4]);
    Sequence b = new Sequence("b", 3, new double[3]);
    refused("b: expected 2 channels as in a, found 3", () -> SequenceBatch.of(List.of(a, b)));
    refused("a batch needs at least one sequence, found none", () -> SequenceBatch.of(List.of()));
  }

  @Test
  void aSequenceChecksFeaturesAndLabels() {
    refused(
        "s: features must be [T,2] with T at least 1, found 5 values",
        () -> new Sequence("s", 2, new double[5]));
    refused(
        "s: features must be [T,2] with T at least 1, found 0 values",
        () -> new Sequence("s", 2, new double[0]));
    refused("s: channels must be at least 1, found 0", () -> new Sequence("s", 0, new double[2]));
    Sequence s = new Sequence("s", 2, new double[6]);
    refused("s: labels of site: expected 3 or 1, found 2", () -> s.label("site", 0, 1));
    assertArrayEquals(new int[] {0, 1, 2}, s.label("site", 0, 1, 2).labels("site"));
    assertNull(s.labels("other"));
  }
}
