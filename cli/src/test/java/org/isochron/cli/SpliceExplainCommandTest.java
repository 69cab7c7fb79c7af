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
import org.isochron.core.io.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpliceExplainCommandTest {
  @TempDir static Path shared;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    MadeData.trained(shared, shared.resolve("trained"));
    model = shared.resolve("trained/model.isoc");
  }

  private Run explain(String fasta, Object... more) throws IOException {
    Path file = Files.writeString(folder.resolve("s.fa"), fasta);
    Object[] args = {
      "splice", "explain", "--model", model, "--fasta", file, "--out", folder.resolve("out")
    };
    Object[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Run.isochron(all);
  }

  private static String plus() {
    return ">a\n" + MadeData.bases(5) + "\n";
  }

  private List<String> rows(String name) throws IOException {
    return Files.readAllLines(folder.resolve("out").resolve(name));
  }

  @Test
  void aRegionIsExplainedInTablesTracksAndAFigure() throws IOException {
    Run run = explain(plus(), "--region", "a:141-170", "--site", "donor:150", "--json");
    assertEquals(0, run.status(), run.err());
    assertEquals(1 + 3 * 30, rows("mutagenesis.tsv").size());
    assertEquals(1 + 30, rows("saliency.tsv").size());
    assertTrue(rows("sites.tsv").get(1).startsWith("a\t150\t+\tdonor\t"));
    for (String track :
        List.of(
            "mutagenesis.loss",
            "mutagenesis.gain",
            "saliency.integrated",
            "saliency.gradient-input")) {
      List<String> lines = rows(track + ".bedgraph");
      assertTrue(lines.get(0).startsWith("a\t140\t"), track + ": " + lines.get(0));
      assertEquals("170", lines.get(lines.size() - 1).split("\t", -1)[2], track);
    }
    String svg = Files.readString(folder.resolve("out/plots/saliency-1.svg"));
    assertTrue(svg.contains("<svg"), "a figure");
    JsonNode site =
        Json.tree(run.out().getBytes(StandardCharsets.UTF_8), "out").get("sites").get(0);
    assertEquals(150, site.get("position").asInt());
    assertEquals(90, site.get("substitutions").asInt());
  }

  @Test
  void theOtherStrandOfTheReverseComplementHasTheSameTable() throws IOException {
    Run run = explain(plus(), "--region", "a:141-160", "--site", "donor:150");
    assertEquals(0, run.status(), run.err());
    List<String> forward = rows("saliency.tsv");
    String turned = ">a\n" + MadeData.reversed(MadeData.bases(5)) + "\n";
    int end = MadeData.LENGTH + 1 - 141;
    Run minus =
        explain(
            turned,
            "--region",
            "a:" + (end - 19) + "-" + end,
            "--site",
            "donor:" + (MadeData.LENGTH + 1 - 150),
            "--strand",
            "-",
            "--force");
    assertEquals(0, minus.status(), minus.err());
    List<String> backward = rows("saliency.tsv");
    for (int i = 1; i <= 20; i++) {
      String[] a = forward.get(i).split("\t", -1);
      String[] b = backward.get(21 - i).split("\t", -1);
      assertEquals(a[11], b[11], "integrated gradients");
      assertEquals(a[6], b[9], "gradient by A, and by T of the other strand");
    }
  }

  @Test
  void withoutARegionEverySequenceIsExplainedByItsStrongestSite() throws IOException {
    String two = ">a\n" + MadeData.bases(5).substring(120, 180) + "\n>b\nacgtaggtaagtcc\n";
    Run run = explain(two);
    assertEquals(0, run.status(), run.err());
    assertEquals(3, rows("sites.tsv").size());
    assertEquals(1 + 3 * 74, rows("mutagenesis.tsv").size());
    assertTrue(Files.exists(folder.resolve("out/plots/saliency-2.svg")));
    assertFalse(Files.exists(folder.resolve("out/plots/saliency-3.svg")));
  }

  @ParameterizedTest
  @CsvSource({
    "--region, a:0-10, 2, NAME:START-END",
    "--region, a:10-9, 2, NAME:START-END",
    "--region, a, 2, NAME:START-END",
    "--region, b:1-10, 3, no sequence of the file is 'b'",
    "--region, a:390-401, 3, expected to end within the 400 bases",
    "--strand, x, 2, expected + or -",
    "--site, exon:5, 2, expected donor:POSITION",
    "--site, donor:0, 2, expected donor:POSITION",
    "--site, donor:401, 2, expected it in the region",
    "--context, -1, 2, --context: expected 0"
  })
  void wrongOptionsSayWhatIsExpected(String option, String value, int status, String message)
      throws IOException {
    Run run = explain(plus(), option, value);
    assertEquals(status, run.status(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(folder.resolve("out")), "nothing is left");
  }
}
