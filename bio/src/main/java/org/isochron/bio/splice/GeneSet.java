package org.isochron.bio.splice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.isochron.bio.annotation.AnnotatedGenome;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.ChromosomeNames;
import org.isochron.bio.annotation.FlatFile;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.GenomeFiles;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.SkippedFeature;
import org.isochron.bio.annotation.Transcript;

/** Annotated genes ready for training: cut out, read in sense direction, labelled and grouped. */
public final class GeneSet {
  private final List<SenseGene> genes;
  private final SpliceMotifs motifs;
  private final List<SkippedFeature> skipped;

  private GeneSet(List<SenseGene> genes, SpliceMotifs motifs, List<SkippedFeature> skipped) {
    this.genes = genes;
    this.motifs = motifs;
    this.skipped = List.copyOf(skipped);
  }

  /**
   * Reads a GenBank or EMBL file with {@link GeneSetConfig#defaults()}.
   *
   * @throws org.isochron.core.io.FormatException if the file breaks the format
   * @throws IOException if it cannot be read
   */
  public static GeneSet read(Path genBank) throws IOException {
    return read(genBank, GeneSetConfig.defaults());
  }

  /**
   * Reads a GenBank or EMBL file.
   *
   * @throws org.isochron.core.io.FormatException if the file breaks the format
   * @throws IOException if it cannot be read
   */
  public static GeneSet read(Path genBank, GeneSetConfig config) throws IOException {
    return read(List.of(genBank), config);
  }

  /**
   * Reads some GenBank and EMBL files into one set.
   *
   * @throws org.isochron.core.io.FormatException if a file breaks the format
   * @throws IOException if one cannot be read
   * @throws IllegalArgumentException if two files hold the same sequence id
   */
  public static GeneSet read(List<Path> genBank, GeneSetConfig config) throws IOException {
    List<AnnotatedSequence> sequences = new ArrayList<>();
    List<SkippedFeature> skipped = new ArrayList<>();
    for (Path file : genBank) {
      try (FlatFile reader = FlatFile.open(file, config.genBank())) {
        sequences.addAll(reader.readRest());
        skipped.addAll(reader.skipped());
      }
    }
    return of(sequences, config, skipped);
  }

  /**
   * Reads some genomes with their annotations into one set.
   *
   * @param sequenceName gives the FASTA files' name for a sequence, from the annotations'; {@link
   *     UnaryOperator#identity} where they agree
   * @throws org.isochron.core.io.FormatException if a file breaks the format, or the two of a pair
   *     do not fit together: {@link AnnotatedGenome#read}
   * @throws IOException if one cannot be read
   * @throws IllegalArgumentException if two genomes hold the same sequence or gene id
   */
  public static GeneSet readGenomes(
      List<GenomeFiles> genomes, GeneSetConfig config, UnaryOperator<String> sequenceName)
      throws IOException {
    List<AnnotatedGenome> read = new ArrayList<>();
    for (GenomeFiles files : genomes) {
      read.add(AnnotatedGenome.read(files, config.annotation(), sequenceName));
    }
    return ofGenomes(read, config);
  }

  /**
   * Reads some genomes with their annotations, which may call the chromosomes by different names,
   * into one set.
   *
   * @param names which of them mean the same
   * @throws org.isochron.core.io.FormatException as {@link #readGenomes(List, GeneSetConfig,
   *     UnaryOperator)}
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if two genomes hold the same sequence or gene id
   */
  public static GeneSet readGenomes(
      List<GenomeFiles> genomes, GeneSetConfig config, ChromosomeNames names) throws IOException {
    List<AnnotatedGenome> read = new ArrayList<>();
    for (GenomeFiles files : genomes) {
      read.add(AnnotatedGenome.read(files, config.annotation(), names));
    }
    return ofGenomes(read, config);
  }

  private static GeneSet ofGenomes(List<AnnotatedGenome> genomes, GeneSetConfig config) {
    List<AnnotatedSequence> sequences = new ArrayList<>();
    List<SkippedFeature> skipped = new ArrayList<>();
    for (AnnotatedGenome genome : genomes) {
      sequences.addAll(genome.sequences());
      skipped.addAll(genome.skipped());
    }
    return of(sequences, config, skipped);
  }

  /**
   * Makes a set from sequences that are already read.
   *
   * @throws IllegalArgumentException if two sequences or two genes have the same id
   */
  public static GeneSet of(List<AnnotatedSequence> sequences, GeneSetConfig config) {
    return of(sequences, config, List.of());
  }

  private static GeneSet of(
      List<AnnotatedSequence> sequences, GeneSetConfig config, List<SkippedFeature> skipped) {
    Set<String> sequenceIds = new HashSet<>();
    Set<String> geneIds = new HashSet<>();
    List<SenseGene> cut = new ArrayList<>();
    for (AnnotatedSequence sequence : sequences) {
      if (!sequenceIds.add(sequence.id())) {
        throw new IllegalArgumentException("sequences: duplicate id " + sequence.id());
      }
      for (Gene gene : sequence.genes()) {
        if (!geneIds.add(gene.id())) {
          throw new IllegalArgumentException("genes: duplicate id " + gene.id());
        }
        cut.add(SenseGene.of(sequence, gene, config.flank(), gene.id()));
      }
    }
    List<SenseGene> grouped = GeneGroups.assign(cut, config.grouping());
    List<SkippedFeature> all = new ArrayList<>(skipped);
    sequences.forEach(sequence -> sequence.genes().forEach(gene -> addShortGaps(gene, all)));
    return new GeneSet(grouped, SpliceMotifs.of(sequences), all);
  }

  private static void addShortGaps(Gene gene, List<SkippedFeature> to) {
    for (Interval gap : gene.shortGaps()) {
      String reason =
          "a gap of " + gap.length() + " bases, no intron: shorter than " + Transcript.MIN_INTRON;
      to.add(
          new SkippedFeature(gene.id(), gene.id(), (gap.start() + 1) + ".." + gap.end(), reason));
    }
  }

  /** Returns the genes, in the file's order. */
  public List<SenseGene> genes() {
    return genes;
  }

  /** Returns the number of genes. */
  public int size() {
    return genes.size();
  }

  /** Returns the number of groups. */
  public int groups() {
    return (int) genes.stream().map(SenseGene::group).distinct().count();
  }

  /** Returns the ends of the introns, counted. */
  public SpliceMotifs motifs() {
    return motifs;
  }

  /**
   * Returns what was left out: features, by a lenient reading, and gaps between exons that are too
   * short for introns, with the gene's id as their place.
   */
  public List<SkippedFeature> skipped() {
    return skipped;
  }

  /**
   * Splits into training and test, whole groups on one side.
   *
   * @param train share of the genes for training, strictly between 0 and 1
   * @param seed the same seed gives the same split
   * @throws IllegalArgumentException if a share is out of range, or the groups leave a side empty
   */
  public GeneSplit splitByGroup(double train, long seed) {
    return new GroupSplitter(genes, seed).split(train, 0);
  }

  /**
   * Splits into training, validation and test, whole groups on one side.
   *
   * @param train share of the genes for training, positive
   * @param validation share of the genes for validation, at least 0; both together below 1
   * @param seed the same seed gives the same split
   * @throws IllegalArgumentException if a share is out of range, or the groups leave a side empty
   */
  public GeneSplit splitByGroup(double train, double validation, long seed) {
    return new GroupSplitter(genes, seed).split(train, validation);
  }
}
