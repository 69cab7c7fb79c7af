package org.isochron.bio.fasta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.fasta.IndexedFasta.MissingIndex;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken and stale {@code .fai} and {@code .gzi} files, and FASTA files that have no index. */
class IndexMalformedTest {
  private static final String FASTA = ">a x\nACGTA\nCGT\n>b\nTTTTT\n";
  private static final String FAI = "a\t8\t5\t5\t6\nb\t5\t18\t5\t6\n";

  @TempDir Path folder;

  static List<Arguments> brokenIndexes() {
    String columns =
        ": expected 5 columns (name, length, offset, bases a line, bytes a line), found ";
    return List.of(
        Arguments.of("", "1: the index is empty; expected a line a record"),
        Arguments.of("a\t8\t5\t5\n", "1" + columns + "4"),
        Arguments.of("a\t8\t5\t5\t6\t9\n", "1" + columns + "6: the index of a FASTQ file?"),
        Arguments.of("a 8 5 5 6\n", "1" + columns + "1"),
        Arguments.of(FAI + "\n", "3" + columns + "1"),
        Arguments.of("\t8\t5\t5\t6\n", "1: name: expected text without blanks, found ''"),
        Arguments.of("a\t0\t5\t5\t6\n", "1: length: expected 1 to 2147483639, found '0'"),
        Arguments.of("a\teight\t5\t5\t6\n", "1: length: expected 1 to 2147483639, found 'eight'"),
        Arguments.of(
            "a\t8\t-5\t5\t6\n", "1: offset: expected 3 to 2305843009213693951, found '-5'"),
        Arguments.of("a\t8\t5\t0\t6\n", "1: bases a line: expected 1 to 2147483639, found '0'"),
        Arguments.of("a\t8\t5\t5\t5\n", "1: bytes a line: expected 6 to 7, found '5'"),
        Arguments.of("a\t8\t5\t5\t8\n", "1: bytes a line: expected 6 to 7, found '8'"),
        Arguments.of("a\t8\t5\t5\t6\na\t5\t18\t5\t6\n", "2: duplicate name 'a'"));
  }

  @ParameterizedTest
  @MethodSource("brokenIndexes")
  void brokenIndexIsRefusedAtItsPlace(String fai, String message) throws IOException {
    assertEquals("x.fa.fai:" + message, messageOf(FASTA, fai));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the file grew at its end| >a x#ACGTA#CGT#>b#TTTTT#>c#A#"
            + "| 2: stale index, make it anew: record 'b' of x.fa: expected the last record to end at "
            + "byte 23, found further text",
        "it was cut| >a x#ACGTA#CGT#>b#TTTT"
            + "| 2: stale index, make it anew: record 'b' of x.fa: expected its last base to be within "
            + "the 22 bytes, found it at byte 23",
        "a header changed| >A x#ACGTA#CGT#>b#TTTTT#"
            + "| 1: stale index, make it anew: record 'a' of x.fa: expected the header '>a' to end at "
            + "byte 5, found '>A x'",
        "a record moved| >a xy#ACGTA#CG#>b#TTTTT#"
            + "| 1: stale index, make it anew: record 'a' of x.fa: expected the header '>a' to end at "
            + "byte 5, found '>a xy'",
        "lines became longer| >a x#ACGTACG#T#>b#TTTTT#"
            + "| 1: stale index, make it anew: record 'a' of x.fa: expected a line of 5 bases, found "
            + "one of another length",
        "a base went to the next record| >a x#ACGTA#CGTA#b#TTTTT#"
            + "| 1: stale index, make it anew: record 'a' of x.fa: expected its last base before byte "
            + "14, found more of the line or record",
        "a letter is none| >a x#ACGTA#CJT#>b#TTTTT#"
            + "| x.fa: 'a' position 6: 'J' is no nucleotide letter (expected one of "
            + "ACGTURYSWKMBDHVN); a damaged file, or a stale index: x.fa.fai:1"
      })
  void staleIndexIsRefused(String what, String fasta, String message) throws IOException {
    String place = message.startsWith("x.fa") ? "" : "x.fa.fai:";
    assertEquals(place + message, messageOf(fasta.replace('#', '\n'), FAI), what);
  }

  @Test
  void theUndamagedIndexIsRead() throws IOException {
    Path file = write(FASTA, FAI);
    try (IndexedFasta fasta = IndexedFasta.open(file)) {
      assertEquals("GTACG", new String(fasta.bases("a", 2, 7), UTF_8));
    }
  }

  @Test
  void missingIndexIsRefusedUnlessAskedFor() throws IOException {
    Path file = Files.write(folder.resolve("x.fa"), FASTA.getBytes(UTF_8));
    assertEquals("x.fa.fai: the index is missing; make it, or allow making it", messageOf(file));
    Path packed = Bgzip.write(folder.resolve("y.fa.gz"), FASTA.getBytes(UTF_8), 10);
    Files.write(folder.resolve("y.fa.gz.fai"), FAI.getBytes(UTF_8));
    assertEquals(
        "y.fa.gz.gzi: the index is missing; make it, or allow making it", messageOf(packed));
  }

  @Test
  void gzipThatIsNoBgzipIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("x.fa.gz"), Gzip.member(FASTA));
    assertEquals(
        "x.fa.gz: a gzip file has no random access; compress it with bgzip", messageOf(file));
  }

  @Test
  void brokenAndStaleBlockIndexesAreRefused() throws IOException {
    Path file = Bgzip.write(folder.resolve("x.fa.gz"), FASTA.getBytes(UTF_8), 10);
    IndexedFasta.open(file, MissingIndex.WRITE).close();
    Path gzi = folder.resolve("x.fa.gz.gzi");
    byte[] good = Files.readAllBytes(gzi);
    assertEquals(8 + 2 * 16, good.length);

    Files.write(gzi, Arrays.copyOf(good, 30));
    assertEquals(
        "x.fa.gz.gzi: byte 0: expected a number of blocks and 16 bytes for each, found 2 and 22",
        messageOf(file));

    byte[] descending = good.clone();
    descending[24] = 1;
    Files.write(gzi, descending);
    assertTrue(
        messageOf(file).startsWith("x.fa.gz.gzi: byte 24: expected ascending offsets, found"),
        messageOf(file));

    byte[] shifted = good.clone();
    shifted[24]++;
    Files.write(gzi, shifted);
    assertTrue(
        messageOf(file).matches("x.fa.gz.gzi: does not fit x.fa.gz: .*: expected a block of bgzip"),
        messageOf(file));

    byte[] shorter = Arrays.copyOf(good, 24);
    shorter[0] = 1;
    Files.write(gzi, shorter);
    assertTrue(
        messageOf(file)
            .matches("x.fa.gz.gzi: does not fit x.fa.gz: .*: a block that the index has not"),
        messageOf(file));
  }

  @Test
  void bgzipWithoutItsEndIsRefused() throws IOException {
    Path file = Bgzip.write(folder.resolve("x.fa.gz"), FASTA.getBytes(UTF_8), 10);
    IndexedFasta.open(file, MissingIndex.WRITE).close();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 28));
    assertEquals(
        "x.fa.gz.gzi: does not fit x.fa.gz: x.fa.gz: byte "
            + (whole.length - 28)
            + ": truncated bgzip file: the empty block that ends one is missing",
        messageOf(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">a#ACG#AC#ACG#| 4: record 'a' cannot be indexed: all its lines but the last must have 3 "
            + "bases; this one has 3 and follows a shorter one",
        ">a#ACG#ACGT#| 3: record 'a' cannot be indexed: all its lines but the last must have 3 bases; "
            + "this one has 4",
        ">a#ACG$ACG#| 3: record 'a' cannot be indexed: its lines end in LF and in CRLF",
        "ACG#| 1: expected a header that starts with '>' before any other line",
        ">a#>b#A#| 1:1: record 'a' has no bases",
        ">a#A#>a#A#| 3:2: duplicate id 'a', first used at line 1",
        ">#A#| 1:2: empty id; expected a name right after '>'",
        ">a#A##>b#A#| 3: blank line inside the file; allowed at its end only",
        ">a#AJ#| 2:2: 'J' is no nucleotide letter (expected one of ACGTURYSWKMBDHVN)",
        "''| 1: the file is empty; expected a header line that starts with '>'"
      })
  void filesThatHaveNoIndexAreRefused(String fasta, String message) throws IOException {
    String text = fasta.replace("$", "\r\n").replace("#", "\n");
    Path file = Files.write(folder.resolve("x.fa"), text.getBytes(UTF_8));
    var e =
        assertThrows(
            FormatException.class, () -> IndexedFasta.open(file, MissingIndex.WRITE).close());
    assertEquals("x.fa:" + message, e.getMessage());
    assertEquals(false, Files.exists(folder.resolve("x.fa.fai")));
  }

  private String messageOf(String fasta, String fai) throws IOException {
    return messageOf(write(fasta, fai));
  }

  private static String messageOf(Path file) {
    return assertThrows(
            FormatException.class,
            () -> {
              try (IndexedFasta fasta = IndexedFasta.open(file)) {
                for (String name : fasta.names()) {
                  fasta.bases(name);
                }
              }
            })
        .getMessage();
  }

  private Path write(String fasta, String fai) throws IOException {
    Files.write(folder.resolve("x.fa.fai"), fai.getBytes(UTF_8));
    return Files.write(folder.resolve("x.fa"), fasta.getBytes(UTF_8));
  }
}
