package org.isochron.bio.splice;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.List;
import java.util.Map;
import org.isochron.bio.annotation.Interval;

/**
 * What a tagger with heads on whole stretches needs to use them.
 *
 * @param window bases of a stretch, as in training
 * @param species names of the classes of the species head; empty where there is no such head
 * @param usageMean mean of log(1 + reads) over the training windows whose introns have reads
 * @param usageSd its standard deviation, above 0
 * @param strand what tells the strand; the head alone in older files
 */
record TaskSettings(
    int window,
    List<String> species,
    double usageMean,
    double usageSd,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) StrandWeights strand) {
  TaskSettings {
    species = List.copyOf(species);
    strand = strand == null ? StrandWeights.OF_HEAD : strand;
    boolean finite = Double.isFinite(usageMean) && usageSd > 0 && Double.isFinite(usageSd);
    if (window < 1 || !finite) {
      throw new IllegalArgumentException(
          "tasks: expected a window of at least 1 base, a finite mean and a deviation above 0,"
              + " found "
              + window
              + ", "
              + usageMean
              + " and "
              + usageSd);
    }
  }

  /** Makes settings before it is known what tells the strand. */
  TaskSettings(int window, List<String> species, double usageMean, double usageSd) {
    this(window, species, usageMean, usageSd, StrandWeights.OF_HEAD);
  }

  /** Returns these settings with other weights of what tells the strand. */
  TaskSettings withStrand(StrandWeights weights) {
    return new TaskSettings(window, species, usageMean, usageSd, weights);
  }

  /** Returns the settings of a tagger without such heads. */
  static TaskSettings none() {
    return new TaskSettings(1, List.of(), 0, 1);
  }

  /** Returns log(1 + reads) of the introns inside a stretch of a unit; NaN where none has reads. */
  static double logUsage(Map<Interval, Double> junctions, int from, int to) {
    double reads = 0;
    for (Map.Entry<Interval, Double> junction : junctions.entrySet()) {
      boolean inside = from <= junction.getKey().start() && junction.getKey().end() <= to;
      reads += inside ? junction.getValue() : 0;
    }
    return reads > 0 ? StrictMath.log1p(reads) : Double.NaN;
  }

  /** Returns what the head is to say of a log usage. */
  double standardised(double logUsage) {
    return (logUsage - usageMean) / usageSd;
  }

  /** Returns the log usage that the head means. */
  double logUsage(double standardised) {
    return usageMean + usageSd * standardised;
  }
}
