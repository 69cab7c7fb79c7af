package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.SharedData;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hs3dDonorsTest {
  private static final String HEAD =
      "Date/Time : 1/1/2001\r\n\r\nExon-Intron true splice sites extracted\r\n\r\n";
  private static final String BASES = "A".repeat(70) + "GT" + "C".repeat(68);

  @Test
  void theRealFileHasItsDonorsAndLoci() throws IOException {
    List<SpliceWindow> windows = Hs3dDonors.read(SharedData.bio("hs3d-balanced/EI_true.seq"));
    assertEquals(2796, windows.size());
    assertEquals(622, windows.stream().map(SpliceWindow::group).distinct().count());
    assertTrue(windows.stream().allMatch(w -> w.boundary() == 70 && w.hasMotif(70, "GT")));
    assertEquals("AB000381:1", windows.get(0).id());
    assertEquals("UMTNFR10S3:2796", windows.get(2795).id());
  }

  @Test
  void partsOfExonsHaveNamesOfTheirOwn(@TempDir Path folder) throws IOException {
    String text = HEAD + "X1 ( 1,12B,33-34): " + BASES + "\r\nHSUMTNFR10S3( 2,9,9): " + BASES;
    List<SpliceWindow> windows = Hs3dDonors.read(MadeWindows.write(folder, "e.seq", text));
    assertEquals(
        List.of("X1:1", "HSUMTNFR10S3:2"), windows.stream().map(SpliceWindow::id).toList());
  }

  @Test
  void whatBreaksTheFormatIsRefusedWithItsPlace(@TempDir Path folder) throws IOException {
    refused(folder, "", "e.seq:1: expected 'Date/Time' in the heading, found the end of the file");
    refused(
        folder,
        HEAD.replace("Exon-Intron", "Intron-Exon"),
        "e.seq:3: expected 'Exon-Intron true splice sites' in the heading");
    refused(folder, HEAD, "e.seq:5: expected at least one site after the heading, found none");
    refused(folder, HEAD + "X1 1: A\n", "e.seq:5: expected 'LOCUS ( number,exon,intron): bases'");
    refused(
        folder,
        HEAD + "X1 ( 2,1,1): " + BASES,
        "e.seq:5:6: expected the running number 1, found 2");
    refused(folder, HEAD + "X1 ( 1,1,1): ACGT", "e.seq:5: expected 140 bases, found 4");
    refused(folder, HEAD + "X1 ( 1,1,1): AC!T", "e.seq:5:16: '!' is no nucleotide letter");
  }

  private static void refused(Path folder, String text, String start) throws IOException {
    Path file = MadeWindows.write(folder, "e.seq", text);
    var e = assertThrows(FormatException.class, () -> Hs3dDonors.read(file));
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }
}
