package org.isochron.cli;

import java.util.List;
import org.isochron.bio.splice.SenseGene;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;

/**
 * A measurement of a tagger that was trained before.
 *
 * @param tagger the model
 * @param data the files with the genes
 * @param genes those of them that were measured
 * @param evaluation what came out
 */
record SpliceMeasurement(
    SpliceTagger tagger, GeneData data, List<SenseGene> genes, SpliceEvaluation evaluation) {}
