package org.isochron.cli;

import org.isochron.astro.transients.TransientClassifier;
import org.isochron.astro.transients.TransientEvaluation;
import org.isochron.astro.transients.TransientSplit;

/**
 * A training of transients and its measurement.
 *
 * @param training the classifier and its history
 * @param split which objects trained, chose and measured
 * @param evaluation on the test objects; null where there are none
 * @param stoppedByLimit whether the time limit ended it before its end
 */
record TrainedTransients(
    TransientClassifier.Training training,
    TransientSplit split,
    TransientEvaluation evaluation,
    boolean stoppedByLimit) {}
