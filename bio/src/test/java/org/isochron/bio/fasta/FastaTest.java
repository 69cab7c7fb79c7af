package org.isochron.bio.fasta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.bio.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastaTest {
  @TempDir Path folder;

  @Test
  void keepsCaseAmbiguityDescriptionAndOrder() throws IOException {
    List<FastaRecord> records =
        read(
            ">b two words \nACGT\nNNryK\n>a\tx\r\nacgtu\r\n>c\nA".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("b", "a", "c"), records.stream().map(FastaRecord::id).toList());
    assertEquals("two words ", records.get(0).description());
    assertEquals("ACGTNNryK", text(records.get(0)));
    assertEquals(9, records.get(0).length());
    assertEquals("x", records.get(1).description());
    assertEquals("acgtu", text(records.get(1)));
    assertEquals("A", text(records.get(2)));
  }

  @Test
  void blankLinesMayStandAtTheEnd() throws IOException {
    assertEquals(1, read(">a\nAC\n\n\r\n\n".getBytes(StandardCharsets.UTF_8)).size());
  }

  @Test
  void gzipIsToldByItsBytesAndMayHaveManyMembers() throws IOException {
    byte[] gzip = Gzip.concat(Gzip.member(">a\nAC"), Gzip.decorated("GT\n>b\n"), Gzip.member("TT"));
    Path file = folder.resolve("no-gz-in-the-name.fa");
    Files.write(file, gzip);
    List<FastaRecord> records = Fasta.readAll(file);
    assertEquals("ACGT", text(records.get(0)));
    assertEquals("TT", text(records.get(1)));

    Path plain = folder.resolve("plain.gz");
    Files.writeString(plain, ">a\nACGT\n>b\nTT\n");
    assertEquals(records, Fasta.readAll(plain));
  }

  @Test
  void bgzipBlocksAreRead() throws IOException {
    byte[] gzip = Gzip.concat(Gzip.block(">a\nAC\n"), Gzip.block("GT\n"), Gzip.block(""));
    assertEquals("ACGT", text(read(gzip).get(0)));
  }

  @Test
  void lineAndBlockBoundariesChangeNothing() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder file = new StringBuilder();
    StringBuilder bases = new StringBuilder();
    file.append(">long\n");
    for (int line = 0; line < 4000; line++) {
      for (int i = random.nextInt(1, 120); i > 0; i--) {
        char base = "ACGTacgtN".charAt(random.nextInt(9));
        file.append(base);
        bases.append(base);
      }
      file.append(random.nextBoolean() ? "\n" : "\r\n");
    }
    file.append(">short\nA\n");
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    for (int step : new int[] {1, 7, 4096, 1 << 20}) {
      try (Fasta fasta = Fasta.read(new Dribble(bytes, step), "x.fa")) {
        assertEquals(bases.toString(), text(fasta.next()));
        assertEquals("short", fasta.next().id());
        assertNull(fasta.next());
        assertNull(fasta.next());
      }
    }
  }

  @Test
  void streamIsLazyAndGivesTheRemainingRecords() throws IOException {
    byte[] bytes = ">a\nA\n>b\nC\n>c\nG\n".getBytes(StandardCharsets.UTF_8);
    try (Fasta fasta = Fasta.read(new ByteArrayInputStream(bytes), "x.fa")) {
      fasta.next();
      assertEquals(List.of("b", "c"), fasta.stream().map(FastaRecord::id).toList());
    }
  }

  @Test
  void realGenomePiecesAreReadWhole() throws IOException {
    for (String species : List.of("athaliana", "celegans", "dmelanogaster")) {
      Path file = SharedData.bio("genome-1pct/" + species + ".fa");
      List<FastaRecord> records = Fasta.readAll(file);
      long letters = 0;
      try (var lines = Files.lines(file)) {
        letters = lines.filter(line -> !line.startsWith(">")).mapToLong(String::length).sum();
      }
      assertEquals(letters, records.stream().mapToLong(FastaRecord::length).sum());
      assertTrue(records.size() >= 3, species);
    }
  }

  private static List<FastaRecord> read(byte[] bytes) throws IOException {
    try (Fasta fasta = Fasta.read(new ByteArrayInputStream(bytes), "x.fa")) {
      return fasta.stream().toList();
    }
  }

  private static String text(FastaRecord record) {
    return new String(record.bases(), StandardCharsets.US_ASCII);
  }

  /** Hands out at most {@code step} bytes at a time. */
  private static final class Dribble extends InputStream {
    private final ByteArrayInputStream in;
    private final int step;

    Dribble(byte[] bytes, int step) {
      in = new ByteArrayInputStream(bytes);
      this.step = step;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return in.read(target, offset, Math.min(length, step));
    }
  }
}
