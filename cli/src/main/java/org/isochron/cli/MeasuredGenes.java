package org.isochron.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.RecordEvaluation;
import org.isochron.bio.splice.SenseGene;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.TrainedGenes;
import org.isochron.bio.splice.WholeRecords;
import org.isochron.core.recurrence.Workers;

/**
 * The genes of a measurement, and which of them the model has seen.
 *
 * @param set all, train, validation or test
 * @param genes measured
 * @param leftOut genes that nothing was done with
 * @param overlap with the model's training, by sequence
 */
record MeasuredGenes(
    String set, List<SenseGene> genes, List<SenseGene> leftOut, TrainedGenes.Overlap overlap) {
  /** The sides of a split. */
  enum Side {
    TRAIN,
    VALIDATION,
    TEST;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    private List<SenseGene> of(GeneSplit split) {
      return switch (this) {
        case TRAIN -> split.train();
        case VALIDATION -> split.validation();
        case TEST -> split.test();
      };
    }
  }

  /** Returns all genes of some data. */
  static MeasuredGenes all(GeneData data, TrainedGenes trained) {
    List<SenseGene> all = data.genes().genes();
    return new MeasuredGenes("all", all, List.of(), trained.overlap(all));
  }

  /** Returns one side of a split. */
  static MeasuredGenes of(GeneSplit split, Side side, TrainedGenes trained) {
    List<SenseGene> genes = side.of(split);
    return new MeasuredGenes(side.text(), genes, split.leftOut(), trained.overlap(genes));
  }

  /**
   * Measures the genes of each species by themselves.
   *
   * @param species names; those that have no gene are left out
   * @param genes of any species
   * @param seed of the draws behind the intervals
   */
  static Map<String, SpliceEvaluation> bySpecies(
      List<String> species,
      List<SenseGene> genes,
      SpliceTagger tagger,
      long seed,
      Workers workers) {
    Map<String, SpliceEvaluation> evaluations = new LinkedHashMap<>();
    for (String name : species) {
      List<SenseGene> part = genes.stream().filter(gene -> gene.species().equals(name)).toList();
      if (!part.isEmpty()) {
        evaluations.put(name, tagger.evaluate(part, seed, workers));
      }
    }
    return evaluations;
  }

  /** Measures both strands of the records that hold the genes. */
  RecordEvaluation wholeRecords(GeneSet set, SpliceTagger tagger, long seed, Workers workers) {
    return WholeRecords.of(set, genes, leftOut).evaluate(tagger, seed, workers);
  }

  /** Tells whether the scores are to say something about genes that the model has not seen. */
  boolean claimsToBeUnseen() {
    return set.equals("all") || set.equals(Side.TEST.text());
  }

  /** Tells whether the model is known to have seen some of the genes. */
  boolean knownToBeSeen() {
    return overlap.seen() > 0;
  }

  /** Returns what is said about genes that the model has seen. */
  String seen(String model, String source) {
    return String.format(
        Locale.ROOT,
        "%s was trained on genes of %s: of the %d measured it was fitted to %d, and %d chose its"
            + " epoch and thresholds; scores on them say nothing about other genes",
        model,
        source,
        genes.size(),
        overlap.training(),
        overlap.validation());
  }

  /** Returns the names of the species, of those that are named. */
  private List<String> species() {
    return genes.stream()
        .map(SenseGene::species)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** Adds what a reader of {@code metrics.json} must know of the genes. */
  Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("measuredSet", set);
    if (!species().isEmpty()) {
      m.put("measuredSpecies", species());
    }
    m.put("trainedOn", overlap.training());
    m.put("validatedOn", overlap.validation());
    return m;
  }

  /** Returns the same for people. */
  String sentence() {
    String what =
        set.equals("all") ? "All genes of the data were measured" : "Measured set: " + set;
    return String.format(
        Locale.ROOT,
        "%s%s. Compared by sequence, the model was fitted to %d of these %d genes, and %d chose its"
            + " epoch and thresholds.",
        what,
        species().isEmpty() ? "" : ", of " + String.join(", ", species()),
        overlap.training(),
        genes.size(),
        overlap.validation());
  }
}
