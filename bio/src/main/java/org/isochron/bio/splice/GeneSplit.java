package org.isochron.bio.splice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.core.io.AtomicFile;

/**
 * Genes for training, validation and test; no gene is on two sides, and no group, unless the sides
 * are different chromosomes.
 *
 * @param train genes to fit
 * @param validation genes to stop early and choose thresholds by; possibly none
 * @param test genes to report on
 * @param leftOut genes that nothing is done with: they would be test genes, but share too much
 * @param byChromosome whether chromosomes were dealt, so that a group may be on two sides
 */
public record GeneSplit(
    List<SenseGene> train,
    List<SenseGene> validation,
    List<SenseGene> test,
    List<SenseGene> leftOut,
    boolean byChromosome) {
  private static final double DECIMALS = 1e12;

  /**
   * Checks that the sides are apart.
   *
   * @throws IllegalArgumentException if a gene comes twice, or a group is on two sides of a split
   *     that is not by chromosome
   */
  public GeneSplit {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    leftOut = List.copyOf(leftOut);
    Map<String, Integer> sideOfGroup = new HashMap<>();
    Set<String> ids = new HashSet<>();
    List<List<SenseGene>> sides = List.of(train, validation, test, leftOut);
    for (int side = 0; side < sides.size(); side++) {
      for (SenseGene gene : sides.get(side)) {
        if (!ids.add(gene.qualifiedId())) {
          throw new IllegalArgumentException("split: gene " + gene.qualifiedId() + " comes twice");
        }
        Integer earlier = sideOfGroup.putIfAbsent(gene.group(), side);
        boolean apart = !byChromosome && side < sides.size() - 1;
        if (apart && earlier != null && earlier != side) {
          throw new IllegalArgumentException("split: group " + gene.group() + " is on two sides");
        }
      }
    }
  }

  /** Makes a split of which nothing is left out, by group. */
  public GeneSplit(List<SenseGene> train, List<SenseGene> validation, List<SenseGene> test) {
    this(train, validation, test, List.of(), false);
  }

  /**
   * Returns what validation and test leave to training: 1 − test − validation, to twelve decimals.
   *
   * @param validation share of the genes
   * @param test share of the genes
   */
  public static double trainingShare(double validation, double test) {
    // 1 - 0.2 - 0.1 in binary is a hair more than 0.7.
    return Math.rint((1 - test - validation) * DECIMALS) / DECIMALS;
  }

  private List<SenseGene> seen() {
    List<SenseGene> seen = new ArrayList<>(train);
    seen.addAll(validation);
    return seen;
  }

  /** Compares test with training and validation together. */
  public LeakReport leakCheck() {
    return LeakCheck.of(seen(), test);
  }

  /**
   * Returns this split without the test genes that share sequence with training or validation
   * genes.
   *
   * @param bound a test gene is left out if a larger fraction of its k-mers occurs in them, or if
   *     its window overlaps one of theirs
   * @throws IllegalArgumentException if the bound is not in 0 to 1
   */
  public GeneSplit leavingOut(double bound) {
    LeakReport report = LeakCheck.of(seen(), test, LeakCheck.DEFAULT_K, bound);
    List<SenseGene> kept = new ArrayList<>();
    List<SenseGene> out = new ArrayList<>(leftOut);
    for (int i = 0; i < test.size(); i++) {
      LeakReport.GeneLeak leak = report.genes().get(i);
      boolean leaks = leak.overlaps() || leak.sharedFraction() > bound;
      (leaks ? out : kept).add(test.get(i));
    }
    return new GeneSplit(train, validation, kept, out, byChromosome);
  }

  /** Returns one species' part of each side. */
  public GeneSplit ofSpecies(String name) {
    return new GeneSplit(
        ofSpecies(name, train),
        ofSpecies(name, validation),
        ofSpecies(name, test),
        ofSpecies(name, leftOut),
        byChromosome);
  }

  private static List<SenseGene> ofSpecies(String name, List<SenseGene> genes) {
    return genes.stream().filter(gene -> gene.species().equals(name)).toList();
  }

  /** Returns the groups that are both in training and in validation: none of a split by group. */
  public List<String> groupsOfTrainingAndValidation() {
    return LeakCheck.commonGroups(train, validation);
  }

  /**
   * Writes {@code split.tsv}: a header {@code gene group set}, then a line per gene, tab-separated;
   * whole or not at all. Where species are named a column {@code species} follows, and in a split
   * by chromosome a column {@code chromosome}. The set of a gene that is left out is {@code
   * left-out}.
   *
   * @throws IOException if the file cannot be written
   */
  public void save(Path file) throws IOException {
    AtomicFile.writeText(file, SplitFile.text(this));
  }

  /**
   * Reads what {@link #save} wrote. Of a split of several species, the lines of those that are not
   * in the set say nothing.
   *
   * @param genes the set that was split
   * @throws org.isochron.core.io.FormatException if a line breaks the format, names a gene or a
   *     group that the set does not have, or a gene of the set is missing
   * @throws IOException if the file cannot be read
   */
  public static GeneSplit load(Path file, GeneSet genes) throws IOException {
    return SplitFile.load(file, genes);
  }
}
