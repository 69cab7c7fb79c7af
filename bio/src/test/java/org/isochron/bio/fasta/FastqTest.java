package org.isochron.bio.fasta;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import htsjdk.samtools.fastq.FastqReader;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastqTest {
  @TempDir Path folder;

  @Test
  void recordsKeepEverythingTheyHave() throws IOException {
    List<FastqRecord> records =
        read("@a one two\nACgtN\n+\n!\"~II\n@b\nRyu\n+b\n@+@\n", QualityEncoding.PHRED33);
    assertEquals(2, records.size());
    FastqRecord a = records.get(0);
    assertEquals("a", a.id());
    assertEquals("one two", a.description());
    assertEquals("ACgtN", new String(a.bases(), US_ASCII));
    assertArrayEquals(new byte[] {0, 1, 93, 40, 40}, a.qualities());
    assertArrayEquals(new byte[] {31, 10, 31}, records.get(1).qualities());
    assertEquals(1e-4, a.errorProbability(3), 1e-18);
    assertEquals(new FastaRecord("a", "one two", a.bases()), a.withoutQualities());
  }

  @Test
  void phred64IsReadOnRequest() throws IOException {
    FastqRecord record = read("@a\nACG\n+\n@h~\n", QualityEncoding.PHRED64).get(0);
    assertArrayEquals(new byte[] {0, 40, 62}, record.qualities());
  }

  @Test
  void basesAndTheirQualitiesMayTakeSeveralLines() throws IOException {
    List<FastqRecord> records =
        read("@a\nACG\nTAC\n+\n@II\n+II\n@b\nAC\nGT\n+\nIIII\n", QualityEncoding.PHRED33);
    assertEquals("ACGTAC", new String(records.get(0).bases(), US_ASCII));
    assertArrayEquals(new byte[] {31, 40, 40, 10, 40, 40}, records.get(0).qualities());
    assertEquals(4, records.get(1).length());
  }

  @Test
  void gzipAndCarriageReturnsAndBlankLinesAtTheEndChangeNothing() throws IOException {
    String text = "@a x\nACG\n+a x\nIII\n@a x\nA\n+\n@";
    List<FastqRecord> plain = read(text, QualityEncoding.PHRED33);
    assertEquals(2, plain.size());
    assertEquals(plain, read(text.replace("\n", "\r\n") + "\r\n\r\n", QualityEncoding.PHRED33));
    Path file = Files.write(folder.resolve("x"), Gzip.concat(Gzip.member(text), Gzip.member("\n")));
    assertEquals(plain, Fastq.readAll(file));
  }

  @Test
  void readsAreThoseOfHtsjdk() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      StringBuilder bases = new StringBuilder();
      StringBuilder qualities = new StringBuilder();
      for (int n = random.nextInt(1, 300); n > 0; n--) {
        bases.append("ACGTNacgtn".charAt(random.nextInt(10)));
        qualities.append((char) random.nextInt('!', '~' + 1));
      }
      text.append("@r" + i + " of it\n" + bases + "\n+\n" + qualities + "\n");
    }
    int compared = 0;
    try (Fastq ours =
            Fastq.read(
                new ByteArrayInputStream(text.toString().getBytes(UTF_8)),
                "x.fq",
                QualityEncoding.PHRED33);
        FastqReader theirs =
            new FastqReader(new BufferedReader(new StringReader(text.toString())))) {
      for (FastqRecord record : (Iterable<FastqRecord>) ours.stream()::iterator) {
        var other = theirs.next();
        assertEquals(other.getReadName(), record.id() + " " + record.description());
        assertArrayEquals(other.getReadBases(), record.bases());
        assertArrayEquals(other.getBaseQualities(), record.qualities());
        compared++;
      }
    }
    assertEquals(500, compared);
  }

  @Test
  void recordsCheckTheirParts() {
    byte[] bases = Iupac.bases("ACG");
    refused("qualities of 'a': expected 3, found 2", "a", bases, new byte[2]);
    refused(
        "qualities of 'a': position 1: expected 0 to 93, found 94",
        "a",
        bases,
        new byte[] {0, 94, 0});
    refused("id: expected text without blanks, found ''", "", bases, new byte[3]);
    refused("bases of 'a': expected at least one, found 0", "a", new byte[0], new byte[0]);
  }

  private static void refused(String message, String id, byte[] bases, byte[] qualities) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new FastqRecord(id, "", bases, qualities));
    assertEquals(message, e.getMessage());
  }

  private static List<FastqRecord> read(String text, QualityEncoding encoding) throws IOException {
    var in = new ByteArrayInputStream(text.getBytes(UTF_8));
    try (Fastq fastq = Fastq.read(in, "x.fq", encoding)) {
      return fastq.stream().toList();
    }
  }
}
