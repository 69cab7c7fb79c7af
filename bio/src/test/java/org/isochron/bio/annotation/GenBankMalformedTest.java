package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.isochron.bio.annotation.GenBankText.cds;
import static org.isochron.bio.annotation.GenBankText.record;
import static org.isochron.bio.annotation.GenBankText.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.bio.fasta.Gzip;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenBankMalformedTest {
  private static final String GOOD = record("s", cds("join(1..4,8..12)"), value("/gene=\"a\""));

  /** What to replace in the good record, by what, and the message. */
  static List<Arguments> damages() {
    return List.of(
        damage("LOCUS  ", "LOCI   ", "x.gb:1: expected a LOCUS line, found other text"),
        damage(
            "s   40 bp  DNA",
            "s",
            "x.gb:1: LOCUS: expected 'LOCUS name length bp ...', found 'LOCUS       s'"),
        damage(
            "40 bp",
            "40 aa",
            "x.gb:1: LOCUS: expected 'LOCUS name length bp ...', found 'LOCUS       s   40 aa  DNA'"),
        damage("40 bp", "0 bp", "x.gb:1: LOCUS length: expected 1 to 2147483639, found 0"),
        damage("40 bp", "41 bp", "x.gb:10: expected the 41 bases that LOCUS declares, found 40"),
        damage("40 bp", "39 bp", "x.gb:9:53: more bases than the 39 that LOCUS declares"),
        damage("10 a", "11 a", "x.gb:7: BASE COUNT: expected 11 a, found 10"),
        damage("10 a", "10", "x.gb:7: BASE COUNT: expected pairs of number and base"),
        damage(
            "        1 acgt",
            "        2 acgt",
            "x.gb:9:9: a sequence line: expected position 1, found 2"),
        damage(
            "        1 acgt",
            "          acgt",
            "x.gb:9:11: a sequence line: expected position 1, found none"),
        damage(
            "gtacgtacgt\n",
            "gtacgtJcgt\n",
            "x.gb:9:50: 'J' is no nucleotide letter (expected one of ACGTURYSWKMBDHVN)"),
        damage(
            "gtacgtacgt\n",
            "gtacgt-cgt\n",
            "x.gb:9:50: '-' is no nucleotide letter (expected one of ACGTURYSWKMBDHVN)"),
        damage(
            "//\n", "", "x.gb:9: the file ends inside record 's'; expected '//' (truncated file?)"),
        damage(
            "//\n", "LOCUS t\n", "x.gb:10: a new LOCUS inside record 's'; expected '//' before it"),
        damage("//\n", "// x\n", "x.gb:10:4: expected nothing after '//'"),
        damage("FEATURES ", "FEATXRES ", "x.gb:4: unknown keyword 'FEATXRES' inside record 's'"),
        damage(
            "BASE COUNT",
            "BASE TALLY",
            "x.gb:7: expected 'BASE COUNT', found 'BASE TALLY     10 a   10 c  10 g   10 t'"),
        damage("//\n", "//\nrest\n", "x.gb:11: expected a LOCUS line, found other text"),
        damage(
            "     CDS ",
            "    CDS  ",
            "x.gb:5:5: a feature line starts at column 5; expected 6 or 22"),
        damage(
            "     CDS             join",
            value("join"),
            "x.gb:5:22: a feature line starts at column 22; expected 6 or 22"),
        damage(value("/gene=\"a\""), "", "x.gb:6: blank line in the feature table"),
        damage(value("/gene"), value("/\tgene"), "x.gb:6:23: control character 9"),
        damage("\"a\"", "\"a", "x.gb:6: the quoted value of /gene does not end"),
        damage(
            "/gene=\"a\"", "/codon_start=4", "x.gb:6: /codon_start: expected 1, 2 or 3, found 4"),
        damage("8..12", "8..41", "x.gb:5: an exon ends at 41, outside the 40 bases of s"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damageIsRefusedAtItsPlace(String from, String to, String message) {
    assertEquals(message, messageOf(GOOD.replace(from, to)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "join(1..4,8..12| expected ')' at character 16, found the end",
        "join(1..4,,8..12)| expected a position at character 11, found ','",
        "join(1..4 8..12)| expected ')' at character 11, found '.'",
        "1..4)| expected the end at character 5, found ')'",
        "joint(1..4)| expected a position at character 1, found 'j'",
        "1..| expected a position at character 4, found the end",
        "9..4| a span that starts at 9 and ends at 4",
        "0..4| position 0; positions start at 1",
        "1..99999999999| expected a position below 2^31 at character 13, found '9'",
        "complement(complement(complement(complement(complement(complement(complement(complement("
            + "complement(1| expected a nesting of at most 8 at character 100, found '1'"
      })
  void brokenLocationsAreRefused(String location, String problem) {
    String shown = location.replace(" ", "");
    shown = shown.length() <= 60 ? shown : shown.substring(0, 57) + "...";
    assertEquals(
        "x.gb:5: CDS location '" + shown + "': " + problem, messageOf(record("s", cds(location))));
  }

  @Test
  void featureWithoutLocationIsRefused() {
    assertEquals(
        "x.gb:5: CDS location '': expected a position at character 1, found the end",
        messageOf(record("s", "     CDS", value("/gene=\"a\""))));
  }

  @Test
  void recordWithoutBasesThatNamesOthersIsRefused() {
    String assembled =
        GOOD.replaceAll("BASE COUNT.*\n", "")
            .replaceAll("ORIGIN\n.*\n", "CONTIG      join(A1.1:1..40)\n");
    assertEquals(
        "x.gb:8: the record has no bases, only a CONTIG line, which names the records to assemble it "
            + "from",
        messageOf(assembled));
  }

  @Test
  void duplicateLocusIsRefused() {
    assertEquals("x.gb:11: duplicate LOCUS 's', first used at line 1", messageOf(GOOD + GOOD));
  }

  @Test
  void fileWithoutARecordIsRefused() {
    assertEquals("x.gb:0: no record; expected a LOCUS line", messageOf(""));
    assertEquals("x.gb:2: no record; expected a LOCUS line", messageOf("\n\n"));
  }

  @Test
  void truncatedGzipIsRefused() {
    byte[] whole = Gzip.member(GOOD);
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    var e =
        assertThrows(
            FormatException.class, () -> GenBank.read(new ByteArrayInputStream(cut), "x.gb"));
    assertEquals(
        "x.gb: byte "
            + cut.length
            + ": truncated gzip file: the data end inside a compressed member",
        e.getMessage());
  }

  @Test
  void anyFlippedByteIsReadOrRefusedButNeverBreaksTheReader() throws IOException {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int trial = 0; trial < 4000; trial++) {
      byte[] bytes = (GOOD + GOOD.replace("LOCUS       s", "LOCUS       t")).getBytes(UTF_8);
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        GenBank.read(new ByteArrayInputStream(bytes), "x.gb");
      } catch (FormatException e) {
        assertTrue(e.getMessage().startsWith("x.gb:"), e.getMessage());
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", trial " + trial, e);
      }
    }
    assertTrue(refused > 1000, "refused " + refused);
  }

  @Test
  void theUndamagedRecordIsRead() throws IOException {
    assertEquals(1, GenBankText.read(GOOD).get(0).genes().size());
  }

  private static Arguments damage(String from, String to, String message) {
    return Arguments.of(from, to, message);
  }

  private static String messageOf(String text) {
    return assertThrows(FormatException.class, () -> GenBankText.read(text)).getMessage();
  }
}
