package org.isochron.bio.splice;

import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.Interval;
import org.isochron.core.sequence.Sequence;

/**
 * What the heads on whole stretches are taught of a chunk.
 *
 * <p>A chunk that no gene lies in is of no strand, nor is one that genes of both strands lie in. On
 * the strand opposite to the gene's the usage is not taught; of sites nothing or that there are
 * none, the latter only where no gene of that strand is annotated.
 *
 * @param config the heads
 * @param settings what they say
 */
record ChunkTasks(TaskConfig config, TaskSettings settings) {
  /** The class of a chunk that is read in its gene's direction. */
  static final int SENSE = 1;

  /** No heads. */
  static ChunkTasks none() {
    return new ChunkTasks(TaskConfig.none(), TaskSettings.none());
  }

  /**
   * Makes the tasks of a training.
   *
   * @param units trained on
   * @param config of the training
   * @throws IllegalArgumentException if the usage is wanted and windows do not differ in reads, or
   *     the species and a unit is of none of them
   */
  static ChunkTasks of(List<SpliceUnit> units, SpliceConfig config) {
    if (!config.tasks().any()) {
      return none();
    }
    List<String> species = config.tasks().species() > 0 ? config.species() : List.of();
    for (SpliceUnit unit : units) {
      if (!species.isEmpty() && !species.contains(unit.species())) {
        throw new IllegalArgumentException(
            "gene "
                + unit.id()
                + ": expected one of the species "
                + species
                + ", found '"
                + unit.species()
                + "'");
      }
    }
    double mean = 0;
    double sd = 1;
    if (config.tasks().usage() > 0) {
      double[] usage =
          TaskWindow.of(units, config.chunk()).stream()
              .mapToDouble(TaskWindow::logUsage)
              .filter(value -> !Double.isNaN(value))
              .toArray();
      mean = Arrays.stream(usage).sum() / Math.max(1, usage.length);
      double squares = 0;
      for (double value : usage) {
        squares += (value - mean) * (value - mean);
      }
      sd = Math.sqrt(squares / Math.max(1, usage.length));
      if (!(sd > 0)) {
        throw new IllegalArgumentException(
            "tasks: usage needs training genes with junctions of different numbers of reads, found "
                + usage.length
                + " windows with reads");
      }
    }
    TaskSettings settings = new TaskSettings(config.chunk(), species, mean, sd);
    return new ChunkTasks(config.tasks(), settings);
  }

  /** Tells whether chunks are also read on the opposite strand. */
  boolean readsBothStrands() {
    return config.strand() > 0;
  }

  /** Returns the states that the opposite strand of a chunk teaches. */
  int[] antisense(SpliceUnit unit, Interval window) {
    boolean none = config.antisense() == TaskConfig.Antisense.NO_SITE && !unit.hasOpposite(window);
    int[] states = new int[window.length()];
    Arrays.fill(states, none ? GeneGrammar.OUTSIDE : Sequence.IGNORE);
    return states;
  }

  /**
   * Labels a chunk of a unit.
   *
   * @param chunk its sequence
   * @param window of the unit's sense direction
   * @param antisense whether the sequence is the reverse complement
   * @param taught false where the chunk comes again in the epoch, and nothing is taught
   */
  Sequence label(
      Sequence chunk, SpliceUnit unit, Interval window, boolean antisense, boolean taught) {
    if (config.strand() > 0) {
      boolean known = taught && unit.span().overlaps(window) && !unit.hasOpposite(window);
      label(chunk, TaskConfig.STRAND, known ? antisense ? 1 - SENSE : SENSE : Sequence.IGNORE);
    }
    if (config.species() > 0) {
      int index = settings.species().indexOf(unit.species());
      label(chunk, TaskConfig.SPECIES, taught ? index : Sequence.IGNORE);
    }
    if (config.usage() > 0) {
      double value = TaskSettings.logUsage(unit.junctions(), window.start(), window.end());
      boolean known = taught && !antisense && !Double.isNaN(value);
      double[] targets = new double[config.pooling().targets(chunk.steps(), false)];
      boolean[] mask = new boolean[targets.length];
      Arrays.fill(targets, known ? settings.standardised(value) : 0);
      Arrays.fill(mask, known);
      chunk.target(TaskConfig.USAGE, targets, mask, targets.length);
    }
    return chunk;
  }

  private void label(Sequence chunk, String task, int answer) {
    int[] labels = new int[config.pooling().targets(chunk.steps(), true)];
    Arrays.fill(labels, answer);
    chunk.label(task, labels);
  }
}
