package org.isochron.bio.fasta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FastqMalformedTest {
  static List<Arguments> brokenTexts() {
    return List.of(
        text("", "1: the file is empty; expected a header line that starts with '@'"),
        text("\n", "1: expected a header line that starts with '@', found a blank line"),
        text("ACG\n", "1: expected a header line that starts with '@', found 'A'"),
        text(
            ">a\nACG\n",
            "1: expected a header line that starts with '@', found '>': a FASTA file?"),
        text("@\nA\n+\nI\n", "1:2: empty id; expected a name right after '@'"),
        text("@ a\nA\n+\nI\n", "1:2: empty id; expected a name right after '@'"),
        text("@a\007\nA\n+\nI\n", "1:3: control character 7"),
        text("@\u00e9\nA\n+\nI\n", "1: the line is not UTF-8"),
        text(
            "@a\nAJ\n+\nII\n",
            "2:2: 'J' is no nucleotide letter (expected one of ACGTURYSWKMBDHVN)"),
        text(
            "@a\nA.\n+\nII\n",
            "2:2: '.' is no nucleotide letter (expected one of ACGTURYSWKMBDHVN)"),
        text("@a\n+\n\n", "1: record 'a' has no bases"),
        text("@a\n\n+\n\n", "2: blank line among the bases of 'a'; expected bases or '+'"),
        text("@a\nACG\n@b\nA\n+\nI\n", "3: a new record; expected the '+' line of 'a' before it"),
        text(
            "@a\nACG\nIII\n",
            "3:1: 'I' is no nucleotide letter (expected one of ACGTURYSWKMBDHVN)"),
        text(
            "@a x\nACG\n+b\nIII\n",
            "3: expected '+' alone or with the header of line 1, 'a x', found '+b'"),
        text(
            "@a\nACG\n+\nII\n@b\nA\n+\nI\n",
            "4: qualities of 'a' (header at line 1): expected 3, as many as bases, found 2"),
        text(
            "@a\nACG\n+\nIIII\n",
            "4: qualities of 'a' (header at line 1): expected 3, as many as bases, found 4"),
        text(
            "@a\nAC\nGT\n+\nII\nI\n@b\n",
            "7: qualities of 'a' (header at line 1): expected 4, as many as bases, found at least 5"),
        text(
            "@a\nAC\nGT\n+\nII\n\n",
            "6: qualities of 'a' (header at line 1): expected 4, as many as bases, found 2"),
        text(
            "@a\nACG\n+\nI I\n",
            "4:2: quality character: expected '!' to '~' (Phred+33), found byte 20"),
        text(
            "@a\nACG\n+\nII\u00e9\n",
            "4:3: quality character: expected '!' to '~' (Phred+33), found byte E9"),
        text(
            "@a\nACG\n+\nIII\n@b",
            "5: the file ends inside record 'b', before the '+' line (truncated file?)"),
        text(
            "@a\nACG\n+\n",
            "3: the file ends inside record 'a', before its qualities (0 of 3) (truncated file?)"),
        text(
            "@a\nA\n+\nI\n\n@b\nA\n+\nI\n",
            "5: blank line inside the file; allowed at its end only"),
        text("@a\nA\n+\nI\nA\n", "5: expected a header line that starts with '@', found 'A'"));
  }

  @ParameterizedTest
  @MethodSource("brokenTexts")
  void brokenTextIsRefusedAtItsPlace(String text, String message) {
    assertEquals("x.fq:" + message, messageOf(text.getBytes(ISO_8859_1), QualityEncoding.PHRED33));
  }

  @Test
  void characterBelowPhred64IsRefused() {
    assertEquals(
        "x.fq:4:2: quality character: expected '@' to '~' (Phred+64), found '5'",
        messageOf("@a\nAC\n+\nh5\n".getBytes(ISO_8859_1), QualityEncoding.PHRED64));
  }

  @Test
  void truncatedGzipIsRefused() {
    byte[] whole = Gzip.member("@a\nACG\n+\nIII\n");
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);
    assertEquals(
        "x.fq: byte "
            + cut.length
            + ": truncated gzip file: the data end inside a compressed member",
        messageOf(cut, QualityEncoding.PHRED33));
  }

  private static Arguments text(String text, String message) {
    return Arguments.of(text, message);
  }

  private static String messageOf(byte[] bytes, QualityEncoding encoding) {
    return assertThrows(
            FormatException.class,
            () -> {
              try (Fastq fastq = Fastq.read(new ByteArrayInputStream(bytes), "x.fq", encoding)) {
                while (fastq.next() != null) {
                  // The next record.
                }
              }
            })
        .getMessage();
  }
}
