package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.Loss;

/**
 * What the network learns of a stretch of bases as a whole, beside its sites: heads on the same
 * layers, each on what these say over the stretch's steps. Weights are factors of the heads' losses
 * in the objective, where that of the sites has 1; a head of weight 0 is not there.
 *
 * <p>Strand: whether the stretch is read in its gene's direction. Species: which of those that are
 * trained together it is of; such a network does not read the species. Usage: log(1 + RNA-seq reads
 * that span the stretch's introns). After Caruana 1997, doi 10.1023/A:1007379606734.
 *
 * @param strand weight of the strand, at least 0
 * @param species weight of the species, at least 0
 * @param usage weight of the usage, at least 0
 * @param pooling what the heads read
 * @param units of each head's hidden layer, at least 1
 * @param antisense what the reverse complements of chunks, which come with the strand, teach of
 *     sites
 * @param labelFraction share of the training genes whose sites and structure are taught, above 0 to
 *     1; of the others only what the heads here need is known
 */
public record TaskConfig(
    double strand,
    double species,
    double usage,
    Pooling pooling,
    int units,
    Antisense antisense,
    double labelFraction) {
  /** Name of the head of the strand, in model files too. */
  public static final String STRAND = "strand";

  /** Name of the head of the species. */
  public static final String SPECIES = "species";

  /** Name of the head of the usage. */
  public static final String USAGE = "usage";

  private static final double SHARPNESS = 1;

  /** What a head reads of the layers' output. */
  public enum Pooling {
    /** Its mean over the stretch. */
    MEAN(Head.Scope.SEQUENCE_MEAN),
    /** That of each direction at the end of its own pass. */
    LAST(Head.Scope.SEQUENCE_LAST),
    /**
     * That of each step, and the bases around it: the head answers at every step, is taught the
     * same at every step, and the stretch's answer is that of the mean of the steps' outputs.
     */
    STEPS(Head.Scope.STEP),
    /**
     * That of each step, and the bases around it: the stretch is the class that the steps speak for
     * most strongly, by {@link Loss.Kind#POOLED_CROSS_ENTROPY}; one site says what it is. The
     * usage, a number, is read as with {@link #STEPS}.
     */
    STRONGEST(Head.Scope.STEP);

    private final Head.Scope scope;

    Pooling(Head.Scope scope) {
      this.scope = scope;
    }

    /** Returns how many targets a stretch has, for classes or for a number. */
    int targets(int steps, boolean ofClass) {
      return this == STEPS || (this == STRONGEST && !ofClass) ? steps : 1;
    }
  }

  /** What is taught of sites where a gene is read on the opposite strand. */
  public enum Antisense {
    /** Nothing. */
    NOTHING,
    /** That there are none, where no gene of that strand is known. */
    NO_SITE
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a weight, the units or the fraction is out of range
   */
  public TaskConfig {
    for (double weight : new double[] {strand, species, usage}) {
      if (!(weight >= 0 && weight < 1e6)) {
        throw new IllegalArgumentException(
            "tasks: expected weights of at least 0, found " + weight);
      }
    }
    if (pooling == null || antisense == null || units < 1) {
      throw new IllegalArgumentException(
          "tasks: expected a pooling, units of at least 1 and what antisense teaches, found "
              + pooling
              + ", "
              + units
              + ", "
              + antisense);
    }
    if (!(labelFraction > 0 && labelFraction <= 1)) {
      throw new IllegalArgumentException(
          "labelFraction: expected above 0 and at most 1, found " + labelFraction);
    }
  }

  /** Returns: no heads beside that of the sites, all genes labelled. */
  public static TaskConfig none() {
    return new TaskConfig(0, 0, 0, Pooling.STRONGEST, 32, Antisense.NOTHING, 1);
  }

  /** Returns these tasks with other weights. */
  public TaskConfig withWeights(double ofStrand, double ofSpecies, double ofUsage) {
    return new TaskConfig(ofStrand, ofSpecies, ofUsage, pooling, units, antisense, labelFraction);
  }

  /** Returns these tasks with another pooling. */
  public TaskConfig withPooling(Pooling value) {
    return new TaskConfig(strand, species, usage, value, units, antisense, labelFraction);
  }

  /** Returns these tasks with other teaching on the opposite strand. */
  public TaskConfig withAntisense(Antisense value) {
    return new TaskConfig(strand, species, usage, pooling, units, value, labelFraction);
  }

  /** Returns these tasks with another share of labelled genes. */
  public TaskConfig withLabelFraction(double share) {
    return new TaskConfig(strand, species, usage, pooling, units, antisense, share);
  }

  /** Returns whether there is any head beside that of the sites. */
  public boolean any() {
    return strand > 0 || species > 0 || usage > 0;
  }

  /** Returns the heads. */
  List<Head> heads(int speciesCount) {
    List<Head> heads = new ArrayList<>();
    Loss ofClasses =
        pooling == Pooling.STRONGEST ? Loss.pooledCrossEntropy(SHARPNESS) : Loss.crossEntropy();
    add(heads, STRAND, strand, 2, ofClasses);
    add(heads, SPECIES, species, speciesCount, ofClasses);
    // In units of the training windows' standard deviation: a few windows have a million reads.
    add(heads, USAGE, usage, 1, Loss.huber(1));
    return heads;
  }

  private void add(List<Head> heads, String name, double weight, int outputs, Loss loss) {
    if (weight > 0) {
      Head head = Head.of(name, pooling.scope, outputs, loss).withHidden(units).withWeight(weight);
      heads.add(head.scope().isSequence() ? head : head.withInput());
    }
  }
}
