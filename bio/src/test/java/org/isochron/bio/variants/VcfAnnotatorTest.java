package org.isochron.bio.variants;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.vcf.VCFFileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.isochron.bio.annotation.ChromosomeNames;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.splice.RandomTagger;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.variants.UnscoredAllele.Reason;
import org.isochron.bio.variants.VcfAnnotator.Misfits;
import org.isochron.core.io.FormatException;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VcfAnnotatorTest {
  private static final int LENGTH = 500;
  private static final DeltaConfig CONFIG = new DeltaConfig(10, 30, false, false);
  private static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
  private static final List<String> HEADER =
      List.of(
          "##fileformat=VCFv4.3",
          "##FILTER=<ID=q10,Description=\"Low\">",
          "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">",
          "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">",
          "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Quality\">");

  private static Workers workers;
  private static SpliceTagger tagger;
  private static String text;
  private static ReferenceSequences sequences;
  private static List<Gene> genes;

  @TempDir Path folder;

  @BeforeAll
  static void make() {
    workers = new Workers(2);
    tagger = RandomTagger.of(3);
    text = DeltaScorerTest.random(21, LENGTH);
    sequences = DeltaScorerTest.sequences("chr1", text);
    genes =
        List.of(
            Gene.of(
                "p|;1", "chr1", Strand.PLUS, List.of(new Interval(50, 90), new Interval(150, 200))),
            Gene.of(
                "m",
                "chr1",
                Strand.MINUS,
                List.of(new Interval(120, 160), new Interval(220, 300))));
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  private static String base(int position1) {
    return text.substring(position1 - 1, position1);
  }

  private static String other(int position1) {
    return base(position1).equals("A") ? "C" : "A";
  }

  private static String record(int position1, String reference, String alternative) {
    return "chr1\t" + position1 + "\t.\t" + reference + "\t" + alternative + "\t.\t.\t.";
  }

  private static String substitution(int position1) {
    return record(position1, base(position1), other(position1));
  }

  private Path file(List<String> records) throws IOException {
    List<String> lines = new ArrayList<>(HEADER);
    lines.add(COLUMNS);
    lines.addAll(records);
    return Files.write(folder.resolve("in.vcf"), lines);
  }

  private static VcfAnnotator.Options options(Misfits misfits) {
    SequenceNames names = new SequenceNames(sequences.names(), Optional.empty());
    return new VcfAnnotator.Options("ISOCHRON", names, misfits, "a \"test\"");
  }

  private static VcfAnnotator annotator(VariantGenes of, VcfAnnotator.Options options) {
    return new VcfAnnotator(new DeltaScorer(tagger, sequences, CONFIG, workers), of, options);
  }

  private List<String> annotate(List<String> records) throws IOException {
    Path out = folder.resolve("out.vcf");
    annotator(VariantGenes.of(genes), options(Misfits.REFUSE))
        .annotate(file(records), out, VcfAnnotator.Listener.NONE);
    return Files.readAllLines(out);
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  private static String entry(String allele, String symbol, DeltaScores s) {
    return String.format(
        Locale.ROOT,
        "%s|%s|%.2f|%.2f|%.2f|%.2f|%d|%d|%d|%d",
        allele,
        symbol,
        s.acceptorGain().score(),
        s.acceptorLoss().score(),
        s.donorGain().score(),
        s.donorLoss().score(),
        s.acceptorGain().position(),
        s.acceptorLoss().position(),
        s.donorGain().position(),
        s.donorLoss().position());
  }

  @Test
  void eachAlleleAndGeneHasAnEntryOnTheGenesStrand() throws IOException {
    String reference = text.substring(154, 156);
    String second = reference.charAt(0) + "GATTACA";
    List<String> lines = annotate(List.of(record(155, reference, other(155) + "," + second)));
    DeltaScorer scorer = new DeltaScorer(tagger, sequences, CONFIG, workers);
    List<String> expected = new ArrayList<>();
    for (String allele : List.of(other(155), second)) {
      Variant v = new Variant("chr1", 154, reference, allele);
      expected.add(entry(allele, "p%257C%3B1", scorer.score(v, Strand.PLUS)));
      expected.add(entry(allele, "m", scorer.score(v, Strand.MINUS)));
    }
    assertTrue(last(lines).endsWith("\tISOCHRON=" + String.join(",", expected)), last(lines));
  }

  @Test
  void withoutGenesBothStrandsAreScored() throws IOException {
    Path out = folder.resolve("out.vcf");
    VcfAnnotator.Counts counts =
        annotator(VariantGenes.bothStrands(), options(Misfits.REFUSE))
            .annotate(file(List.of(substitution(400))), out, VcfAnnotator.Listener.NONE);
    DeltaScorer scorer = new DeltaScorer(tagger, sequences, CONFIG, workers);
    Variant v = new Variant("chr1", 399, base(400), other(400));
    String plus = entry(other(400), "+", scorer.score(v, Strand.PLUS));
    String minus = entry(other(400), "-", scorer.score(v, Strand.MINUS));
    assertTrue(last(Files.readAllLines(out)).endsWith("ISOCHRON=" + plus + "," + minus));
    assertEquals(new VcfAnnotator.Counts(1, 1, 1, 2, Map.of()), counts);
  }

  @Test
  void theMaskIsThatOfEachGene() throws IOException {
    Gene other =
        Gene.of(
            "other", "chr1", Strand.PLUS, List.of(new Interval(52, 96), new Interval(140, 199)));
    List<Gene> overlapping = List.of(genes.get(0), other);
    DeltaScorer masked = new DeltaScorer(tagger, sequences, CONFIG.withMask(true), workers);
    List<String> records =
        Stream.of(88, 91, 93, 96, 142, 149).map(VcfAnnotatorTest::substitution).toList();
    Path out = folder.resolve("out.vcf");
    new VcfAnnotator(masked, VariantGenes.of(overlapping), options(Misfits.REFUSE))
        .annotate(file(records), out, VcfAnnotator.Listener.NONE);
    List<String> body = Files.readAllLines(out);
    boolean differ = false;
    for (int i = 0; i < records.size(); i++) {
      int position1 = Integer.parseInt(records.get(i).split("\t", -1)[1]);
      Variant v = new Variant("chr1", position1 - 1, base(position1), other(position1));
      List<DeltaScores> scores =
          masked.score(
              overlapping.stream()
                  .map(gene -> new DeltaScorer.Query(v, Strand.PLUS, KnownSites.of(gene)))
                  .toList());
      String expected =
          entry(other(position1), "p%257C%3B1", scores.get(0))
              + ","
              + entry(other(position1), "other", scores.get(1));
      String line = body.get(body.size() - records.size() + i);
      assertTrue(line.endsWith("\tISOCHRON=" + expected), line);
      differ |= !scores.get(0).equals(scores.get(1));
    }
    assertTrue(differ, "two genes of one strand have other annotated sites");
  }

  @Test
  void everythingElseOfARecordIsKeptAsItIsWritten() throws IOException {
    String start = "chr1\t60\trs1;x\t" + base(60) + "\t" + other(60) + "\t29.1234\tq10\t";
    List<String> lines = new ArrayList<>(HEADER);
    lines.add(COLUMNS + "\tFORMAT\tzeta\talpha");
    lines.add(start + "DP=7;AA=x\tGT:GQ\t0|1:012\t./.:.");
    lines.add(
        start
                .replace("\t60\t", "\t450\t")
                .replace("\t" + base(60) + "\t" + other(60), "\t" + base(450) + "\t" + other(450))
            + "DP=8\tGT\t0/0\t1|1");
    Path in = Files.write(folder.resolve("samples.vcf"), lines);
    Path out = folder.resolve("out.vcf");
    annotator(VariantGenes.of(genes), options(Misfits.REFUSE))
        .annotate(in, out, VcfAnnotator.Listener.NONE);
    List<String> written = Files.readAllLines(out);
    String first = written.get(written.size() - 2);
    assertTrue(first.startsWith(start + "DP=7;AA=x;ISOCHRON="), first);
    assertTrue(first.endsWith("\tGT:GQ\t0|1:012\t./.:."), first);
    assertEquals(lines.get(lines.size() - 1), last(written), "outside genes: unchanged");
    assertTrue(written.containsAll(HEADER));
    assertEquals(lines.get(lines.size() - 3), written.get(written.size() - 3), "columns");
  }

  @Test
  void htsjdkReadsWhatIsWritten() throws IOException {
    Path in =
        file(
            List.of(
                substitution(60), substitution(155), record(158, base(158), base(158) + "ACGT")));
    Path out = folder.resolve("out.vcf.gz");
    annotator(VariantGenes.of(genes), options(Misfits.REFUSE))
        .annotate(in, out, VcfAnnotator.Listener.NONE);
    try (VCFFileReader reader = new VCFFileReader(out, false)) {
      var line = reader.getFileHeader().getInfoHeaderLine("ISOCHRON");
      assertTrue(line.getDescription().contains("Format: ALLELE|SYMBOL|DS_AG|"), line.toString());
      assertEquals(
          LENGTH,
          reader.getFileHeader().getSequenceDictionary().getSequence("chr1").getSequenceLength());
      List<Integer> entries = new ArrayList<>();
      for (VariantContext record : reader) {
        List<String> found = record.getAttributeAsStringList("ISOCHRON", "");
        found.forEach(entry -> assertEquals(10, entry.split("\\|", -1).length, entry));
        entries.add(found.size());
      }
      assertEquals(List.of(1, 2, 2), entries);
    }
  }

  @Test
  void plainAndCompressedHoldTheSame() throws IOException {
    Path in = file(List.of(substitution(60), substitution(61)));
    Path zipped = folder.resolve("in.vcf.gz");
    try (var to = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      Files.copy(in, to);
    }
    VcfAnnotator annotator = annotator(VariantGenes.of(genes), options(Misfits.REFUSE));
    annotator.annotate(in, folder.resolve("a.vcf"), VcfAnnotator.Listener.NONE);
    annotator.annotate(zipped, folder.resolve("b.vcf.gz"), VcfAnnotator.Listener.NONE);
    try (var unzipped = DataStreams.open(folder.resolve("b.vcf.gz"))) {
      assertArrayEquals(Files.readAllBytes(folder.resolve("a.vcf")), unzipped.readAllBytes());
    }
  }

  @Test
  void whatHasNoScoresIsWrittenCountedAndReported() throws IOException {
    String tooLong = text.substring(59, 59 + 21);
    List<String> records =
        List.of(
            record(60, base(60), "<DEL>"),
            record(61, base(61), "*"),
            record(62, base(62), base(62) + "N"),
            record(63, base(63), "."),
            record(60, tooLong, base(60)),
            substitution(420),
            record(64, base(64), other(64) + ",*"),
            record(65, base(65), base(65) + "[chr1:300["),
            record(66, base(66), "<*>"));
    Path out = folder.resolve("out.vcf");
    List<UnscoredAllele> unscored = new ArrayList<>();
    VcfAnnotator.Listener listener =
        new VcfAnnotator.Listener() {
          @Override
          public void unscored(UnscoredAllele allele) {
            unscored.add(allele);
          }
        };
    VcfAnnotator.Counts counts =
        annotator(VariantGenes.of(genes), options(Misfits.REFUSE))
            .annotate(file(records), out, listener);
    assertEquals(
        List.of(
            Reason.SYMBOLIC,
            Reason.SPANNED,
            Reason.AMBIGUOUS,
            Reason.NO_ALTERNATIVE,
            Reason.TOO_LONG,
            Reason.OUTSIDE_GENES,
            Reason.SPANNED,
            Reason.SYMBOLIC,
            Reason.SPANNED),
        unscored.stream().map(UnscoredAllele::reason).toList());
    assertEquals("in.vcf:7", unscored.get(0).place());
    assertEquals(9, counts.records());
    assertEquals(9, counts.alleles());
    assertEquals(1, counts.scored());
    assertEquals(3, counts.unscored().get(Reason.SPANNED));
    List<String> written = Files.readAllLines(out);
    List<String> body = written.subList(written.size() - 9, written.size());
    for (int i = 0; i < 9; i++) {
      boolean scored = i == 6;
      assertEquals(scored, body.get(i).contains("ISOCHRON="), body.get(i));
      assertTrue(scored || body.get(i).equals(records.get(i)), body.get(i));
    }
  }

  @Test
  void anotherReferenceIsAnErrorWithItsPlaceOrListed() throws IOException {
    List<String> records =
        List.of(
            substitution(60),
            record(61, other(61), base(61)),
            "chr7\t5\t.\tA\tC\t.\t.\t.",
            record(LENGTH + 1, "A", "C"),
            "chr1\t0\t.\tN\tA\t.\t.\t.");
    FormatException e = assertThrows(FormatException.class, () -> annotate(records));
    assertTrue(e.getMessage().startsWith("in.vcf:8: "), e.getMessage());
    assertTrue(e.getMessage().contains("bases " + base(61)), e.getMessage());
    assertFalse(Files.exists(folder.resolve("out.vcf")), "whole or not at all");

    VcfAnnotator.Counts counts =
        annotator(VariantGenes.of(genes), options(Misfits.REPORT))
            .annotate(file(records), folder.resolve("out.vcf"), VcfAnnotator.Listener.NONE);
    assertEquals(
        Map.of(Reason.OTHER_REFERENCE, 2L, Reason.NO_SEQUENCE, 1L, Reason.AMBIGUOUS, 1L),
        counts.unscored());
    assertEquals(5, counts.records());
  }

  @Test
  void namesAreMatchedByChoiceAndTheMessageSaysHow() throws IOException {
    List<String> records = List.of(substitution(60).replaceFirst("chr1", "1"));
    FormatException e = assertThrows(FormatException.class, () -> annotate(records));
    assertTrue(e.getMessage().contains("names matched by prefix, 'chr1' is"), e.getMessage());
    SequenceNames names =
        new SequenceNames(sequences.names(), Optional.of(ChromosomeNames.prefixOnly()));
    VcfAnnotator.Options options = new VcfAnnotator.Options("OWN", names, Misfits.REFUSE, "test");
    Path out = folder.resolve("out.vcf");
    annotator(VariantGenes.of(genes), options)
        .annotate(file(records), out, VcfAnnotator.Listener.NONE);
    String line = last(Files.readAllLines(out));
    assertTrue(line.startsWith("1\t60\t") && line.contains("\tOWN="), line);
  }

  @Test
  void aFieldThatIsThereAlreadyIsNotReplaced() throws IOException {
    String record = substitution(60);
    String scored = record.substring(0, record.length() - 1) + "ISOCHRON=x";
    FormatException inRecord = assertThrows(FormatException.class, () -> annotate(List.of(scored)));
    assertTrue(inRecord.getMessage().startsWith("in.vcf:7: "), inRecord.getMessage());
    annotate(List.of(record));
    VcfAnnotator again = annotator(VariantGenes.of(genes), options(Misfits.REFUSE));
    FormatException inHeader =
        assertThrows(
            FormatException.class,
            () ->
                again.annotate(
                    folder.resolve("out.vcf"),
                    folder.resolve("again.vcf"),
                    VcfAnnotator.Listener.NONE));
    assertTrue(inHeader.getMessage().contains("ISOCHRON is there already"), inHeader.getMessage());
  }

  @Test
  void aContigOfAnotherLengthIsAnotherAssembly() throws IOException {
    Path in = folder.resolve("contig.vcf");
    Files.write(in, List.of("##fileformat=VCFv4.2", "##contig=<ID=chr1,length=499>", COLUMNS));
    FormatException e =
        assertThrows(
            FormatException.class,
            () ->
                annotator(VariantGenes.of(genes), options(Misfits.REFUSE))
                    .annotate(in, folder.resolve("o.vcf"), VcfAnnotator.Listener.NONE));
    assertEquals(
        "contig.vcf: header: contig chr1: expected the 500 bases of the sequence chr1, found 499:"
            + " another assembly",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "chr1 60 . A, in.vcf:7",
    "chr1 x . A C . . ., in.vcf:7",
    "chr1 60 . A C,in.vcf:7",
    "chr1 60 . J C . . ., in.vcf:7"
  })
  void aDamagedRecordIsAnErrorWithItsPlace(String record, String place) throws IOException {
    Path in = file(List.of(record.replace(' ', '\t')));
    VcfAnnotator annotator = annotator(VariantGenes.of(genes), options(Misfits.REFUSE));
    Path out = folder.resolve("out.vcf");
    FormatException e =
        assertThrows(
            FormatException.class, () -> annotator.annotate(in, out, VcfAnnotator.Listener.NONE));
    assertEquals(place, e.place(), e.getMessage());
    assertFalse(Files.exists(out));
  }

  @Test
  void whatIsNoVcfIsRefused() throws IOException {
    for (String content : List.of("", ">chr1\nACGT\n", "##fileformat=VCFv4.2\nchr1\t5\n")) {
      Path in = Files.writeString(folder.resolve("no.vcf"), content);
      VcfAnnotator annotator = annotator(VariantGenes.of(genes), options(Misfits.REFUSE));
      assertThrows(
          FormatException.class,
          () -> annotator.annotate(in, folder.resolve("o"), VcfAnnotator.Listener.NONE));
    }
  }

  @Test
  void bytesAreTheSameAtAnyNumberOfThreadsAndInAnyCompany() throws IOException {
    List<String> records =
        Stream.iterate(51, p -> p + 1).limit(140).map(VcfAnnotatorTest::substitution).toList();
    Path two = folder.resolve("two.vcf");
    VariantGenes of = VariantGenes.of(genes);
    annotator(of, options(Misfits.REFUSE)).annotate(file(records), two, VcfAnnotator.Listener.NONE);
    Path one = folder.resolve("one.vcf");
    try (Workers single = new Workers(1)) {
      new VcfAnnotator(
              new DeltaScorer(tagger, sequences, CONFIG, single), of, options(Misfits.REFUSE))
          .annotate(file(records), one, VcfAnnotator.Listener.NONE);
    }
    assertEquals(
        Files.readString(two, StandardCharsets.UTF_8),
        Files.readString(one, StandardCharsets.UTF_8));
    annotator(of, options(Misfits.REFUSE))
        .annotate(file(records.subList(100, 101)), one, VcfAnnotator.Listener.NONE);
    assertTrue(Files.readAllLines(two).contains(last(Files.readAllLines(one))));
  }
}
