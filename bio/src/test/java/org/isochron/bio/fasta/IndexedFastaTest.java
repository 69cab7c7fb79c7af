package org.isochron.bio.fasta;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import htsjdk.samtools.reference.FastaSequenceIndexCreator;
import htsjdk.samtools.util.GZIIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.bio.SharedData;
import org.isochron.bio.fasta.IndexedFasta.MissingIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexedFastaTest {
  private static final String SMALL = ">a one\nACgtN\nryKAC\nGT\n>b\nT\n>c\nAAAA\nCC";

  @TempDir Path folder;

  @Test
  void regionsAreHalfOpenAndKeepCaseAndAmbiguity() throws IOException {
    Path file = write("x.fa", SMALL);
    try (IndexedFasta fasta = IndexedFasta.open(file, MissingIndex.BUILD)) {
      assertEquals(List.of("a", "b", "c"), fasta.names());
      assertEquals(12, fasta.length("a"));
      assertEquals("gtNry", text(fasta.bases("a", 2, 7)));
      assertEquals("", text(fasta.bases("a", 12, 12)));
      assertEquals("ACgtNryKACGT", text(fasta.bases("a")));
      assertEquals("T", text(fasta.bases("b")));
      assertEquals("AACC", text(fasta.bases("c", 2, 6)));
    }
    assertFalse(Files.exists(folder.resolve("x.fa.fai")));
  }

  /** Records of a few lines and of several reads; requests that begin and end anywhere. */
  @ParameterizedTest
  @CsvSource({
    "60, false, 0",
    "61, true, 0",
    "400000, false, 0",
    "60, true, 1000",
    "97, false, 65280"
  })
  void everyRegionIsThatOfTheWholeRecord(int lineBases, boolean crlf, int blockBytes)
      throws IOException {
    SplittableRandom random = new SplittableRandom(lineBases);
    byte[] bytes = fasta(random, lineBases, crlf).getBytes(US_ASCII);
    Path file = folder.resolve("x.fa");
    if (blockBytes > 0) {
      Bgzip.write(file, bytes, blockBytes);
    } else {
      Files.write(file, bytes);
    }
    List<FastaRecord> whole = Fasta.readAll(file);
    IndexedFasta.open(file, MissingIndex.WRITE).close();
    try (IndexedFasta fasta = IndexedFasta.open(file)) {
      assertEquals(whole.stream().map(FastaRecord::id).toList(), fasta.names());
      for (FastaRecord record : whole) {
        assertArrayEquals(record.bases(), fasta.bases(record.id()), record.id());
        for (int trial = 0; trial < 50; trial++) {
          int start = random.nextInt(record.length() + 1);
          assertRegion(fasta, record, start, random.nextInt(start, record.length() + 1));
        }
        // So that a read of htsjdk ends at each byte of a line, its ending included.
        for (int start = 0; start < Math.min(64, record.length()); start++) {
          assertRegion(fasta, record, start, record.length());
        }
      }
    }
  }

  private static void assertRegion(IndexedFasta fasta, FastaRecord record, int start, int end)
      throws IOException {
    assertArrayEquals(
        Arrays.copyOfRange(record.bases(), start, end),
        fasta.bases(record.id(), start, end),
        record.id() + " " + start + " " + end);
  }

  @Test
  void theIndexIsThatOfHtsjdk() throws IOException {
    byte[] bytes = fasta(new SplittableRandom(3), 60, false).getBytes(US_ASCII);
    Path file = Files.write(folder.resolve("x.fa"), bytes);
    IndexedFasta.open(file, MissingIndex.WRITE).close();
    Path theirs = folder.resolve("theirs.fai");
    FastaSequenceIndexCreator.buildFromFasta(file).write(theirs);
    assertEquals(Files.readString(theirs), Files.readString(folder.resolve("x.fa.fai")));

    Path packed = Bgzip.write(folder.resolve("x.fa.gz"), bytes, 5000);
    IndexedFasta.open(packed, MissingIndex.WRITE).close();
    assertEquals(Files.readString(theirs), Files.readString(folder.resolve("x.fa.gz.fai")));
    List<GZIIndex.IndexEntry> ours =
        GZIIndex.loadIndex(folder.resolve("x.fa.gz.gzi")).getIndexEntries();
    List<GZIIndex.IndexEntry> built = GZIIndex.buildIndex(packed).getIndexEntries();
    // htsjdk also lists the empty block at the end.
    assertEquals(built.subList(0, ours.size()), ours);
    assertEquals((bytes.length - 1) / 5000, ours.size());
  }

  @Test
  void indexesOfHtsjdkAreRead() throws IOException {
    byte[] bytes = fasta(new SplittableRandom(4), 70, false).getBytes(US_ASCII);
    Path file = Bgzip.write(folder.resolve("x.fa.gz"), bytes, 3000);
    FastaSequenceIndexCreator.buildFromFasta(file).write(folder.resolve("x.fa.gz.fai"));
    try (var out = Files.newOutputStream(folder.resolve("x.fa.gz.gzi"))) {
      GZIIndex.buildIndex(file).writeIndex(out);
    }
    try (IndexedFasta fasta = IndexedFasta.open(file)) {
      for (FastaRecord record : Fasta.readAll(file)) {
        assertArrayEquals(record.bases(), fasta.bases(record.id()), record.id());
      }
    }
  }

  @Test
  void aRealGenomePieceIsReadWhole() throws IOException {
    Path source = SharedData.bio("genome-1pct/athaliana.fa");
    Path file = Files.copy(source, folder.resolve("x.fa"));
    try (IndexedFasta fasta = IndexedFasta.open(file, MissingIndex.BUILD)) {
      for (FastaRecord record : Fasta.readAll(source)) {
        assertArrayEquals(record.bases(), fasta.bases(record.id()), record.id());
      }
    }
  }

  @Test
  void plainReadingTakesARealBgzipFile() throws IOException {
    byte[] bytes = fasta(new SplittableRandom(5), 60, false).getBytes(US_ASCII);
    Path plain = Files.write(folder.resolve("x.fa"), bytes);
    Path packed = Bgzip.write(folder.resolve("x.fa.gz"), bytes, 65_280);
    assertEquals(Fasta.readAll(plain), Fasta.readAll(packed));
  }

  @Test
  void wrongRequestsAreRefusedByName() throws IOException {
    try (IndexedFasta fasta = IndexedFasta.open(write("x.fa", SMALL), MissingIndex.BUILD)) {
      refused(
          "record: 'chr1' is not in x.fa; it has 3 records, the first is 'a'",
          () -> fasta.length("chr1"));
      String expected = "region of 'a': expected 0 <= start <= end <= 12, found ";
      refused(expected + "[-1,3)", () -> fasta.bases("a", -1, 3));
      refused(expected + "[3,2)", () -> fasta.bases("a", 3, 2));
      refused(expected + "[3,13)", () -> fasta.bases("a", 3, 13));
    }
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }

  private static String fasta(SplittableRandom random, int lineBases, boolean crlf) {
    String ending = crlf ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder();
    for (int length : new int[] {1, lineBases, 300_000, 2 * lineBases + 1, 17}) {
      text.append(">r" + length + " made" + ending);
      for (int i = 0; i < length; i++) {
        text.append("ACGTacgtNnRy".charAt(random.nextInt(12)));
        if ((i + 1) % lineBases == 0 || i + 1 == length) {
          text.append(ending);
        }
      }
    }
    return text.toString();
  }

  private Path write(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(UTF_8));
  }

  private static String text(byte[] bases) {
    return new String(bases, US_ASCII);
  }
}
