package org.isochron.core.training;

/**
 * What one epoch showed.
 *
 * @param epoch from 1
 * @param trainingLoss mean objective of its steps, with dropout
 * @param validationScore score on validation data, lower is better
 * @param gradientNorm mean norm of the gradient before clipping
 * @param best whether no epoch before had a better score
 */
public record EpochRecord(
    int epoch, double trainingLoss, double validationScore, double gradientNorm, boolean best) {}
