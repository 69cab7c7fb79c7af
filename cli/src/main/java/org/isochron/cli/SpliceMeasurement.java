package org.isochron.cli;

import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;

/**
 * A measurement of a tagger that was trained before.
 *
 * @param tagger the model
 * @param model which one it is
 * @param data the files with the genes
 * @param measured those of their genes that were measured
 * @param evaluation what came out
 * @param seed of the draws behind its intervals
 */
record SpliceMeasurement(
    SpliceTagger tagger,
    MeasuredModel model,
    GeneData data,
    MeasuredGenes measured,
    SpliceEvaluation evaluation,
    long seed) {}
