package org.isochron.bio.annotation;

import static org.isochron.bio.annotation.EmblText.record;
import static org.isochron.bio.annotation.GenBankText.cds;
import static org.isochron.bio.annotation.GenBankText.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmblMalformedTest {
  private static final String GOOD = record("s", cds("join(1..4,8..12)"), value("/gene=\"a\""));
  private static final String ID_FORMS =
      "expected 'accession; SV n; topology; molecule; class; division; length BP.' "
          + "or 'name class; molecule; division; length BP.', found '";
  private static final String LETTERS =
      " is no nucleotide letter (expected one of ACGTURYSWKMBDHVN)";

  /** What to replace in the good record, by what, and the message. */
  static List<Arguments> damages() {
    return List.of(
        damage("ID   s", "IX   s", "x.embl:1: expected an ID line, found other text"),
        damage(
            "linear; ",
            "",
            "x.embl:1: ID: " + ID_FORMS + "s; SV 1; genomic DNA; STD; INV; 40 BP.'"),
        damage(
            "40 BP.\n",
            "40 AA.\n",
            "x.embl:1: ID: " + ID_FORMS + "s; SV 1; linear; genomic DNA; STD; INV; 40 AA.'"),
        damage("40 BP.\n", "0 BP.\n", "x.embl:1: ID length: expected 1 to 2147483639, found 0"),
        damage(
            "40 BP.\n", "41 BP.\n", "x.embl:13: SQ: expected the 41 BP that ID declares, found 40"),
        damage(
            "AC   X12345;",
            "AC   X12345",
            "x.embl:3: AC: expected accession numbers that end in ';', found 'X12345'"),
        damage(
            "DE   made",
            "DX   made",
            "x.embl:5: unknown line code inside record 's': 'DX   made by hand,'"),
        damage(
            "FT   CDS  ",
            "FTx  CDS  ",
            "x.embl:10: unknown line code inside record 's': 'FTx  CDS             join(1..4,8..12)'"),
        damage(
            "FT   CDS ",
            "FT  CDS  ",
            "x.embl:10:5: a feature line starts at column 5; expected 6 or 22"),
        damage(
            "8..12)",
            "8..12",
            "x.embl:10: CDS location 'join(1..4,8..12': expected ')' at character 16, found the end"),
        damage("8..12", "8..41", "x.embl:10: an exon ends at 41, outside the 40 bases of s"),
        damage("\"a\"", "\"a", "x.embl:11: the quoted value of /gene does not end"),
        damage("10 A;", "11 A;", "x.embl:13: SQ: expected 11 A, found 10"),
        damage("0 other", "1 other", "x.embl:13: SQ: expected 1 other, found 0"),
        damage(
            "SQ   Sequence",
            "SQ   Bases",
            "x.embl:13: SQ: expected 'Sequence n BP; n A; n C; n G; n T; n other;', "
                + "found 'Bases 40 BP; 10 A; 10 C; 10 G; 10 T; 0 other;'"),
        damage("SQ   Seq", "CC   Seq", "x.embl:14: a sequence line before the SQ line"),
        damage(
            "   40\n",
            "   41\n",
            "x.embl:14:79: a sequence line: expected last position 40, found 41"),
        damage(
            "   40\n",
            "\n",
            "x.embl:14:76: a sequence line: expected last position 40, found none"),
        damage("   40\n", "40 x\n", "x.embl:14:79: expected nothing after the position 40"),
        damage("gtacgtacgt   ", "gtacgtJcgt   ", "x.embl:14:45: 'J'" + LETTERS),
        damage(
            "gtacgtacgt   ",
            "gtacgtacgtaa ",
            "x.embl:14:49: more bases than the 40 that ID declares"),
        damage(
            "     acgtac",
            "DE   acgtac",
            "x.embl:14: after SQ: expected a sequence line, which starts with 5 blanks, or '//'"),
        damage(
            "//\n",
            "",
            "x.embl:14: the file ends inside record 's'; expected '//' (truncated file?)"),
        damage("//\n", "// x\n", "x.embl:15:4: expected nothing after '//'"),
        damage(
            "//\n", "ID   t\n", "x.embl:15: a new ID inside record 's'; expected '//' before it"),
        damage("//\n", "//\nrest\n", "x.embl:16: expected an ID line, found other text"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damageIsRefusedAtItsPlace(String from, String to, String message) {
    String bad = GOOD.replace(from, to);
    assertEquals(false, bad.equals(GOOD), from);
    assertEquals(message, messageOf(bad));
  }

  @Test
  void missingSequenceIsRefused() {
    String without = GOOD.replaceAll("(?m)^ {5}.*\n", "");
    assertEquals("x.embl:14: expected the 40 bases that ID declares, found 0", messageOf(without));
    String assembled = without.replaceAll("SQ .*", "CO   join(A1.1:1..40)");
    assertEquals(
        "x.embl:14: the record has no bases, only a CO line, which names the records to assemble it "
            + "from",
        messageOf(assembled));
  }

  @Test
  void duplicateIdIsRefused() {
    assertEquals("x.embl:16: duplicate ID 's', first used at line 1", messageOf(GOOD + GOOD));
  }

  @Test
  void fileWithoutARecordIsRefused() {
    assertEquals("x.embl:0: no record; expected an ID line", messageOf(""));
  }

  @Test
  void theUndamagedRecordIsRead() throws IOException {
    assertEquals(1, EmblText.read(GOOD).get(0).genes().size());
  }

  private static Arguments damage(String from, String to, String message) {
    return Arguments.of(from, to, message);
  }

  private static String messageOf(String text) {
    return assertThrows(FormatException.class, () -> EmblText.read(text)).getMessage();
  }
}
