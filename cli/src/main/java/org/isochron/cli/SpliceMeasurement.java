package org.isochron.cli;

import java.util.Map;
import org.isochron.bio.splice.IsoformRule;
import org.isochron.bio.splice.RecordEvaluation;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.TaskEvaluation;

/**
 * A measurement of a tagger that was trained before.
 *
 * @param tagger the model
 * @param model which one it is
 * @param data the files with the genes
 * @param measured those of their genes that were measured
 * @param evaluation what came out
 * @param bySpecies the same of each species; empty where none are told apart
 * @param wholeRecords both strands of whole records; null where they were not wanted
 * @param calibration what the temperatures do; null where there are none
 * @param tasks how the heads on whole stretches do
 * @param isoforms what was measured where transcripts disagree
 * @param seed of the draws behind its intervals
 */
record SpliceMeasurement(
    SpliceTagger tagger,
    MeasuredModel model,
    GeneData data,
    MeasuredGenes measured,
    SpliceEvaluation evaluation,
    Map<String, SpliceEvaluation> bySpecies,
    RecordEvaluation wholeRecords,
    CalibrationReport calibration,
    TaskEvaluation tasks,
    IsoformRule isoforms,
    long seed) {}
