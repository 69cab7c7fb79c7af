package org.isochron.bio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Embl;
import org.isochron.bio.annotation.FlatFile;
import org.isochron.bio.annotation.FlatFileOptions;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.annotation.GenBank;
import org.isochron.bio.fasta.Fasta;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.FastaWriter;
import org.isochron.bio.fasta.Fastq;
import org.isochron.bio.fasta.FastqRecord;
import org.isochron.bio.fasta.QualityEncoding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small good files, damaged at random: read as something well-formed, or refused with a place. */
class DamagedFilesTest {
  private static final Pattern PLACE = Pattern.compile("x:( byte )?[0-9]");
  private static final String FASTA = ">a one\nACGTRYNNac\ngtTT\n>b\nTTGACA\n>c x y\nA\n";
  private static final String FASTQ =
      "@a one\nACGTN\n+\n!I~5@\n@b\nACG\nTT\n+b\nIII\n+I\n@c\nT\n+\nI\n";
  private static final String TABLE =
      """
      @@   source          1..40
      @@                   /note="two words
      @@                   and ""more"" /gene"
      @@   CDS             complement(join(1..4,8..1
      @@                   2,20..>31))
      @@                   /gene="abc"
      @@                   /codon_start=2
      @@   CDS             join(<1..4,8..12)
      @@                   /locus_tag="T2"
      @@   CDS             order(1..4,J00194.1:8..12)
      """;
  private static final String GENBANK =
      """
      LOCUS       NAME   40 bp  DNA
      DEFINITION  made by hand,
                  in two lines.
      FEATURES             Location/Qualifiers
      TABLEBASE COUNT     10 a   10 c  10 g   10 t
      ORIGIN
              1 acgtacgtac gtacgtacgt acgtacgtac
             31 gtacgtacgt
      //
      """
          .replace("TABLE", TABLE.replace("@@", "  "));
  private static final String EMBL =
      """
      ID   NAME; SV 1; linear; mRNA; STD; HUM; 40 BP.
      XX
      AC   X12345;
      DE   made by hand
      FH   Key             Location/Qualifiers
      FH
      TABLESQ   Sequence 40 BP; 10 A; 10 C; 10 G; 10 T; 0 other;
           acgtacgtac gtacgtacgt acgtacgtac     30
           gtacgtacgt                           40
      //
      """
          .replace("TABLE", TABLE.replace("@@", "FT"));

  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of("FASTA", FASTA, (Damage.Reader) DamagedFilesTest::readFasta),
        Arguments.of("FASTQ", FASTQ, (Damage.Reader) DamagedFilesTest::readFastq),
        Arguments.of("GenBank", twice(GENBANK), (Damage.Reader) DamagedFilesTest::readGenBank),
        Arguments.of("EMBL", twice(EMBL), (Damage.Reader) DamagedFilesTest::readEmbl));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void damagedFilesAreReadOrRefusedButNeverBreakTheReader(
      String format, String good, Damage.Reader reader) throws IOException {
    Damage.check(format, good.getBytes(UTF_8), PLACE, reader);
  }

  static Stream<Arguments> flatFiles() {
    return Stream.of(
        Arguments.of("GenBank", GENBANK, (Read) DamagedFilesTest::genBank),
        Arguments.of("EMBL", EMBL, (Read) DamagedFilesTest::embl));
  }

  private interface Read {
    List<AnnotatedSequence> of(byte[] bytes) throws IOException;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flatFiles")
  void damageInOneRecordDoesNotTouchItsNeighbours(String format, String record, Read read)
      throws IOException {
    String first = record.replace("NAME", "first");
    String last = record.replace("NAME", "last");
    List<AnnotatedSequence> whole = read.of((first + last).getBytes(UTF_8));
    Damage.check(
        format,
        record.replace("NAME", "middle").getBytes(ISO_8859_1),
        PLACE,
        bytes -> {
          String text = first + new String(bytes, ISO_8859_1) + last;
          List<AnnotatedSequence> records = read.of(text.getBytes(ISO_8859_1));
          assertEquals(whole.get(0), records.get(0));
          assertEquals(whole.get(1), records.get(records.size() - 1));
        });
  }

  /** What is read is what the lines say, and can be written and read again. */
  private static void readFasta(byte[] bytes) throws IOException {
    List<FastaRecord> records = fasta(bytes);
    List<String> expected = new ArrayList<>();
    for (String line : Damage.lines(bytes)) {
      if (line.startsWith(">")) {
        expected.add(line.substring(1).strip() + "\n");
      } else {
        expected.set(expected.size() - 1, expected.get(expected.size() - 1) + line);
      }
    }
    assertEquals(expected, records.stream().map(DamagedFilesTest::text).toList());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FastaWriter.write(out, records, 7);
    assertEquals(records, fasta(out.toByteArray()));
  }

  private static String text(FastaRecord r) {
    // Headers are UTF-8; the lines were taken byte by byte.
    String header = new String((r.id() + " " + r.description()).getBytes(UTF_8), ISO_8859_1);
    return header.strip() + "\n" + new String(r.bases(), ISO_8859_1);
  }

  private static List<FastaRecord> fasta(byte[] bytes) throws IOException {
    List<FastaRecord> records = new ArrayList<>();
    try (Fasta fasta = Fasta.read(new ByteArrayInputStream(bytes), "x")) {
      for (FastaRecord r = fasta.next(); r != null; r = fasta.next()) {
        records.add(r);
      }
    }
    return records;
  }

  /** Each letter of the file is a record's: none is lost, and none counts twice. */
  private static void readFastq(byte[] bytes) throws IOException {
    var in = new ByteArrayInputStream(bytes);
    int letters = 0;
    try (Fastq fastq = Fastq.read(in, "x", QualityEncoding.PHRED33)) {
      for (FastqRecord r = fastq.next(); r != null; r = fastq.next()) {
        assertEquals(r.bases().length, r.qualities().length);
        letters += 2 * r.bases().length;
      }
    }
    assertTrue(letters > 0);
    int inLines = 0;
    int left = 0;
    boolean bases = true;
    for (String line : Damage.lines(bytes)) {
      boolean header = left == 0 && (bases || !line.startsWith("+"));
      if (header && line.startsWith("@")) {
        bases = true;
      } else if (bases && line.startsWith("+")) {
        bases = false;
      } else {
        left += bases ? line.length() : -line.length();
        inLines += line.length();
      }
    }
    assertEquals(inLines, letters);
  }

  private static void readGenBank(byte[] bytes) throws IOException {
    checkFlatFile(genBank(bytes));
  }

  private static void readEmbl(byte[] bytes) throws IOException {
    checkFlatFile(embl(bytes));
  }

  private static List<AnnotatedSequence> genBank(byte[] bytes) throws IOException {
    try (FlatFile reader = GenBank.open(new ByteArrayInputStream(bytes), "x", lenient())) {
      return reader.readRest();
    }
  }

  private static List<AnnotatedSequence> embl(byte[] bytes) throws IOException {
    try (FlatFile reader = Embl.open(new ByteArrayInputStream(bytes), "x", lenient())) {
      return reader.readRest();
    }
  }

  private static FlatFileOptions lenient() {
    return FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP);
  }

  /** Records check their genes; their bases must be those that a FASTA record may have. */
  private static void checkFlatFile(List<AnnotatedSequence> records) {
    assertTrue(!records.isEmpty());
    for (AnnotatedSequence record : records) {
      assertEquals(record.length(), new FastaRecord("id", "", record.bases()).length());
    }
  }

  private static String twice(String record) {
    return record.replace("NAME", "s") + record.replace("NAME", "t");
  }
}
