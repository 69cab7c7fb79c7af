package org.isochron.bio.fasta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastaWriterTest {
  @TempDir Path folder;

  private final FastaRecord a = new FastaRecord("a", "first one", Iupac.bases("ACGTNacgtn"));
  private final FastaRecord b = new FastaRecord("b", "", Iupac.bases("TT"));

  @Test
  void linesHaveTheAskedLengthAndTheLastIsShorter() throws IOException {
    Path file = folder.resolve("x.fa");
    FastaWriter.write(file, List.of(a, b), 4);
    assertEquals(">a first one\nACGT\nNacg\ntn\n>b\nTT\n", Files.readString(file));
  }

  @Test
  void writtenAndReadIsTheSame() throws IOException {
    Path file = folder.resolve("x.fa");
    for (int columns : new int[] {1, 5, 10, 60, 80}) {
      FastaWriter.write(file, List.of(a, b), columns);
      assertEquals(List.of(a, b), Fasta.readAll(file));
    }
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("x.fa");
    FastaWriter.write(file, List.of(b));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> FastaWriter.write(file, List.of(a, b, a)));
    assertEquals("records: duplicate id 'a'", e.getMessage());
    assertEquals(">b\nTT\n", Files.readString(file));
    assertEquals(1, folder.toFile().list().length);
    e = assertThrows(IllegalArgumentException.class, () -> FastaWriter.write(file, List.of(a), 0));
    assertEquals("columns: expected at least 1, found 0", e.getMessage());
  }
}
