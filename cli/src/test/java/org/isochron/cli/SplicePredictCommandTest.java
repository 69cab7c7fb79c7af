package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.Dataset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

class SplicePredictCommandTest {
  @TempDir static Path shared;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    MadeData.trained(shared, shared.resolve("trained"));
    model = shared.resolve("trained/model.isoc");
  }

  private Run predict(String threshold, Object... fasta) {
    return predict(threshold, List.of(fasta), List.of());
  }

  private Run predict(String threshold, List<Object> fasta, List<Object> more) {
    List<Object> words =
        new ArrayList<>(List.of("splice", "predict", "--model", model, "--threshold", threshold));
    words.addAll(List.of("--out", folder.resolve("out"), "--force", "--fasta"));
    words.addAll(fasta);
    words.addAll(more);
    return Run.isochron(words.toArray());
  }

  private Path fasta(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void bothStrandsAreCalledAtForwardCoordinates() throws IOException {
    String bases = MadeData.bases(99);
    String both = ">plus\n" + bases + "\n>turned\n" + MadeData.reversed(bases) + "\n";
    Path fasta = fasta("both.fa", both);
    Run run = predict("1e-9", List.of(fasta), List.of("--strands", "apart"));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("2 sequences, 800 bases, 3,192 sites"), run.out());
    assertTrue(run.err().contains("\nturned: 400 bases, "), run.err());
    // All but the four at the ends whose intron would lie outside: 2 strands, donor and acceptor.
    Map<String, String> apart = sites("plus", false);
    assertEquals(4 * MadeData.LENGTH - 4, apart.size());
    assertEquals(apart, sites("turned", true), "a sequence and its reverse complement agree");

    assertEquals(0, predict("1e-9", fasta).status());
    Map<String, String> together = sites("plus", false);
    Map<String, String> turned = sites("turned", true);
    assertTrue(together.size() > MadeData.LENGTH, together.size() + " sites");
    assertNotEquals(apart, together);
    together.forEach(
        (site, p) -> {
          float other = Float.parseFloat(turned.getOrDefault(site, "0"));
          assertEquals(Float.parseFloat(p), other, 1e-5 * other + 2e-9, site);
        });
  }

  /** Returns probabilities by position, strand and kind, of a sequence that may be turned round. */
  private Map<String, String> sites(String id, boolean turned) throws IOException {
    Map<String, String> sites = new TreeMap<>();
    List<String> tsv = Files.readAllLines(folder.resolve("out/sites.tsv"));
    for (String line : tsv.subList(1, tsv.size())) {
      String[] c = line.split("\t", -1);
      int position1 = Integer.parseInt(c[1]);
      int position = turned ? MadeData.LENGTH + 1 - position1 : position1;
      String strand = turned == c[2].equals("+") ? "-" : "+";
      if (c[0].equals(id)) {
        sites.put(position + strand + c[3], c[4]);
      }
    }
    return sites;
  }

  @Test
  void aModelWithoutThresholdsOfWholeRecordsSaysSo() throws IOException {
    Path fasta = fasta("a.fa", ">a\n" + MadeData.bases(3) + "\n");
    assertFalse(predictFrom("--fasta", fasta).err().contains("no thresholds of whole records"));
    Path plain = folder.resolve("plain");
    assertEquals(0, MadeData.train(folder, plain, "--no-whole-records").status());
    List<Object> words = List.of("splice", "predict", "--model", plain.resolve("model.isoc"));
    List<Object> files = List.of("--fasta", fasta, "--out", folder.resolve("out"), "--force");
    Run run = Run.isochron(Stream.concat(words.stream(), files.stream()).toArray());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("the model has no thresholds of whole records"), run.err());
  }

  @Test
  void bedIsZeroBasedAndAgreesWithTheTable() throws IOException {
    assertEquals(0, predict("1e-9", fasta("a.fa", ">a\n" + MadeData.bases(3) + "\n")).status());
    List<String> bed = Files.readAllLines(folder.resolve("out/sites.bed"));
    List<String> tsv = Files.readAllLines(folder.resolve("out/sites.tsv"));
    assertEquals(bed.size() + 1, tsv.size());
    for (int i = 0; i < bed.size(); i++) {
      String[] b = bed.get(i).split("\t", -1);
      String[] t = tsv.get(i + 1).split("\t", -1);
      int start0 = Integer.parseInt(b[1]);
      assertEquals(start0 + 1, Integer.parseInt(b[2]));
      assertEquals(start0 + 1, Integer.parseInt(t[1]));
      assertEquals(t[0] + t[2] + t[3], b[0] + b[5] + b[3]);
      assertEquals(Math.round(1000 * Float.parseFloat(t[4])), Integer.parseInt(b[4]));
    }
    assertTrue(bed.get(0).startsWith("a\t0\t1\t"), bed.get(0));
  }

  @Test
  void highThresholdCallsNothing() throws IOException {
    assertEquals(0, predict("1", fasta("a.fa", ">a\nacgtacgtac\n")).status());
    assertEquals("", Files.readString(folder.resolve("out/sites.bed")));
  }

  @Test
  void oneIsSingular() throws IOException {
    Run run = predict("1", fasta("a.fa", ">a\nc\n"));
    assertTrue(run.out().startsWith("1 sequence, 1 base, 0 sites, "), run.out());
  }

  @Test
  void thresholdOutOfRangeIsWrongUsage() throws IOException {
    Run run = predict("1.5", fasta("a.fa", ">a\nacgt\n"));
    assertEquals(2, run.status());
    assertTrue(run.err().contains("--threshold: expected above 0 and at most 1, found 1.5"));
  }

  @Test
  void sameIdInTwoFilesIsRefused() throws IOException {
    Path a = fasta("a.fa", ">x\nacgt\n");
    Path b = fasta("b.fa", ">x\nacgt\n");
    Run run = predict("0.5", a, b);
    assertEquals(3, run.status());
    assertTrue(run.err().contains(b + ": duplicate id 'x', first used in " + a), run.err());
    assertTrue(Files.notExists(folder.resolve("out")));
  }

  private Run predictFrom(Object... source) {
    List<Object> words = new ArrayList<>(List.of("splice", "predict", "--model", model));
    words.addAll(List.of("--out", folder.resolve("out"), "--threshold", "1e-9", "--force"));
    words.addAll(List.of(source));
    return Run.isochron(words.toArray());
  }

  @Test
  void genBankSequencesGiveTheSitesOfTheSameFasta() throws IOException {
    StringBuilder fasta = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      fasta.append(">s").append(i).append('\n').append(MadeData.bases(i)).append('\n');
    }
    assertEquals(0, predictFrom("--fasta", fasta("s.fa", fasta.toString())).status());
    String expected = Files.readString(folder.resolve("out/sites.tsv"));
    // A location that no gene can have: only the sequence is read.
    String text =
        MadeData.record("s0", "join(31..150,other:231..350)", MadeData.bases(0))
            + MadeData.record("s1", "31..350", MadeData.bases(1));
    Run run = predictFrom("--genbank", fasta("s.gb", text));
    assertEquals(0, run.status(), run.err());
    assertEquals(expected, Files.readString(folder.resolve("out/sites.tsv")));
  }

  @Test
  void exactlyOneSourceIsTaken() throws IOException {
    assertEquals(2, predictFrom().status());
    assertEquals(2, predictFrom("--fasta", fasta("a.fa", ">a\nacgt\n"), "--genbank", "b").status());
    Run unknown = predictFrom("--dataset", "dmel-augusts");
    assertEquals(2, unknown.status());
    assertTrue(unknown.err().contains("dmel-augustus"), unknown.err());
    Run absent = predictFrom("--dataset", "human-chr16", "--data", folder);
    assertEquals(3, absent.status());
    assertTrue(absent.err().contains("--data"), absent.err());
  }

  @Test
  void theSequenceFilesOfADatasetAreKnownByTheirFirstLines() throws IOException {
    Path fasta = MadeData.gzip(folder.resolve("a.txt.gz"), "\n>a\nacgt\n", 0);
    assertEquals(SequenceFile.Kind.FASTA, SequenceFile.kindOf(fasta));
    Path release = fasta("r.seq", "GBPRI1.SEQ  Genetic Sequence Data Bank\n\nLOCUS       x\n");
    assertEquals(SequenceFile.Kind.FLAT_FILE, SequenceFile.kindOf(release));
    assertNull(SequenceFile.kindOf(fasta("a.gff3", "##gff-version 3\n")));
    assertNull(SequenceFile.kindOf(fasta("a.arff", "@relation splice\n")));
    assertNull(SequenceFile.kindOf(fasta("empty", "")));
  }

  private static Voice quiet() {
    TalkOptions quiet = new TalkOptions();
    quiet.quiet = true;
    return new Voice(new Console(System.out, System.err, List.of()), quiet);
  }

  @Test
  @ExtendWith(OwnDataHome.class)
  void theBundledDatasetHoldsSequences() throws IOException {
    SequenceOptions options = new SequenceOptions();
    options.data = new DataOption();
    options.source = new SequenceOptions.Source();
    options.source.dataset = "dmel-augustus";
    List<SequenceFile> files = options.files(quiet());
    assertEquals(1, files.size());
    try (SequenceFile.Reader reader = files.get(0).open()) {
      assertTrue(reader.next().id().startsWith("chr2R_"));
    }
  }

  @Test
  void aDatasetWithoutSequencesIsWrongUsage() throws IOException {
    Dataset uci = Catalog.standard().find("uci-splice");
    List<Path> files = List.of(fasta("splice.arff", "@relation splice\n"));
    CommandException e =
        assertThrows(CommandException.class, () -> SequenceOptions.holding(uci, files, quiet()));
    assertEquals(2, e.status());
    assertTrue(
        e.getMessage().contains("expected FASTA, FASTQ, GenBank or EMBL sequences, found: ARFF"),
        e.getMessage());
  }
}
