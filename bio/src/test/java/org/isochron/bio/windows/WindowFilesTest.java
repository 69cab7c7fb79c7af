package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.SharedData;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.bio.windows.WindowFiles.Part;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sizes are those of the data's READMEs; the leaks, exact and on both strands, those of a set of
 * all 61-mers in Python.
 */
class WindowFilesTest {
  /** Reads a part of both kinds of site, and checks what is told of it. */
  private static List<SpliceWindow> part(
      String folder, String marker, WindowLayout layout, Part part, int each) throws IOException {
    Path at = SharedData.bio(folder + "/" + marker).getParent();
    List<SpliceWindow> all = new ArrayList<>();
    for (SpliceSite.Kind site : SpliceSite.Kind.values()) {
      List<SpliceWindow> windows = WindowFiles.read(at, layout, site, part);
      boolean donor = site == SpliceSite.Kind.DONOR;
      Kind kind = donor ? Kind.DONOR : Kind.ACCEPTOR;
      assertEquals(2 * each, windows.size());
      assertEquals(each, windows.stream().filter(w -> w.kind() == kind).count());
      for (SpliceWindow window : windows) {
        int motif = donor ? window.boundary() : window.boundary() - 2;
        assertTrue(window.hasMotif(motif, donor ? "GT" : "AG"), window.id());
        assertEquals(layout.length(), window.length());
      }
      all.addAll(windows);
    }
    assertEquals(all.size(), all.stream().map(SpliceWindow::id).distinct().count());
    return all;
  }

  private static int positive(WindowLeaks leaks) {
    return leaks.leaks(Kind.DONOR) + leaks.leaks(Kind.ACCEPTOR);
  }

  @Test
  void hs3dHasItsSizesItsMotifsAndItsLeaks() throws IOException {
    List<SpliceWindow> train =
        part("hs3d-balanced", "Donor_Train_Positive.txt", WindowLayout.HS3D, Part.TRAIN, 2200);
    List<SpliceWindow> test =
        part("hs3d-balanced", "Donor_Train_Positive.txt", WindowLayout.HS3D, Part.TEST, 550);
    List<SpliceWindow> ambiguous =
        train.stream().filter(window -> window.text().contains("H")).toList();
    assertEquals(1, ambiguous.size());
    assertEquals(Kind.NEITHER, ambiguous.get(0).kind());
    WindowLeaks leaks = WindowLeaks.of(train, test, 61);
    assertEquals(245, positive(leaks), leaks.summary());
    assertEquals(310, leaks.leaks(Kind.NEITHER), leaks.summary());
  }

  @Tag("slow")
  @Test
  void plantWindowsHaveTheirSizesMotifsAndLeaks() throws IOException {
    String marker = "Donor_Train_Positive.txt.gz";
    List<SpliceWindow> train = part("athaliana-602", marker, WindowLayout.NT602, Part.TRAIN, 6400);
    List<SpliceWindow> test = part("athaliana-602", marker, WindowLayout.NT602, Part.TEST, 1600);
    WindowLeaks leaks = WindowLeaks.of(train, test, 61);
    assertEquals(991, positive(leaks), leaks.summary());
    assertEquals(1893, leaks.leaks(Kind.NEITHER), leaks.summary());
  }

  @Test
  void humanWindowsHaveTheirSizesAndMotifsAndNoTestPart() throws IOException {
    String marker = "Donor_Train_Positive.txt.gz";
    part("human-602", marker, WindowLayout.NT602, Part.TRAIN, 6400);
    Path folder = SharedData.bio("human-602/" + marker).getParent();
    var e =
        assertThrows(
            NoSuchFileException.class,
            () -> WindowFiles.read(folder, WindowLayout.NT602, SpliceSite.Kind.DONOR, Part.TEST));
    assertTrue(e.getMessage().contains("Donor_Test_Positive.txt"), e.getMessage());
    assertTrue(e.getMessage().contains(".gz"), e.getMessage());
  }

  @Test
  void repeatedIdsAndRecordsAreKept(@TempDir Path folder) throws IOException {
    Path file = MadeWindows.write(folder, "w.txt", ">seq 1\nACGT\n> seq 1\r\nACGT\r\n");
    List<SpliceWindow> windows = WindowFiles.read(file, 4, 2, Kind.DONOR);
    assertEquals(
        List.of("seq 1@w.txt:1", "seq 1@w.txt:3"), windows.stream().map(SpliceWindow::id).toList());
    assertEquals(windows.get(0).id(), windows.get(0).group());
    assertEquals("seq_1@w.txt:1", windows.get(0).fasta().id());
    assertEquals(2, RepeatedWindows.of(windows).repeated());
  }

  @Test
  void whatBreaksTheFormatIsRefusedWithItsPlace(@TempDir Path folder) throws IOException {
    refused(folder, "", "w.txt:1: expected a header that starts with '>', found an empty file");
    refused(folder, "ACGT\n", "w.txt:1: expected a header that starts with '>', found 'ACGT'");
    refused(
        folder, "> \nACGT\n", "w.txt:1:2: expected a name after '>', found the end of the line");
    refused(folder, ">a\n", "w.txt:2: expected the bases of 'a', found the end of the file");
    refused(folder, ">a\nACG\n", "w.txt:2: expected 4 bases, found 3");
    refused(folder, ">a\nACGT\nACGT\n", "w.txt:3: expected a header that starts with '>'");
    refused(folder, ">a\nAC-T\n", "w.txt:2:3: '-' is no nucleotide letter");
    refused(folder, ">a\nACG\u00c4\n", "w.txt:2:4: byte 0xc4 is no nucleotide letter");
  }

  private static void refused(Path folder, String text, String start) throws IOException {
    Path file = MadeWindows.write(folder, "w.txt", text);
    var e = assertThrows(FormatException.class, () -> WindowFiles.read(file, 4, 2, Kind.NEITHER));
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }
}
