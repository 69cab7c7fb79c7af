package org.isochron.bio.variants;

import static org.isochron.bio.variants.VcfMade.COLUMNS;
import static org.isochron.bio.variants.VcfMade.CONFIG;
import static org.isochron.bio.variants.VcfMade.HEADER;
import static org.isochron.bio.variants.VcfMade.LENGTH;
import static org.isochron.bio.variants.VcfMade.annotate;
import static org.isochron.bio.variants.VcfMade.annotator;
import static org.isochron.bio.variants.VcfMade.base;
import static org.isochron.bio.variants.VcfMade.entry;
import static org.isochron.bio.variants.VcfMade.file;
import static org.isochron.bio.variants.VcfMade.genes;
import static org.isochron.bio.variants.VcfMade.last;
import static org.isochron.bio.variants.VcfMade.options;
import static org.isochron.bio.variants.VcfMade.other;
import static org.isochron.bio.variants.VcfMade.record;
import static org.isochron.bio.variants.VcfMade.sequences;
import static org.isochron.bio.variants.VcfMade.substitution;
import static org.isochron.bio.variants.VcfMade.tagger;
import static org.isochron.bio.variants.VcfMade.text;
import static org.isochron.bio.variants.VcfMade.workers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.vcf.VCFFileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.fasta.Gzip;
import org.isochron.bio.variants.VcfAnnotator.Misfits;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VcfAnnotatorTest {
  @TempDir Path folder;

  @BeforeAll
  static void make() {
    VcfMade.make();
  }

  @AfterAll
  static void close() {
    VcfMade.close();
  }

  @Test
  void eachAlleleAndGeneHasAnEntryOnTheGenesStrand() throws IOException {
    String reference = text.substring(154, 156);
    String second = reference.charAt(0) + "GATTACA";
    List<String> lines =
        annotate(folder, List.of(record(155, reference, other(155) + "," + second)));
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
            .annotate(file(folder, List.of(substitution(400))), out, VcfAnnotator.Listener.NONE);
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
    List<String> records = Stream.of(88, 91, 93, 96, 142, 149).map(VcfMade::substitution).toList();
    Path out = folder.resolve("out.vcf");
    new VcfAnnotator(masked, VariantGenes.of(overlapping), options(Misfits.REFUSE))
        .annotate(file(folder, records), out, VcfAnnotator.Listener.NONE);
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
            folder,
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
    Path in = file(folder, List.of(substitution(60), substitution(61)));
    Path zipped = Files.write(folder.resolve("in.vcf.gz"), Gzip.member(Files.readString(in)));
    VcfAnnotator annotator = annotator(VariantGenes.of(genes), options(Misfits.REFUSE));
    annotator.annotate(in, folder.resolve("a.vcf"), VcfAnnotator.Listener.NONE);
    annotator.annotate(zipped, folder.resolve("b.vcf.gz"), VcfAnnotator.Listener.NONE);
    try (var unzipped = DataStreams.open(folder.resolve("b.vcf.gz"))) {
      assertArrayEquals(Files.readAllBytes(folder.resolve("a.vcf")), unzipped.readAllBytes());
    }
  }

  @Test
  void bytesAreTheSameAtAnyNumberOfThreadsAndInAnyCompany() throws IOException {
    List<String> records =
        Stream.iterate(51, p -> p + 1).limit(140).map(VcfMade::substitution).toList();
    Path two = folder.resolve("two.vcf");
    VariantGenes of = VariantGenes.of(genes);
    annotator(of, options(Misfits.REFUSE))
        .annotate(file(folder, records), two, VcfAnnotator.Listener.NONE);
    Path one = folder.resolve("one.vcf");
    try (Workers single = new Workers(1)) {
      new VcfAnnotator(
              new DeltaScorer(tagger, sequences, CONFIG, single), of, options(Misfits.REFUSE))
          .annotate(file(folder, records), one, VcfAnnotator.Listener.NONE);
    }
    assertEquals(
        Files.readString(two, StandardCharsets.UTF_8),
        Files.readString(one, StandardCharsets.UTF_8));
    annotator(of, options(Misfits.REFUSE))
        .annotate(file(folder, records.subList(100, 101)), one, VcfAnnotator.Listener.NONE);
    assertTrue(Files.readAllLines(two).contains(last(Files.readAllLines(one))));
  }
}
