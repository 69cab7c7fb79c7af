package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.training.Seeds;
import org.junit.jupiter.api.Test;

class SharedRunsTest {
  /** Finds the longest common run by trying every pair of places. */
  private static int longest(byte[] a, byte[] b) {
    int best = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        int n = 0;
        while (i + n < a.length && j + n < b.length && a[i + n] == b[j + n] && a[i + n] != 'N') {
          n++;
        }
        best = Math.max(best, n);
      }
    }
    return best;
  }

  @Test
  void agreesWithTryingEveryPairOfPlaces() {
    long seed = 5;
    RandomGenerator random = Seeds.random(seed, "runs");
    for (int k : new int[] {23, 24, 40, 61, 62, 75}) {
      for (int round = 0; round < 20; round++) {
        List<byte[]> references = new ArrayList<>();
        for (int r = 0; r < 3; r++) {
          references.add(MadeWindows.bases(random.nextLong(), 140));
        }
        byte[] query = MadeWindows.bases(random.nextLong(), 150);
        int run = k - 2 + random.nextInt(5);
        int from = random.nextInt(150 - run);
        int to = random.nextInt(140 - run);
        int with = random.nextInt(3);
        System.arraycopy(references.get(with), to, query, from, run);
        if (random.nextInt(4) == 0) {
          query[from + run / 2] = 'N';
        }
        int expected = longest(query, references.get(with));
        SharedRuns.Longest found = new SharedRuns(references, k).longest(query);
        String message = "seed " + seed + ", k " + k + ", round " + round;
        if (expected < k) {
          assertNull(found, message);
        } else {
          assertEquals(new SharedRuns.Longest(with, expected), found, message);
        }
      }
    }
  }

  @Test
  void theFirstOfEqualRunsIsNamedAndPoorSequenceCounts() {
    byte[] poor = Iupac.bases("A".repeat(100));
    SharedRuns runs = new SharedRuns(List.of(MadeWindows.bases(1, 100), poor, poor), 61);
    assertEquals(new SharedRuns.Longest(1, 100), runs.longest(poor));
    assertNull(runs.longest(MadeWindows.bases(2, 100)));
    assertNull(runs.longest(new byte[0]));
  }

  @Test
  void aShortRunIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> new SharedRuns(List.of(), 22));
    assertEquals("k: expected at least 23, found 22", e.getMessage());
  }
}
