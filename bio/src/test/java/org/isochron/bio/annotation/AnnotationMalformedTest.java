package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.isochron.bio.annotation.AnnotationText.LENIENT;
import static org.isochron.bio.annotation.AnnotationText.STRICT;
import static org.isochron.bio.annotation.AnnotationText.read;
import static org.isochron.bio.annotation.AnnotationText.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.isochron.bio.fasta.Gzip;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotationMalformedTest {
  static final String GFF3 =
      rows(
          "##gff-version 3",
          "##sequence-region s 1 90",
          "gene 3 80 - . ID=g;Name=n%20m",
          "mRNA 3 80 - . ID=t;Parent=g",
          "exon 3 20 - . Parent=t",
          "exon 40 80 - . ID=e;Parent=t",
          "CDS 9 20 - 2 ID=c;Parent=t",
          "CDS 40 76 - 0 ID=c;Parent=t");

  static final String GTF =
      rows(
          "exon 3 20 + . gene_id \"g\"; transcript_id \"t\";",
          "exon 40 80 + . gene_id \"g\"; transcript_id \"t\";",
          "CDS 9 20 + 0 gene_id \"g\"; transcript_id \"t\";",
          "transcript 3 80 + . gene_id \"g\"; transcript_id \"t\"; tag \"a\"; level 2;");

  /** What to replace in the good GFF3 text, by what, and the message. */
  static List<Arguments> gff3Damages() {
    return List.of(
        damage(
            "\texon\t3\t20\t.\t",
            "\texon\t3\t20\t",
            ":5: expected 9 tab-separated columns, found 8"),
        damage("ID=e;", "ID=e;\tx", ":6: expected 9 tab-separated columns, found 10"),
        damage(
            "\texon\t3\t",
            "\texon\t0\t",
            ":5: start: expected a position from 1 to 2147483647, found '0'"),
        damage(
            "\texon\t3\t",
            "\texon\t3x\t",
            ":5: start: expected a position from 1 to 2147483647, found '3x'"),
        damage(
            "\t40\t80\t",
            "\t40\t\t",
            ":6: end: expected a position from 1 to 2147483647, found ''"),
        damage(
            "\t40\t80\t",
            "\t40\t9999999999\t",
            ":6: end: expected a position from 1 to 2147483647, found '9999999999'"),
        damage("\t40\t80\t", "\t40\t39\t", ":6: end: expected at least the start, 40, found 39"),
        damage("20\t.\t-\t2", "20\tNaN\t-\t2", ":7: score: expected a number or '.', found 'NaN'"),
        damage("20\t.\t-\t2", "20\t.\t*\t2", ":7: strand: expected one of + - . ?, found '*'"),
        damage("20\t.\t-\t2", "20\t.\t-\t3", ":7: phase: expected 0, 1, 2 or '.', found '3'"),
        damage("s\tx\tgene", "\tx\tgene", ":3: sequence: expected a name, found ''"),
        damage(
            "s\tx\tgene",
            "s s\tx\tgene",
            ":3: sequence: expected a name without blanks, found 's s'"),
        damage("s\tx\tgene", "s\t\tgene", ":3: source: expected a name, found ''"),
        damage("s\tx\tgene", "s\tx\t.", ":3: type: expected a name without blanks, found '.'"),
        damage("ID=g;Name", "ID=g;;Name", ":3: attributes: expected tag=value, found ''"),
        damage(
            "ID=g;Name", "ID=g;Name n;Name", ":3: attributes: expected tag=value, found 'Name n'"),
        damage("ID=g;Name", "ID=g;=n;Name", ":3: attributes: expected tag=value, found '=n'"),
        damage(
            "ID=g;", "ID=g;ID=g;", ":3: attributes: 'ID' comes twice; expected one list of values"),
        damage("ID=g;", "ID=g,h;", ":3: attributes: ID: expected one value, found 2"),
        damage("ID=g;", "ID=;", ":3: attributes: ID: expected a name, found ''"),
        damage("ID=g;", "ID=g%09;", ":3: attributes: ID: control character in a name"),
        damage("Parent=g", "Parent=g,", ":4: attributes: Parent: expected a name, found ''"),
        damage(
            "n%20m", "n%2", ":3: attributes: expected two hexadecimal digits after %, found '%2'"),
        damage(
            "n%20m",
            "n%zzm", ":3: attributes: expected two hexadecimal digits after %, found '%zz'"),
        damage("n%20m", "n%C3m", ":3: attributes: the escapes of 'n%C3m' are not UTF-8"),
        damage("ID=e;", "ID=\u0007;", ":6:25: control character 7"),
        damage("-version 3", "-version 4", ":1: ##gff-version: expected 3 or 2, found '4'"),
        damage(
            "s 1 90",
            "s 1",
            ":2: ##sequence-region: expected a name, a start and an end, found 2 words"),
        damage(
            "s 1 90",
            "s a 90",
            ":2: ##sequence-region start: expected a position from 1 to 2147483647, found 'a'"),
        damage(
            "s 1 90",
            "s 1 90\n##sequence-region s 1 91",
            ":3: ##sequence-region: a second, different one of 's'"),
        damage(
            "s 1 90",
            "s 1 79",
            ":4: transcript 't' at 3..20,40..80: an exon outside the ##sequence-region, 1..79"),
        damage("ID=e;", "ID=t;", ":6: ID: 't' names a feature of type mRNA already, found exon"),
        damage("ID=t;Parent=g", "ID=t;Parent=t", ":4: Parent: expected other features, each once"),
        damage(
            "ID=t;Parent=g", "ID=t;Parent=g,g", ":4: Parent: expected other features, each once"),
        damage(
            "ID=t;Parent=g",
            "Parent=g",
            ":4: mRNA at 3..80: no ID, so nothing can be a part of it"),
        damage("ID=g;", "ID=g;Parent=t;", ":3: Parent: the chain of parents of 'g' does not end"),
        damage(
            "ID=e;Parent=t",
            "ID=e",
            ":6: exon 'e' at 40..80: no Parent, so no transcript to be a part of"),
        damage(
            "ID=e;Parent=t",
            "ID=e;Parent=u",
            ":6: Parent 'u' at 40..80: no feature has this ID; a row of type exon names it"));
  }

  @ParameterizedTest
  @MethodSource("gff3Damages")
  void gff3DamageIsRefusedAtItsPlace(String from, String to, String message) {
    String damaged = GFF3.replaceFirst(Pattern.quote(from), to);
    assertEquals("x.gff3" + message, messageOf(damaged));
  }

  static List<Arguments> gtfDamages() {
    return List.of(
        damage(
            "gene_id \"g\"; ",
            "",
            ":1: gene_id: expected a name in a row of type exon, found none"),
        damage(
            "\"t\";",
            "\"\";",
            ":1: transcript_id: expected a name in a row of type exon, found none"),
        damage("\"t\";", "\"t;", ":1: attributes: the quoted value of transcript_id does not end"),
        damage(
            "\"t\";",
            "\"t\" u;",
            ":1: attributes: expected ';' after the value of transcript_id, found 'u;'"),
        damage("\"t\";", ";", ":1: attributes: transcript_id: expected a value, found ';'"),
        damage("\"t\";", "\"t\"; ;", ":1: attributes: expected tag \"value\";, found ';'"),
        damage(
            "gene_id \"g\"",
            "gene_id \"g\"; gene_id \"h\"",
            ":1: attributes: gene_id: expected one value, found 2"),
        damage(
            "gene_id \"g\"",
            "gene_id \"h\"",
            ":2: gene_id: expected 'h', as for 't' at x.gff3:1, found 'g'"),
        damage(
            "\tCDS\t",
            "\ttranscript\t",
            ":4: transcript_id: 't' has a row of type transcript at x.gff3:3 already"),
        damage(
            "exon\t3\t",
            "exon\t2\t",
            ":4: transcript 't' at 2..20,40..80: an exon outside the transcript's own row, 3..80"));
  }

  @ParameterizedTest
  @MethodSource("gtfDamages")
  void gtfDamageIsRefusedAtItsPlace(String from, String to, String message) {
    String damaged = GTF.replaceFirst(Pattern.quote(from), to);
    assertEquals("x.gff3" + message, messageOf(damaged));
  }

  @Test
  void parentsMayNotComeAfterTheLineThatEndsTheirFeatures() {
    String[] lines = GFF3.split("(?<=\n)", -1);
    String moved = GFF3.replace(lines[3], "") + "###\n" + lines[3];
    assertEquals(
        "x.gff3:4: Parent: 't' is defined at x.gff3:9, after the '###' that ends its features",
        messageOf(moved));
  }

  @Test
  void aFileWithoutAFeatureIsRefused() {
    String problem = "no feature; expected lines of 9 tab-separated columns";
    assertEquals("x.gff3:0: " + problem, messageOf(""));
    assertEquals("x.gff3:1: " + problem, messageOf("##gff-version 3\n"));
    assertEquals("x.gff3:1: " + problem, messageOf(">s\nACGT\n"));
  }

  @Test
  void truncatedGzipAndForeignTextAreRefused() {
    byte[] whole = Gzip.member(GFF3);
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    var e =
        assertThrows(
            FormatException.class,
            () -> GenomeAnnotation.read(new ByteArrayInputStream(cut), "x.gff3", STRICT));
    assertTrue(e.getMessage().startsWith("x.gff3: byte "), e.getMessage());
    byte[] latin = GFF3.replace("n%20m", "n\u00e9m").getBytes(ISO_8859_1);
    e =
        assertThrows(
            FormatException.class,
            () -> GenomeAnnotation.read(new ByteArrayInputStream(latin), "x.gff3", STRICT));
    assertEquals("x.gff3:3: the line is not UTF-8", e.getMessage());
  }

  @Test
  void junctionRowsNeedACount() throws IOException {
    for (String score : List.of(".", "-1")) {
      AnnotationFeature f =
          AnnotationText.features("s\tx\tintron\t4\t9\t" + score + "\t+\t.\tID=a\n").get(0);
      var e = assertThrows(FormatException.class, () -> SpliceJunction.of(f));
      String found = score.equals(".") ? "'.'" : "-1.0";
      assertEquals(
          "x.gff3:1: score: expected a count of reads, at least 0, found " + found, e.getMessage());
    }
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SpliceJunction("s", new Interval(0, 1), Optional.empty(), -1));
    assertEquals("count: expected at least 0, found -1.0", e.getMessage());
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void anyDamageIsReadOrRefusedButNeverBreaksTheReader() throws IOException {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    int skipped = 0;
    for (int trial = 0; trial < 6000; trial++) {
      byte[] bytes = damaged(trial % 2 == 0 ? GFF3 : GTF, random);
      try {
        var in = new ByteArrayInputStream(bytes);
        AnnotationOptions options = trial % 3 == 0 ? STRICT : LENIENT;
        GenomeAnnotation read = GenomeAnnotation.read(in, "x.gff3", options);
        for (Gene gene : read.genes()) {
          assertTrue(gene.introns().stream().allMatch(i -> gene.span().contains(i)));
          assertEquals(gene, gene.mirrored(gene.span().end()).mirrored(gene.span().end()));
        }
        skipped += read.skipped().size();
      } catch (FormatException e) {
        assertTrue(e.getMessage().startsWith("x.gff3:"), e.getMessage());
        refused++;
      } catch (RuntimeException | AssertionError e) {
        String text = new String(bytes, UTF_8);
        throw new AssertionError("seed " + seed + ", trial " + trial + ":\n" + text, e);
      }
    }
    assertTrue(refused > 2000, "refused " + refused);
    assertTrue(skipped > 100, "skipped " + skipped);
  }

  /** Changes bytes, or takes away, doubles or exchanges lines or pieces of them. */
  private static byte[] damaged(String good, SplittableRandom random) {
    StringBuilder text = new StringBuilder(good);
    for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(1, 30));
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(from, (char) random.nextInt(1, 128));
        case 1 -> text.delete(from, to);
        case 2 -> text.insert(random.nextInt(text.length()), text.substring(from, to));
        case 3 -> text.setCharAt(from, "\t\n;=,%\"#.+-09".charAt(random.nextInt(13)));
        default -> text.append(text.substring(text.lastIndexOf("\n", from) + 1, to)).append('\n');
      }
      if (text.length() == 0) {
        text.append('\n');
      }
    }
    return text.toString().getBytes(UTF_8);
  }

  @Test
  void theUndamagedTextsAreRead() throws IOException {
    assertEquals(
        List.of("g/t - 3..20,40..80 9..20,40..76 1"),
        AnnotationText.shown(read(GFF3, STRICT).genes()));
    assertEquals(
        List.of("g/t + 3..20,40..80 9..20 1"), AnnotationText.shown(read(GTF, STRICT).genes()));
  }

  private static Arguments damage(String from, String to, String message) {
    return Arguments.of(from, to, message);
  }

  private static String messageOf(String text) {
    return assertThrows(FormatException.class, () -> read(text, STRICT)).getMessage();
  }
}
