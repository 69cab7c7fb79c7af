package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isochron.bio.SharedData;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts are those of the data's README and of an independent count in Python. */
class UciSpliceTest {
  private static List<SpliceWindow> real() throws IOException {
    return UciSplice.read(SharedData.bio("uci-splice/splice.arff"));
  }

  private static List<SpliceWindow> of(List<SpliceWindow> windows, Kind kind) {
    return windows.stream().filter(window -> window.kind() == kind).toList();
  }

  @Test
  void theRealSetHasItsClassesRepeatsAndLoci() throws IOException {
    List<SpliceWindow> windows = real();
    assertEquals(3190, windows.size());
    assertEquals(767, of(windows, Kind.DONOR).size());
    assertEquals(768, of(windows, Kind.ACCEPTOR).size());
    assertEquals(1655, of(windows, Kind.NEITHER).size());
    assertEquals(1475, windows.stream().map(SpliceWindow::group).distinct().count());
    assertEquals(3190, windows.stream().map(SpliceWindow::id).distinct().count());
    assertEquals(12, windows.stream().filter(window -> window.id().contains("@")).count());
    RepeatedWindows repeats = RepeatedWindows.of(windows);
    assertEquals(3005, repeats.distinct());
    assertEquals(310, repeats.repeated());
    List<SpliceWindow> contradictory =
        windows.stream().filter(w -> repeats.contradictory().contains(w.id())).toList();
    assertEquals(
        1, contradictory.stream().map(SpliceWindow::text).distinct().count(), "one sequence");
  }

  @Test
  void theBoundaryIsBetween29And30() throws IOException {
    List<SpliceWindow> windows = real();
    assertEquals(98.96, share(of(windows, Kind.DONOR), 30, "GT"), 0.005);
    assertEquals(99.48, share(of(windows, Kind.ACCEPTOR), 28, "AG"), 0.005);
    assertTrue(share(of(windows, Kind.NEITHER), 30, "GT") < 10);
  }

  private static double share(List<SpliceWindow> windows, int at, String motif) {
    long found = windows.stream().filter(window -> window.hasMotif(at, motif)).count();
    return 100.0 * found / windows.size();
  }

  @Test
  void ambiguousLettersAreProbabilities() throws IOException {
    List<SpliceWindow> windows = real();
    int[] counts = new int[128];
    for (SpliceWindow window : windows) {
      for (byte base : window.bases()) {
        counts[base]++;
      }
    }
    assertArrayEquals(
        new int[] {56, 2, 1, 1}, new int[] {counts['N'], counts['D'], counts['R'], counts['S']});
    SpliceWindow window =
        windows.stream().filter(w -> w.text().contains("S")).findFirst().orElseThrow();
    int at = window.text().indexOf('S');
    float[] p = Arrays.copyOfRange(window.probabilities(), 4 * at, 4 * at + 4);
    assertArrayEquals(new float[] {0, 0.5f, 0.5f, 0}, p);
  }

  @Test
  void baseCountsShowTheDonorConsensus() throws IOException {
    double[][] counts = BaseCounts.of(of(real(), Kind.DONOR));
    assertEquals(60, counts.length);
    for (double[] position : counts) {
      assertEquals(767, Arrays.stream(position).sum(), 1e-9);
    }
    assertTrue(counts[29][2] > 0.75 * 767, "G before the boundary: " + counts[29][2]);
    assertTrue(counts[30][2] > 0.98 * 767 && counts[31][3] > 0.98 * 767, "GT after it");
  }

  @Test
  void foldsByLocusKeepLociTogetherAndClassesBalanced() throws IOException {
    List<SpliceWindow> windows = real();
    WindowFolds folds = WindowFolds.byGroup(windows, 10, 1);
    for (int fold = 0; fold < 10; fold++) {
      List<SpliceWindow> test = folds.test(fold);
      assertEquals(319, test.size(), 3, "fold " + fold);
      assertEquals(76.7, of(test, Kind.DONOR).size(), 6, "donors of fold " + fold);
      assertEquals(76.8, of(test, Kind.ACCEPTOR).size(), 6, "acceptors of fold " + fold);
      assertTrue(folds.leaks(fold, 31).commonGroups().isEmpty());
    }
  }

  @Test
  void randomFoldsLeakLociAndSequencesAndJoinedGroupsNone() throws IOException {
    List<SpliceWindow> windows = real();
    int random = 0;
    int byLocus = 0;
    int joined = 0;
    WindowFolds dealt = WindowFolds.random(windows, 10, 1);
    WindowFolds loci = WindowFolds.byGroup(windows, 10, 1);
    WindowFolds alone = WindowFolds.byGroup(WindowGroups.joined(windows, 31), 10, 1);
    for (int fold = 0; fold < 10; fold++) {
      random += dealt.leaks(fold, 31).leaks().size();
      byLocus += loci.leaks(fold, 31).leaks().size();
      joined += alone.leaks(fold, 31).leaks().size();
      assertTrue(alone.leaks(fold, 31).clean());
      assertTrue(dealt.leaks(fold, 31).commonGroups().size() > 50);
    }
    assertTrue(random > byLocus && byLocus > 0, random + " random, " + byLocus + " by locus");
    assertEquals(0, joined);
  }

  @Test
  void otherTablesAreRefused(@TempDir Path folder) throws IOException {
    refused(
        folder, table(59, "A", "EI"), "expected 62 attributes (name, 60 bases, class), found 61");
    refused(folder, table(60, "J", "EI"), "attribute 'p0': expected nucleotide letters, found 'J'");
    refused(folder, table(60, "A", "donor"), "expected EI, IE and N, found 'donor'");
    String row = "X" + ",A".repeat(60) + ",EI\n";
    refused(
        folder,
        table(60, "A", "EI") + row,
        "t.arff:65: expected a name of the form LOCUS-DONOR-521, found 'X'");
  }

  private static String table(int bases, String letter, String kind) {
    return "@relation r\n@attribute n {X, L-DONOR-1}\n"
        + IntStream.range(0, bases)
            .mapToObj(i -> "@attribute p" + i + " {" + letter + "}\n")
            .collect(Collectors.joining())
        + "@attribute c {"
        + kind
        + "}\n@data\n";
  }

  private static void refused(Path folder, String text, String part) throws IOException {
    Path file = MadeWindows.write(folder, "t.arff", text);
    var e = assertThrows(FormatException.class, () -> UciSplice.read(file));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
