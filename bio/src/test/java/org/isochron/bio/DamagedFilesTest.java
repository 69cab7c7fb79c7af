package org.isochron.bio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.isochron.core.io.FormatException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small good files, damaged at random: read as something well-formed, or refused with a place. */
class DamagedFilesTest {
  private static final long SEED = 20261126;
  private static final int TRIALS = 2000;
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

  private interface Reader {
    /** Reads a whole file and checks what it read. */
    void read(byte[] bytes) throws IOException;
  }

  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of("FASTA", FASTA, (Reader) DamagedFilesTest::readFasta),
        Arguments.of("FASTQ", FASTQ, (Reader) DamagedFilesTest::readFastq),
        Arguments.of("GenBank", twice(GENBANK), (Reader) DamagedFilesTest::readGenBank),
        Arguments.of("EMBL", twice(EMBL), (Reader) DamagedFilesTest::readEmbl));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void damagedFilesAreReadOrRefusedButNeverBreakTheReader(String format, String good, Reader reader)
      throws IOException {
    reader.read(good.getBytes(UTF_8));
    AtomicInteger trial = new AtomicInteger();
    int refused =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> refused(good, reader, trial),
            () -> format + ": hangs, seed " + SEED + ", trial " + trial);
    assertTrue(refused > TRIALS / 4, format + ": refused " + refused);
    assertTrue(refused < TRIALS, format + ": refused all");
  }

  private static int refused(String good, Reader reader, AtomicInteger trial) {
    SplittableRandom random = new SplittableRandom(SEED);
    int refused = 0;
    for (; trial.get() < TRIALS; trial.incrementAndGet()) {
      byte[] bytes = good.getBytes(UTF_8);
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        bytes = damage(bytes, random);
      }
      try {
        reader.read(bytes);
      } catch (FormatException e) {
        assertTrue(e.getMessage().matches("(?s)x: ?(byte )?[0-9].*"), e.getMessage());
        refused++;
      } catch (IOException | RuntimeException e) {
        String damaged = new String(bytes, ISO_8859_1);
        throw new AssertionError("seed " + SEED + ", trial " + trial + ":\n" + damaged, e);
      }
    }
    return refused;
  }

  private static byte[] damage(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(6)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[at] = (byte) random.nextInt(256);
        yield flipped;
      }
      case 1 -> {
        // A letter of the file itself elsewhere: damage that looks right.
        byte[] copied = bytes.clone();
        copied[at] = bytes[random.nextInt(bytes.length)];
        yield copied;
      }
      case 2 -> without(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 12)));
      case 3 -> Arrays.copyOf(bytes, at);
      default -> withLines(bytes, random);
    };
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] rest = new byte[bytes.length - (to - from)];
    System.arraycopy(bytes, 0, rest, 0, from);
    System.arraycopy(bytes, to, rest, from, bytes.length - to);
    return rest;
  }

  /** Swaps two lines, or writes one twice, or leaves one out. */
  private static byte[] withLines(byte[] bytes, SplittableRandom random) {
    List<String> lines =
        new ArrayList<>(Arrays.asList(new String(bytes, ISO_8859_1).split("(?<=\n)", -1)));
    int i = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> Collections.swap(lines, i, random.nextInt(lines.size()));
      case 1 -> lines.add(random.nextInt(lines.size() + 1), lines.get(i));
      default -> lines.remove(i);
    }
    return String.join("", lines).getBytes(ISO_8859_1);
  }

  /** What is read can be written and read again. */
  private static void readFasta(byte[] bytes) throws IOException {
    List<FastaRecord> records = fasta(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FastaWriter.write(out, records, 7);
    assertEquals(records, fasta(out.toByteArray()));
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

  private static void readFastq(byte[] bytes) throws IOException {
    var in = new ByteArrayInputStream(bytes);
    int records = 0;
    try (Fastq fastq = Fastq.read(in, "x", QualityEncoding.PHRED33)) {
      for (FastqRecord r = fastq.next(); r != null; r = fastq.next()) {
        assertEquals(r.bases().length, r.qualities().length);
        records++;
      }
    }
    assertTrue(records > 0);
  }

  private static void readGenBank(byte[] bytes) throws IOException {
    readFlatFile(GenBank.open(new ByteArrayInputStream(bytes), "x", lenient()));
  }

  private static void readEmbl(byte[] bytes) throws IOException {
    readFlatFile(Embl.open(new ByteArrayInputStream(bytes), "x", lenient()));
  }

  private static FlatFileOptions lenient() {
    return FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP);
  }

  /** Records check their genes; their bases must be those that a FASTA record may have. */
  private static void readFlatFile(FlatFile reader) throws IOException {
    try (reader) {
      List<AnnotatedSequence> records = reader.readRest();
      assertTrue(!records.isEmpty());
      for (AnnotatedSequence record : records) {
        assertEquals(record.length(), new FastaRecord("id", "", record.bases()).length());
      }
    }
  }

  private static String twice(String record) {
    return record.replace("NAME", "s") + record.replace("NAME", "t");
  }
}
