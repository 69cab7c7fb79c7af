package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpliceVariantsCommandTest {
  private static final String BASES = MadeData.bases(77).toUpperCase(Locale.ROOT);

  @TempDir static Path shared;
  private static Path model;

  @TempDir Path folder;
  private Path fasta;
  private Path annotation;

  @BeforeAll
  static void train() throws IOException {
    MadeData.trained(shared, shared.resolve("trained"));
    model = shared.resolve("trained/model.isoc");
  }

  @BeforeEach
  void write() throws IOException {
    fasta = Files.writeString(folder.resolve("s.fa"), ">chr1\n" + BASES + "\n");
    List<String> rows =
        List.of(
            "##gff-version 3",
            "chr1\tx\tgene\t31\t350\t.\t+\t.\tID=g",
            "chr1\tx\tmRNA\t31\t350\t.\t+\t.\tID=t;Parent=g",
            "chr1\tx\texon\t31\t150\t.\t+\t.\tParent=t",
            "chr1\tx\texon\t231\t350\t.\t+\t.\tParent=t");
    annotation = Files.write(folder.resolve("s.gff3"), rows);
  }

  private static String record(String chromosome, int position1, String alternative) {
    String reference = BASES.substring(position1 - 1, position1);
    return chromosome + "\t" + position1 + "\t.\t" + reference + "\t" + alternative + "\t.\t.\t.";
  }

  private Path vcf(String... records) throws IOException {
    String header = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    return Files.writeString(folder.resolve("in.vcf"), header + String.join("\n", records) + "\n");
  }

  private Run variants(Path vcf, Object... more) {
    Object[] args = {
      "splice",
      "variants",
      "--model",
      model,
      "--vcf",
      vcf,
      "--fasta",
      fasta,
      "--out",
      folder.resolve("out")
    };
    Object[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Run.isochron(all);
  }

  private List<String> written() throws IOException {
    return Files.readAllLines(folder.resolve("out/variants.vcf"));
  }

  @Test
  void recordsHaveScoresAndWhatHasNoneIsListed() throws IOException {
    Run run =
        variants(
            vcf(record("chr1", 151, "T"), record("chr1", 155, "<DEL>"), record("chr1", 390, "N")),
            "--annotation",
            annotation);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("3 records, 3 alternatives: 1 scored, 1 entry, in "), run.out());
    assertTrue(run.out().contains(" variants/s"), run.out());
    assertTrue(run.out().contains("no scores: 1, symbolic allele without bases"), run.out());
    List<String> lines = written();
    assertTrue(lines.get(lines.size() - 3).contains("\tISOCHRON=T|g|"), lines.toString());
    assertTrue(lines.contains("##contig=<ID=chr1,length=400>"));
    List<String> unscored = Files.readAllLines(folder.resolve("out/unscored.tsv"));
    assertEquals(3, unscored.size());
    assertTrue(unscored.get(1).startsWith("in.vcf:4\tchr1\t155\t"), unscored.get(1));
  }

  @Test
  void theInputsEndingOrTheOptionSaysWhetherToCompress() throws IOException {
    Path in = vcf(record("chr1", 151, "T"));
    Run run = variants(in, "--no-genes", "--compress");
    assertEquals(0, run.status(), run.err());
    assertTrue(Files.exists(folder.resolve("out/variants.vcf.gz")));
    assertFalse(Files.exists(folder.resolve("out/variants.vcf")));
    Run again = variants(in, "--no-genes");
    assertEquals(2, again.status(), "results are not overwritten");
    Run forced = variants(in, "--no-genes", "--force", "--json");
    assertEquals(0, forced.status(), forced.err());
    assertFalse(Files.exists(folder.resolve("out/variants.vcf.gz")), "nothing stale is left");
    JsonNode json = Json.tree(forced.out().getBytes(StandardCharsets.UTF_8), "out");
    assertEquals(2, json.get("entries").asInt());
    assertTrue(json.get("variantsPerSecond").asDouble() > 0);
  }

  @Test
  void namesAndMisfitsAreMattersOfChoice() throws IOException {
    Path in = vcf(record("1", 151, "T"));
    Run exact = variants(in, "--annotation", annotation);
    assertEquals(3, exact.status(), exact.out());
    assertTrue(exact.err().contains("in.vcf:3: "), exact.err());
    assertFalse(Files.exists(folder.resolve("out")));
    Run skipped = variants(in, "--annotation", annotation, "--skip-misfits");
    assertEquals(0, skipped.status(), skipped.err());
    assertTrue(skipped.out().contains("no scores: 1, no sequence of that name"), skipped.out());
    Run prefix =
        variants(in, "--annotation", annotation, "--chromosome-names", "prefix", "--force");
    assertEquals(0, prefix.status(), prefix.err());
    assertTrue(prefix.out().contains("1 scored"), prefix.out());
  }

  @Test
  void scoresDependOnMaskAndDistanceAsSaidInTheHeader() throws IOException {
    Path in = vcf(record("chr1", 151, "T"));
    Run run =
        variants(in, "--annotation", annotation, "-M", "-D", 10, "--context", 90, "--info-id", "X");
    assertEquals(0, run.status(), run.err());
    String header = String.join("\n", written());
    assertTrue(header.contains("distance 10, context 90, masked"), header);
    assertTrue(header.contains("##INFO=<ID=X,Number=.,Type=String"), header);
    assertTrue(header.contains("sha256 "), header);
  }

  @Test
  void wrongUsageSaysWhatIsExpected() throws IOException {
    Path in = vcf(record("chr1", 151, "T"));
    List<List<Object>> cases =
        List.of(
            List.of("Missing required", "--threads", 1),
            List.of("mutually exclusive", "--no-genes", "--annotation", annotation),
            List.of("--distance: expected 1 to", "--no-genes", "-D", 0),
            List.of("--info-id: expected letters", "--no-genes", "--info-id", "a b"),
            List.of(
                "--chromosome-names: expected a file",
                "--no-genes",
                "--chromosome-names",
                "nothing"),
            List.of("needs --annotation", "--no-genes", "--transcript-type", "mRNA"));
    for (List<Object> c : cases) {
      Run run = variants(in, c.subList(1, c.size()).toArray());
      assertEquals(2, run.status(), run.err());
      assertTrue(run.err().contains(c.get(0).toString()), run.err());
      assertFalse(Files.exists(folder.resolve("out")));
    }
  }

  @Test
  void anAnnotationOfOtherSequencesIsAnError() throws IOException {
    String other = Files.readString(annotation).replace("chr1", "chr9");
    Run run =
        variants(
            vcf(record("chr1", 151, "T")),
            "--annotation",
            Files.writeString(folder.resolve("other.gff3"), other));
    assertEquals(3, run.status());
    assertTrue(run.err().contains("other.gff3: no gene on the sequences of --fasta"), run.err());
  }
}
