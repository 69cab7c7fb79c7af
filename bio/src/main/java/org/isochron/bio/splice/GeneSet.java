package org.isochron.bio.splice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final List<String> species;
  private final SpliceMotifs motifs;
  private final List<SkippedFeature> skipped;
  private final List<SpeciesSequences> sequences;
  private final IsoformRule isoforms;

  private GeneSet(
      List<SenseGene> genes,
      List<SpeciesSequences> sequences,
      IsoformRule isoforms,
      List<SkippedFeature> skipped) {
    this.genes = genes;
    this.sequences = List.copyOf(sequences);
    this.isoforms = isoforms;
    this.skipped = List.copyOf(skipped);
    species =
        sequences.stream().map(SpeciesSequences::species).filter(name -> !name.isEmpty()).toList();
    motifs = SpliceMotifs.of(sequences.stream().flatMap(of -> of.list().stream()).toList());
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
    List<SpeciesFiles> files = List.of(new SpeciesFiles("", genBank, List.of()));
    return readSpecies(files, config, UnaryOperator.identity());
  }

  /**
   * Reads some genomes with their annotations into one set.
   *
   * @param sequenceName gives the FASTA files' name for a sequence, from the annotations'; {@link
   *     UnaryOperator#identity} where they agree
   * @throws org.isochron.core.io.FormatException if a file breaks the format, or the two of a pair
   *     do not fit together: {@link AnnotatedGenome#read}
   * @throws IOException if one cannot be read
   * @throws IllegalArgumentException if two genomes hold the same sequence id
   */
  public static GeneSet readGenomes(
      List<GenomeFiles> genomes, GeneSetConfig config, UnaryOperator<String> sequenceName)
      throws IOException {
    List<SpeciesFiles> files = List.of(new SpeciesFiles("", List.of(), genomes));
    return readSpecies(files, config, sequenceName);
  }

  /**
   * Reads some genomes with their annotations, which may call the chromosomes by different names,
   * into one set.
   *
   * @param names which of them mean the same
   * @throws org.isochron.core.io.FormatException as {@link #readGenomes(List, GeneSetConfig,
   *     UnaryOperator)}
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if two genomes hold the same sequence id
   */
  public static GeneSet readGenomes(
      List<GenomeFiles> genomes, GeneSetConfig config, ChromosomeNames names) throws IOException {
    List<SpeciesFiles> files =
        List.of(new SpeciesFiles("", List.of(), genomes, Optional.of(names)));
    return readSpecies(files, config, UnaryOperator.identity());
  }

  /**
   * Reads the files of some species into one set, in which each gene knows its species. A gene of a
   * name that an earlier file of the species has used is called {@code NAME.2}, {@code NAME.3} and
   * so on.
   *
   * @param files of each species, by different names; a single one may have none
   * @param sequenceName as {@link #readGenomes(List, GeneSetConfig, UnaryOperator)} takes it; of a
   *     species whose chromosomes have a table of names, that is asked instead
   * @throws org.isochron.core.io.FormatException if a file breaks its format, or the two of a pair
   *     do not fit together
   * @throws IOException if one cannot be read
   * @throws IllegalArgumentException if species have the same name, or one of several has none, or
   *     sequences or genes of one species have the same id
   */
  public static GeneSet readSpecies(
      List<SpeciesFiles> files, GeneSetConfig config, UnaryOperator<String> sequenceName)
      throws IOException {
    SpeciesFiles.checkNames(files.stream().map(SpeciesFiles::name).toList());
    List<SpeciesSequences> all = new ArrayList<>();
    List<SkippedFeature> skipped = new ArrayList<>();
    for (SpeciesFiles of : files) {
      GeneNames names = new GeneNames();
      List<AnnotatedSequence> sequences = new ArrayList<>();
      for (Path file : of.flatFiles()) {
        try (FlatFile reader = FlatFile.open(file, config.genBank())) {
          sequences.addAll(names.distinct(reader.readRest()));
          skipped.addAll(reader.skipped());
        }
      }
      for (GenomeFiles pair : of.genomes()) {
        AnnotatedGenome genome =
            of.chromosomes().isPresent()
                ? AnnotatedGenome.read(pair, config.annotation(), of.chromosomes().get())
                : AnnotatedGenome.read(pair, config.annotation(), sequenceName);
        sequences.addAll(names.distinct(genome.sequences()));
        skipped.addAll(genome.skipped());
      }
      all.add(new SpeciesSequences(of.name(), sequences));
    }
    return of(all, config, skipped);
  }

  /**
   * Makes a set from sequences that are already read.
   *
   * @throws IllegalArgumentException if two sequences or two genes have the same id
   */
  public static GeneSet of(List<AnnotatedSequence> sequences, GeneSetConfig config) {
    return of(List.of(new SpeciesSequences("", sequences)), config, List.of());
  }

  /**
   * Makes a set of several species from sequences that are already read.
   *
   * @param sequences of each species, by its name, in the map's order
   * @throws IllegalArgumentException if a name is none, or two sequences or two genes of one
   *     species have the same id
   */
  public static GeneSet ofSpecies(
      Map<String, List<AnnotatedSequence>> sequences, GeneSetConfig config) {
    SpeciesFiles.checkNames(List.copyOf(sequences.keySet()));
    List<SpeciesSequences> all = new ArrayList<>();
    sequences.forEach((name, list) -> all.add(new SpeciesSequences(name, list)));
    return of(all, config, List.of());
  }

  private static GeneSet of(
      List<SpeciesSequences> species, GeneSetConfig config, List<SkippedFeature> skipped) {
    List<SenseGene> cut = new ArrayList<>();
    species.forEach(of -> cut(of, config, cut));
    List<SenseGene> grouped = GeneGroups.assign(cut, config.grouping());
    List<SkippedFeature> all = new ArrayList<>(skipped);
    cut.forEach(gene -> addShortGaps(gene.gene(), all));
    return new GeneSet(grouped, species, config.isoforms(), all);
  }

  private static void cut(SpeciesSequences of, GeneSetConfig config, List<SenseGene> to) {
    Set<String> sequenceIds = new HashSet<>();
    Set<String> geneIds = new HashSet<>();
    for (AnnotatedSequence sequence : of.list()) {
      if (!sequenceIds.add(sequence.id())) {
        throw new IllegalArgumentException("sequences: duplicate id " + sequence.id());
      }
      for (Gene gene : sequence.genes()) {
        if (!geneIds.add(gene.id())) {
          throw new IllegalArgumentException("genes: duplicate id " + gene.id());
        }
        to.add(SenseGene.of(of.species(), sequence, gene, config.flank(), config.isoforms()));
      }
    }
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

  /** Returns the names of the species, in the files' order; empty where none was named. */
  public List<String> species() {
    return species;
  }

  /** Returns the sequences that the genes are on, of each species. */
  List<SpeciesSequences> sequences() {
    return sequences;
  }

  /** Returns what is labelled where transcripts disagree. */
  IsoformRule isoforms() {
    return isoforms;
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

  /**
   * Splits by chromosome: of each species, the genes on the named chromosomes measure or choose;
   * for a side that no chromosome of a species is named for, a share of its genes on other
   * chromosomes is dealt by group. A group may be on two sides: {@link GeneSplit#leakCheck} says
   * which, and what they share.
   *
   * @param plan the chromosomes
   * @param validation share for validation where no chromosome is named, at least 0
   * @param test share for test where no chromosome is named, at least 0; both together below 1
   * @param seed the same seed gives the same split
   * @throws IllegalArgumentException if a chromosome has no gene, is named for both, or is one of
   *     several species', a share is out of range, or the groups leave a side empty
   */
  public GeneSplit splitByChromosome(
      ChromosomePlan plan, double validation, double test, long seed) {
    return new ChromosomeSplitter(genes, plan, seed).split(validation, test);
  }
}
