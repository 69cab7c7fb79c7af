package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.junit.jupiter.api.Test;

class WindowLeaksTest {
  private final List<SpliceWindow> train =
      LongStream.range(0, 6).mapToObj(MadeWindows::window).toList();

  private static SpliceWindow sharing(byte[] bases, int run) {
    byte[] mixed = MadeWindows.bases(99, 120);
    System.arraycopy(bases, 20, mixed, 40, run);
    mixed[39] = Iupac.complement(bases[19]);
    mixed[40 + run] = Iupac.complement(bases[20 + run]);
    return MadeWindows.window("t", mixed, Kind.NEITHER, "other");
  }

  @Test
  void unrelatedWindowsAreClean() {
    WindowLeaks leaks = WindowLeaks.of(train, List.of(MadeWindows.window(7)));
    assertTrue(leaks.clean());
    assertEquals(
        "1 test windows against 6 training windows: 0 share at least 61 bases in a row (0 donors,"
            + " 0 acceptors, 0 neither), 0 are equal to one, 0 groups on both sides",
        leaks.summary());
  }

  @Test
  void sixtyOneBasesLeakAndSixtyDoNot() {
    byte[] seen = train.get(4).bases();
    assertTrue(WindowLeaks.of(train, List.of(sharing(seen, 60)), 61).clean());
    WindowLeaks leaks = WindowLeaks.of(train, List.of(sharing(seen, 61)), 61);
    assertEquals(
        List.of(new WindowLeaks.Leak("t", Kind.NEITHER, "w4", Kind.ACCEPTOR, 61, false)),
        leaks.leaks());
    assertEquals(1, leaks.leaks(Kind.NEITHER));
    assertEquals(0, leaks.leaks(Kind.DONOR));
  }

  @Test
  void theOtherStrandLeaksToo() {
    byte[] turned = Iupac.reverseComplement(train.get(2).bases());
    WindowLeaks leaks =
        WindowLeaks.of(train, List.of(MadeWindows.window("t", turned, Kind.DONOR, "x")), 61);
    assertEquals(
        List.of(new WindowLeaks.Leak("t", Kind.DONOR, "w2", Kind.NEITHER, 120, true)),
        leaks.leaks());
    assertEquals(0, leaks.duplicates(), "equal on the same strand only");
  }

  @Test
  void equalSequencesAndCommonGroupsAreCountedWhateverTheirCase() {
    byte[] lower = train.get(1).bases().clone();
    for (int i = 0; i < lower.length; i++) {
      lower[i] = (byte) Character.toLowerCase(lower[i]);
    }
    WindowLeaks leaks =
        WindowLeaks.of(
            train,
            List.of(
                MadeWindows.window("t", lower, Kind.DONOR, "g3"),
                MadeWindows.window("u", MadeWindows.bases(9, 120), Kind.DONOR, "g3")),
            61);
    assertEquals(1, leaks.duplicates());
    assertEquals(1, leaks.leaks().size());
    assertEquals(List.of("g3"), leaks.commonGroups());
    assertFalse(leaks.clean());
  }

  @Test
  void joinedGroupsFollowLociAndSharedRuns() {
    SpliceWindow a = MadeWindows.window("a", train.get(0).bases(), Kind.DONOR, "locus");
    SpliceWindow b = MadeWindows.window("b", MadeWindows.bases(50, 120), Kind.DONOR, "locus");
    SpliceWindow c = sharing(Iupac.reverseComplement(b.bases()), 61);
    SpliceWindow d = MadeWindows.window("d", MadeWindows.bases(51, 120), Kind.DONOR, "far");
    byte[] shorter = Arrays.copyOf(d.bases(), 40);
    SpliceWindow e = MadeWindows.window("e", shorter, Kind.DONOR, "e");
    SpliceWindow f = MadeWindows.window("f", shorter, Kind.NEITHER, "f");
    List<SpliceWindow> joined = WindowGroups.joined(List.of(a, b, c, d, e, f), 61);
    assertEquals(
        List.of("locus", "locus", "locus", "far", "e", "e"),
        joined.stream().map(SpliceWindow::group).toList());
    assertEquals(
        List.of("a", "b", "t", "d", "e", "f"), joined.stream().map(SpliceWindow::id).toList());
  }

  @Test
  void repeatsAndContradictionsAreFound() {
    byte[] bases = MadeWindows.bases(3, 60);
    RepeatedWindows repeats =
        RepeatedWindows.of(
            List.of(
                MadeWindows.window("a", bases, Kind.DONOR, "g"),
                MadeWindows.window("b", bases, Kind.NEITHER, "g"),
                MadeWindows.window(1)));
    assertEquals(new RepeatedWindows(3, 2, 2, List.of("a", "b")), repeats);
  }
}
