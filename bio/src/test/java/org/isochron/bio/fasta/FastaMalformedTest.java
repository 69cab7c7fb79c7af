package org.isochron.bio.fasta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FastaMalformedTest {
  private static final String LETTERS = "(expected one of ACGTURYSWKMBDHVN)";

  static List<Arguments> brokenTexts() {
    return List.of(
        text("", "x.fa:1:1: the file is empty; expected a header line that starts with '>'"),
        text(
            "ACGT\n",
            "x.fa:1:1: expected a header that starts with '>' before any other line, found 'A'"),
        text(
            "@r\nA\n",
            "x.fa:1:1: expected a header that starts with '>' before any other line, found '@': a FASTQ file?"),
        text(
            "\n>a\nA\n",
            "x.fa:1:1: expected a header that starts with '>' before any other line, found a blank line"),
        text(
            ";c\n>a\nA\n",
            "x.fa:1:1: expected a header that starts with '>' before any other line, found ';'"),
        text(">a\nACJT\n", "x.fa:2:3: 'J' is no nucleotide letter " + LETTERS),
        text(">a\nACGT\nA-T\n", "x.fa:3:2: '-' is no nucleotide letter " + LETTERS),
        text(">a\nACG*\n", "x.fa:2:4: '*' is no nucleotide letter " + LETTERS),
        text(">a\nAC GT\n", "x.fa:2:3: byte 0x20 is no nucleotide letter " + LETTERS),
        text(">a\nAC\0T\n", "x.fa:2:3: byte 0x00 is no nucleotide letter " + LETTERS),
        text(">a\nAC>b\nGT\n", "x.fa:2:3: '>' is no nucleotide letter " + LETTERS),
        text(">a\n>b\nA\n", "x.fa:1:1: record 'a' has no bases"),
        text(">b\nA\n>a", "x.fa:3:1: record 'a' has no bases"),
        text(">a\n\n", "x.fa:1:1: record 'a' has no bases"),
        text(">\nACGT\n", "x.fa:1:2: empty id; expected a name right after '>'"),
        text("> a\nACGT\n", "x.fa:1:2: empty id; expected a name right after '>'"),
        text(">a\nA\n>b\nC\n>a x\nG\n", "x.fa:5:2: duplicate id 'a', first used at line 1"),
        text(">a\nA\n\n>b\nC\n", "x.fa:3:1: blank line inside the file; allowed at its end only"),
        text(">a\nA\n\nC\n", "x.fa:3:1: blank line inside the file; allowed at its end only"),
        text(
            ">a\nA\rC\n", "x.fa:2:3: carriage return inside a line; expected a line feed after it"),
        text(">a\007\nA\n", "x.fa:1:3: control character 7 in a header"));
  }

  @ParameterizedTest
  @MethodSource("brokenTexts")
  void brokenTextIsRefusedAtItsPlace(String text, String message) {
    assertEquals(message, messageOf(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void headerThatIsNoUtf8IsRefused() {
    assertEquals(
        "x.fa:1: the header is not UTF-8",
        messageOf(new byte[] {'>', 'a', (byte) 0xe9, '\n', 'A', '\n'}));
  }

  @Test
  void everyTruncationOfGzipIsRefused() {
    byte[] whole = Gzip.member(">a\nACGTACGTTTGACCA\n");
    for (int size = 3; size < whole.length; size++) {
      assertEquals(
          "x.fa: byte " + size + ": truncated gzip file: the data end inside a compressed member",
          messageOf(Arrays.copyOf(whole, size)));
    }
  }

  @Test
  void truncationInALaterMemberIsRefused() {
    byte[] first = Gzip.member(">a\nACGT\n");
    byte[] whole = Gzip.concat(first, Gzip.member(">b\nACGT\n"));
    int size = first.length + 5;
    assertEquals(
        "x.fa: byte " + size + ": truncated gzip file: the data end inside a compressed member",
        messageOf(Arrays.copyOf(whole, size)));
  }

  @Test
  void bgzipWithoutItsEndBlockIsRefused() {
    byte[] block = Gzip.block(">a\nACGT\n");
    assertEquals(
        "x.fa: byte "
            + block.length
            + ": truncated bgzip file: the empty block that ends one is missing",
        messageOf(block));
  }

  static Stream<byte[]> garbage() {
    return Stream.of(
        new byte[] {0}, new byte[] {0, 0, 0, 0}, ">b\nA\n".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void bytesAfterTheLastGzipMemberAreRefused(byte[] garbage) {
    byte[] member = Gzip.member(">a\nACGT\n");
    assertEquals(
        "x.fa: byte "
            + member.length
            + ": expected another gzip member or the end of the file, found other bytes",
        messageOf(Gzip.concat(member, garbage)));
  }

  @Test
  void flippedBytesOfGzipAreRefused() {
    byte[] checksum = Gzip.member(">a\nACGT\n");
    checksum[checksum.length - 8] ^= 1;
    assertEquals(
        "x.fa: byte " + checksum.length + ": damaged gzip data: the checksum differs",
        messageOf(checksum));
    byte[] length = Gzip.member(">a\nACGT\n");
    length[length.length - 4] ^= 1;
    assertEquals(
        "x.fa: byte "
            + length.length
            + ": damaged gzip data: expected 9 bytes (modulo 2^32), found 8",
        messageOf(length));
    byte[] method = Gzip.member(">a\nACGT\n");
    method[2] = 7;
    assertEquals("x.fa: byte 3: gzip compression method: expected 8, found 7", messageOf(method));
    byte[] data = Gzip.member(">a\nACGT\n");
    data[10] = (byte) 0xff;
    assertEquals("x.fa: byte " + 11 + ": damaged gzip data: invalid block type", messageOf(data));
  }

  @Test
  void anyFlippedByteIsReadOrRefusedButNeverBreaksTheReader() throws IOException {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    String text = ">a one\nACGTACGTNN\nGTGT\n>b\nTTGACA\n";
    int refused = 0;
    for (int trial = 0; trial < 4000; trial++) {
      byte[] plain = text.getBytes(StandardCharsets.UTF_8);
      byte[] bytes = trial % 2 == 0 ? plain : Gzip.concat(Gzip.member(text), Gzip.decorated(""));
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try (Fasta fasta = Fasta.read(new ByteArrayInputStream(bytes), "x.fa")) {
        while (fasta.next() != null) {
          // The next record.
        }
      } catch (FormatException e) {
        assertTrue(e.getMessage().startsWith("x.fa:"), e.getMessage());
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", trial " + trial, e);
      }
    }
    assertTrue(refused > 1000, "refused " + refused);
  }

  @Test
  void recordsCheckTheirParts() {
    assertRefused("", "", "A", "id: expected text without blanks, found ''");
    assertRefused("a b", "", "A", "id: expected text without blanks, found 'a b'");
    assertRefused(
        "a", "x\ny", "A", "description of 'a': expected one line, found a control character");
    assertRefused("a", "", "", "bases of 'a': expected at least one, found 0");
    assertRefused(
        "a", "", "AX", "bases of 'a': position 1: 'X' is no nucleotide letter " + LETTERS);
  }

  private static void assertRefused(String id, String description, String bases, String message) {
    byte[] bytes = bases.getBytes(StandardCharsets.UTF_8);
    var e =
        assertThrows(IllegalArgumentException.class, () -> new FastaRecord(id, description, bytes));
    assertEquals(message, e.getMessage());
  }

  private static Arguments text(String text, String message) {
    return Arguments.of(text, message);
  }

  private static String messageOf(byte[] bytes) {
    return assertThrows(
            FormatException.class,
            () -> {
              try (Fasta fasta = Fasta.read(new ByteArrayInputStream(bytes), "x.fa")) {
                while (fasta.next() != null) {
                  // The next record.
                }
              }
            })
        .getMessage();
  }
}
