package org.isochron.core.training;

/**
 * What one epoch showed.
 *
 * @param epoch from 1
 * @param trainingLoss mean objective of its steps, with dropout
 * @param validationScore score on validation data, lower is better
 * @param gradientNorm mean norm of the gradient before clipping
 * @param best whether no epoch before had a better score
 * @param steps steps done in it
 * @param stepsOfEpoch steps that it has; more than were done where the listener stopped it
 */
public record EpochRecord(
    int epoch,
    double trainingLoss,
    double validationScore,
    double gradientNorm,
    boolean best,
    long steps,
    long stepsOfEpoch) {
  /** Returns whether the epoch was trained to its end. */
  public boolean isWhole() {
    return steps == stepsOfEpoch;
  }
}
