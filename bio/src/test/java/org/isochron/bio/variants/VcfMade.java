package org.isochron.bio.variants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.RandomTagger;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.variants.VcfAnnotator.Misfits;
import org.isochron.core.recurrence.Workers;

/** A tagger, a sequence with two genes, and VCF files on it; made before a class of tests. */
final class VcfMade {
  static final int LENGTH = 500;
  static final DeltaConfig CONFIG = new DeltaConfig(10, 30, false, false);
  static final String COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
  static final List<String> HEADER =
      List.of(
          "##fileformat=VCFv4.3",
          "##FILTER=<ID=q10,Description=\"Low\">",
          "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">",
          "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">",
          "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Quality\">");

  static Workers workers;
  static SpliceTagger tagger;
  static String text;
  static ReferenceSequences sequences;
  static List<Gene> genes;

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

  static void close() {
    workers.close();
  }

  static String base(int position1) {
    return text.substring(position1 - 1, position1);
  }

  static String other(int position1) {
    return base(position1).equals("A") ? "C" : "A";
  }

  static String record(int position1, String reference, String alternative) {
    return "chr1\t" + position1 + "\t.\t" + reference + "\t" + alternative + "\t.\t.\t.";
  }

  static String substitution(int position1) {
    return record(position1, base(position1), other(position1));
  }

  static Path file(Path folder, List<String> records) throws IOException {
    List<String> lines = new ArrayList<>(HEADER);
    lines.add(COLUMNS);
    lines.addAll(records);
    return Files.write(folder.resolve("in.vcf"), lines);
  }

  static VcfAnnotator.Options options(Misfits misfits) {
    SequenceNames names = new SequenceNames(sequences.names(), Optional.empty());
    return new VcfAnnotator.Options("ISOCHRON", names, misfits, "a \"test\"");
  }

  static VcfAnnotator annotator(VariantGenes of, VcfAnnotator.Options options) {
    return new VcfAnnotator(new DeltaScorer(tagger, sequences, CONFIG, workers), of, options);
  }

  static List<String> annotate(Path folder, List<String> records) throws IOException {
    Path out = folder.resolve("out.vcf");
    annotator(VariantGenes.of(genes), options(Misfits.REFUSE))
        .annotate(file(folder, records), out, VcfAnnotator.Listener.NONE);
    return Files.readAllLines(out);
  }

  static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  static String entry(String allele, String symbol, DeltaScores s) {
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
}
