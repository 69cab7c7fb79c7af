package org.isochron.bio.variants;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.variant.variantcontext.Allele;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isochron.bio.Damage;
import org.isochron.bio.fasta.Gzip;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedVcfTest {
  private static final String HEADER =
      """
      ##fileformat=VCFv4.3
      ##FILTER=<ID=q10,Description="Low">
      ##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">
      ##INFO=<ID=END,Number=1,Type=Integer,Description="End">
      ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
      ##contig=<ID=chr1,length=500>
      #CHROM POS ID REF ALT QUAL FILTER INFO FORMAT a b
      """
          .replaceAll("(?m) (?!\\d)", "\t")
          .replace("Description=\"End", "Description=\"End");
  private static final String RECORD = "chr1\t60\trs1\tA\tC\t29.5\tq10\tDP=7\tGT\t0|1\t1/1\n";
  private static final String GOOD =
      HEADER
          + RECORD
          + "chr1\t70\t.\tACG\tA,ACGT,*\t.\tPASS\t.\tGT\t0/1\t./.\n"
          + "chr1\t71\t.\tC\t<DEL>\t.\t.\tEND=90;DP=3\tGT\t0/1\t./.\n"
          + "chr1\t75\t.\tG\tG]chr1:300]\t.\t.\t.\tGT\t0/1\t./.\n"
          + "chr2\t5\t.\tT\t.\t.\t.\t.\tGT\t0/0\t0/0\n";

  @TempDir Path folder;

  /** What is read is what the columns say. */
  private static List<String> read(Path file) throws IOException {
    List<String> records = new ArrayList<>();
    try (VcfLines lines = VcfLines.open(file)) {
      for (VcfLines.Line line = lines.next(); line != null; line = lines.next()) {
        String[] columns = line.columns();
        assertEquals(columns[0], line.context().getContig());
        assertEquals(Integer.parseInt(columns[1]), line.context().getStart());
        assertEquals(
            columns[3].toUpperCase(Locale.ROOT), line.context().getReference().getBaseString());
        List<Allele> alleles = line.context().getAlternateAlleles();
        List<String> written =
            columns[4].equals(".") ? List.of() : Arrays.asList(line.alternatives());
        assertEquals(
            written.stream().map(w -> w.toUpperCase(Locale.ROOT)).toList(),
            alleles.stream().map(a -> a.getDisplayString().toUpperCase(Locale.ROOT)).toList());
        records.add(String.join("\t", columns));
      }
    }
    return records;
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    Path file = folder.resolve("x.vcf");
    Damage.check(
        "VCF",
        GOOD.getBytes(UTF_8),
        Pattern.compile("x\\.vcf:( header: |[0-9]+: )"),
        bytes -> {
          List<String> records = read(Files.write(file, bytes));
          List<String> lines = new ArrayList<>(Damage.lines(bytes));
          lines.removeIf(line -> line.startsWith("#"));
          assertEquals(
              lines, records.stream().map(r -> new String(r.getBytes(UTF_8), ISO_8859_1)).toList());
        });
  }

  @Test
  void damagedGzipIsRefusedOrHoldsTheSame() throws IOException {
    Path file = folder.resolve("x.vcf.gz");
    Path plain = Files.writeString(folder.resolve("x.vcf"), GOOD);
    List<String> whole = read(plain);
    Damage.check(
        "VCF, gzip",
        Gzip.member(GOOD),
        Pattern.compile("x\\.vcf\\.gz:( header: | byte [0-9]+: |[0-9]+: )"),
        bytes -> assertEquals(whole, read(Files.write(file, bytes))));
  }

  static Stream<Arguments> records() {
    return Stream.of(
        damage("POS: expected a number from 0, found '-60'", "\t60\t", "\t-60\t"),
        damage("POS: expected a number from 0, found '+60'", "\t60\t", "\t+60\t"),
        damage("POS: expected a number from 0, found '6e1'", "\t60\t", "\t6e1\t"),
        damage("POS: expected a number from 0, found ''", "\t60\t", "\t\t"),
        damage("no VCF record", "\t60\t", "\t99999999999\t"),
        damage("no VCF record", "rs1", ""),
        damage("no VCF record", "\tA\t", "\t\t"),
        damage("no VCF record", "\tA\t", "\t.\t"),
        damage("no VCF record", "\tA\t", "\tJ\t"),
        damage("no VCF record", "\tA\t", "\tR\t"),
        damage("no VCF record", "\tA\t", "\t<DEL>\t"),
        damage("ALT: expected bases, *, <ID> or a breakend, found ''", "\tC\t", "\t\t"),
        damage("ALT: expected bases, *, <ID> or a breakend, found ''", "\tC\t", "\tC,,G\t"),
        damage("ALT: expected bases, *, <ID> or a breakend, found '.'", "\tC\t", "\t.,G\t"),
        damage("ALT: expected bases, *, <ID> or a breakend, found ' G'", "\tC\t", "\tC, G\t"),
        damage("ALT: expected bases, *, <ID> or a breakend, found 'Y'", "\tC\t", "\tY\t"),
        damage("ALT: expected bases, *, <ID> or a breakend, found '<DEL'", "\tC\t", "\t<DEL\t"),
        damage("ALT: expected bases, *, <ID> or a breakend, found 'C[1'", "\tC\t", "\tC[1\t"),
        damage("no VCF record: an allele stands twice in REF A and ALT A", "\tC\t", "\tA\t"),
        damage("no VCF record", "\tC\t", "\tC,C\t"),
        damage("no VCF record", "29.5", "high"),
        damage("no VCF record", "29.5", "-29.5"),
        damage("no VCF record", "q10", ""),
        damage("no VCF record", "q10", "0"),
        damage("no VCF record", "DP=7", ""),
        damage("no VCF record", "DP=7", "DP=7 8"),
        damage("no VCF record", "DP=7", "END=x"),
        damage(
            "expected 11 columns, separated by tabs, as the header names with its samples,"
                + " found 10",
            "\t1/1",
            ""),
        damage(
            "expected 11 columns, separated by tabs, as the header names with its samples,"
                + " found 12",
            "1/1",
            "1/1\t0/0"),
        damage(
            "expected 11 columns, separated by tabs, as the header names with its samples,"
                + " found 4",
            "\tC\t29.5\tq10\tDP=7\tGT\t0|1\t1/1",
            ""),
        damage(
            "expected 11 columns, separated by tabs, as the header names with its samples,"
                + " found 1",
            "\t",
            " "),
        damage("expected a record, found a line that starts with #", "chr1", "#chr1"));
  }

  private static Arguments damage(String message, String from, String to) {
    return Arguments.of(message, from, to);
  }

  @ParameterizedTest(name = "{1} to {2}")
  @MethodSource("records")
  void aRecordThatBreaksTheFormatIsRefusedAtItsLine(String message, String from, String to)
      throws IOException {
    String damaged = RECORD.replace(from, to);
    assertTrue(!damaged.equals(RECORD));
    Path file = Files.writeString(folder.resolve("x.vcf"), HEADER + RECORD + damaged);
    FormatException e = assertThrows(FormatException.class, () -> read(file));
    assertEquals("x.vcf:9", e.place());
    assertTrue(e.getMessage().startsWith("x.vcf:9: " + message), e.getMessage());
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        damage("x.vcf:1: expected ##fileformat=VCFv4", "##fileformat=VCFv4.3\n", ""),
        damage("x.vcf:1: expected ##fileformat=VCFv4", "VCFv4.3", "VCFv3.3"),
        damage("x.vcf: header: ", "VCFv4.3", "VCFv4.9"),
        damage("x.vcf: header: ", "\tPOS\tID", "\tID\tPOS"),
        damage("x.vcf: header: ", "\ta\tb", ""),
        damage("x.vcf:7: sample 'a' is named twice", "\ta\tb", "\ta\ta"),
        damage("x.vcf:7: expected a header line #CHROM", "#CHROM", "CHROM"),
        damage("x.vcf: header: ", "Number=1,", ""),
        damage("x.vcf: header: ", "Number=1", "Number=one"),
        damage("x.vcf: header: ", "Type=Integer", "Type=Whole"),
        damage("x.vcf: header: ", "\"Depth\"", "\"Depth"),
        damage("x.vcf: header: ", "<ID=chr1,", "<"),
        damage("x.vcf: header: ", "length=500", "length=long"));
  }

  @ParameterizedTest(name = "{1} to {2}")
  @MethodSource("headers")
  void aHeaderThatBreaksTheFormatIsRefused(String message, String from, String to)
      throws IOException {
    String damaged = HEADER.replace(from, to);
    assertTrue(!damaged.equals(HEADER));
    Path file = Files.writeString(folder.resolve("x.vcf"), damaged + RECORD);
    FormatException e = assertThrows(FormatException.class, () -> read(file));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void aFileThatIsCutAnywhereInItsCompressionIsRefused() throws IOException {
    byte[] whole = Gzip.member(GOOD);
    for (int size = 3; size < whole.length; size += 7) {
      Path file = Files.write(folder.resolve("x.vcf.gz"), Arrays.copyOf(whole, size));
      FormatException e = assertThrows(FormatException.class, () -> read(file));
      assertTrue(e.getMessage().contains("truncated gzip file"), e.getMessage());
    }
    assertArrayEquals(
        GOOD.getBytes(UTF_8), Files.readAllBytes(Files.writeString(folder.resolve("x.vcf"), GOOD)));
  }
}
