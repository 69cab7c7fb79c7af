package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import htsjdk.tribble.bed.BEDCodec;
import htsjdk.tribble.bed.BEDFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.tracks.PredictedIntron;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What splice predict writes and reads beside BED, TSV and FASTA. */
class SplicePredictOutputsTest {
  @TempDir static Path shared;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    MadeData.trained(shared, shared.resolve("trained"));
    model = shared.resolve("trained/model.isoc");
  }

  private Run predict(String out, Object... more) {
    List<Object> words = new ArrayList<>(List.of("splice", "predict", "--model", model));
    words.addAll(List.of("--out", folder.resolve(out), "--threshold", "1e-9"));
    words.addAll(List.of(more));
    return Run.isochron(words.toArray());
  }

  private static void done(Run run) {
    assertEquals(0, run.status(), run.err());
  }

  /** Writes a sequence of 1,600 bases, in lines of 100. */
  private Path fasta(String name, String id) throws IOException {
    StringBuilder text = new StringBuilder(">" + id + "\n");
    for (int i = 0; i < 16; i++) {
      text.append(MadeData.bases(i / 4), i % 4 * 100, i % 4 * 100 + 100).append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private List<String> lines(String out, String name) throws IOException {
    return Files.readAllLines(folder.resolve(out).resolve(name));
  }

  /** Returns the sites of the table as position, strand, kind, and their probabilities. */
  private Map<String, Float> table(String out) throws IOException {
    Map<String, Float> sites = new HashMap<>();
    List<String> lines = lines(out, "sites.tsv");
    for (String line : lines.subList(1, lines.size())) {
      String[] c = line.split("\t", -1);
      sites.put(c[1] + c[2] + c[3], Float.parseFloat(c[4]));
    }
    return sites;
  }

  @Test
  void everyFormatHoldsTheSameSites() throws IOException {
    Path fasta = fasta("a.fa", "a");
    Run run = predict("all", "--fasta", fasta, "--format", "bed,tsv,gff3,bedgraph,bedgraph-signed");
    done(run);
    assertTrue(run.out().contains("donor.minus.bedgraph"), run.out());
    Map<String, Float> table = table("all");
    assertEquals(4 * 1600 - 4, table.size());
    for (String kind : List.of("donor", "acceptor")) {
      for (String strand : List.of("plus", "minus")) {
        String file = kind + "." + strand + ".bedgraph";
        BEDCodec codec = new BEDCodec();
        int at = 0;
        for (String line : lines("all", file)) {
          BEDFeature f = codec.decode(line);
          assertEquals(at + 1, f.getStart(), file);
          for (at = f.getStart(); at <= f.getEnd(); at++) {
            Float site = table.get(at + (strand.equals("plus") ? "+" : "-") + kind);
            float track = Float.parseFloat(f.getName());
            assertTrue(site == null ? track < 1e-9f : site == track, file + ":" + at);
          }
          at = f.getEnd();
        }
        assertEquals(1600, at, file);
      }
    }
    Set<String> features = new TreeSet<>();
    for (String line : lines("all", "sites.gff3")) {
      String[] c = line.split("\t", -1);
      if (c.length == 9 && !c[2].equals("intron")) {
        String kind = c[2].startsWith("five") ? "donor" : "acceptor";
        features.add(c[8].replace("exon_base=", "") + c[6] + kind);
      }
    }
    assertEquals(new TreeSet<>(table.keySet()), features);
    assertTrue(Files.exists(folder.resolve("all/donor.bedgraph")), "signed");
  }

  @Test
  void intronsLieBetweenNeighbours() throws IOException {
    Path fasta = fasta("a.fa", "a");
    done(predict("all", "--fasta", fasta));
    double[] sorted = table("all").values().stream().mapToDouble(p -> p).sorted().toArray();
    double threshold = sorted[sorted.length - 60];
    Path out = folder.resolve("few");
    done(
        Run.isochron(
            List.of(
                    List.of("splice", "predict", "--model", model, "--fasta", fasta),
                    List.of("--threshold", threshold, "--format", "tsv,gff3", "--out", out))
                .stream()
                .flatMap(List::stream)
                .toArray()));
    List<SpliceSite> sites = new ArrayList<>();
    table("few")
        .forEach(
            (site, p) -> {
              String[] parts = site.split("(?<=[+-])|(?=[+-])", -1);
              sites.add(
                  new SpliceSite(
                      "a",
                      Integer.parseInt(parts[0]) - 1,
                      parts[1].equals("+") ? Strand.PLUS : Strand.MINUS,
                      SpliceSite.Kind.valueOf(parts[2].toUpperCase(Locale.ROOT)),
                      p));
            });
    List<String> expected =
        PredictedIntron.of(sites).stream()
            .map(i -> (i.interval().start() + 1) + " " + i.interval().end())
            .toList();
    assertFalse(expected.isEmpty(), "introns among " + sites.size() + " sites");
    assertEquals(
        expected,
        lines("few", "sites.gff3").stream()
            .map(line -> line.split("\t", -1))
            .filter(c -> c.length == 9 && c[2].equals("intron"))
            .map(c -> c[3] + " " + c[4])
            .toList());
  }

  @Test
  void aRunReplacesTheFormatsOfTheOneBefore() throws IOException {
    Path fasta = fasta("a.fa", "a");
    done(predict("again", "--fasta", fasta, "--format", "gff3,bedgraph-signed"));
    assertFalse(Files.exists(folder.resolve("again/sites.bed")));
    assertEquals(2, predict("again", "--fasta", fasta, "--format", "bed").status(), "no --force");
    done(predict("again", "--fasta", fasta, "--format", "bed", "--force"));
    assertFalse(Files.exists(folder.resolve("again/sites.gff3")));
    assertFalse(Files.exists(folder.resolve("again/donor.bedgraph")));
    Run wrong = predict("again", "--fasta", fasta, "--format", "vcf");
    assertEquals(2, wrong.status());
    assertTrue(wrong.err().contains("expected bed, tsv, gff3, bedgraph, bedgraph-signed"));
  }

  @Test
  void aRegionHasTheSitesOfTheWholeAtTheSamePlaces() throws IOException {
    Path fasta = fasta("a.fa", "chr7");
    done(predict("whole", "--fasta", fasta));
    Run run =
        predict("part", "--fasta", fasta, "--region", "chr7:301-1,300", "--format", "tsv,bedgraph");
    done(run);
    // The surroundings reach both ends here, so that nothing differs.
    Map<String, Float> expected = table("whole");
    expected
        .keySet()
        .removeIf(
            site -> {
              int position = Integer.parseInt(site.replaceFirst("[+-].*", ""));
              return position < 301 || position > 1300;
            });
    assertEquals(expected, table("part"));
    List<String> track = lines("part", "acceptor.plus.bedgraph");
    assertTrue(track.get(0).startsWith("chr7\t300\t"), track.get(0));
    assertTrue(track.get(track.size() - 1).split("\t", -1)[2].equals("1300"));
  }

  @Test
  void aRegionOfABgzipFileIsThatOfThePlainOne() throws IOException {
    Path fasta = fasta("a.fa", "a");
    Path bgzip = folder.resolve("a.fa.gz");
    try (var out = new BlockCompressedOutputStream(bgzip.toFile())) {
      out.write(Files.readAllBytes(fasta));
    }
    Run plain = predict("plain", "--fasta", fasta, "--region", "a:11-20");
    done(plain);
    assertTrue(plain.err().contains("no .fai beside it"), plain.err());
    assertTrue(plain.out().contains("1 sequence, 10 bases, 40 sites"), plain.out());
    done(predict("bgzip", "--fasta", bgzip, "--region", "a:11-20"));
    assertEquals(lines("plain", "sites.tsv"), lines("bgzip", "sites.tsv"));
    Path gzip = MadeData.gzip(folder.resolve("b.fa.gz"), Files.readString(fasta), 0);
    Run refused = predict("gzip", "--fasta", gzip, "--region", "a:11-20");
    assertEquals(3, refused.status());
    assertTrue(refused.err().contains("compress it with bgzip"), refused.err());
  }

  @Test
  void aRegionIsNamedByAnAlias() throws IOException {
    Path fasta = fasta("a.fa", "NC_000007.14");
    done(predict("x", "--fasta", fasta, "--region", "chr7:1-9", "--chromosome-names", "GRCh38"));
    Path table = Files.writeString(folder.resolve("names.tsv"), "seven\tNC_000007.14\n");
    done(predict("y", "--fasta", fasta, "--region", "seven:1-9", "--chromosome-names", table));
    assertEquals(lines("x", "sites.tsv"), lines("y", "sites.tsv"));
    Run unnamed = predict("z", "--fasta", fasta, "--region", "chr7:1-9");
    assertEquals(3, unnamed.status());
    assertTrue(unnamed.err().contains("no sequence of the file is 'chr7'"), unnamed.err());
    Run beyond = predict("z", "--fasta", fasta, "--region", "NC_000007.14:1-1601");
    assertEquals(3, beyond.status());
    assertTrue(beyond.err().contains("has 1600 bases, --region ends at 1601"), beyond.err());
    for (String region : List.of("chr7", "chr7:0-5", "chr7:5-4", "chr7:1-99999999999")) {
      assertEquals(2, predict("z", "--fasta", fasta, "--region", region).status(), region);
    }
    Run unknown = predict("z", "--fasta", fasta, "--region", "a:1-2", "--chromosome-names", "hg99");
    assertEquals(2, unknown.status());
    assertTrue(unknown.err().contains("found 'hg99'"), unknown.err());
  }

  @Test
  void fastqEmblAndGzipGiveTheSitesOfTheSameFasta() throws IOException {
    String bases = MadeData.bases(5);
    Path fasta = Files.writeString(folder.resolve("s.fa"), ">s\n" + bases + "\n");
    done(predict("fasta", "--fasta", fasta));
    List<String> expected = lines("fasta", "sites.tsv");
    Path zipped = MadeData.gzip(folder.resolve("s.fa.gz"), ">s\n" + bases + "\n", 0);
    done(predict("gzip", "--fasta", zipped));
    assertEquals(expected, lines("gzip", "sites.tsv"));
    String quality = "I".repeat(bases.length());
    Path fastq =
        Files.writeString(folder.resolve("s.fq"), "@s\n" + bases + "\n+\n" + quality + "\n");
    done(predict("fastq", "--fastq", fastq));
    assertEquals(expected, lines("fastq", "sites.tsv"));
    assertEquals(SequenceFile.Kind.FASTQ, SequenceFile.kindOf(fastq));
    StringBuilder embl = new StringBuilder();
    embl.append("ID   s; SV 1; linear; genomic DNA; STD; INV; 400 BP.\n");
    embl.append("SQ   Sequence 400 BP;");
    for (char base : "acgt".toCharArray()) {
      long count = bases.chars().filter(c -> c == base).count();
      embl.append(' ').append(count).append(' ').append(Character.toUpperCase(base)).append(';');
    }
    embl.append(" 0 other;\n");
    for (int i = 0; i < 400; i += 60) {
      StringBuilder line = new StringBuilder("     ");
      int end = Math.min(400, i + 60);
      for (int j = i; j < end; j += 10) {
        line.append(bases, j, Math.min(end, j + 10)).append(' ');
      }
      embl.append(line).append(" ".repeat(72 - line.length())).append("%8d%n".formatted(end));
    }
    Path flat = Files.writeString(folder.resolve("s.embl"), embl.append("//\n"));
    assertEquals(SequenceFile.Kind.FLAT_FILE, SequenceFile.kindOf(flat));
    done(predict("embl", "--genbank", flat));
    assertEquals(expected, lines("embl", "sites.tsv"));
  }

  @Test
  void runsOfNAreRead() throws IOException {
    String text = ">n\n" + "N".repeat(5000) + MadeData.bases(3) + "N".repeat(9000) + "\n";
    Path fasta = Files.writeString(folder.resolve("n.fa"), text);
    Run run = predict("n", "--fasta", fasta, "--format", "bedgraph");
    done(run);
    for (String line : lines("n", "donor.plus.bedgraph")) {
      float p = Float.parseFloat(line.split("\t", -1)[3]);
      assertTrue(p >= 0 && p <= 1, line);
    }
  }
}
