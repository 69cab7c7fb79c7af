package org.isochron.datasets.simulation;

/**
 * One simulated object as a survey observes it.
 *
 * @param id its name
 * @param kind what it is
 * @param redshift of a supernova; −9 of a star
 * @param redshiftError standard deviation of the redshift as it is measured; −9 of a star
 * @param measuredRedshift as the survey has it; −9 of a star
 * @param periodDays of a periodic star; −9 of others
 * @param times of observations, MJD, ascending
 * @param bands of observations, 0 to 3 of g, r, i, z
 * @param flux with noise, zero point 27.5
 * @param error standard deviation of the noise
 */
public record SimulatedCurve(
    String id,
    Kind kind,
    double redshift,
    double redshiftError,
    double measuredRedshift,
    double periodDays,
    double[] times,
    int[] bands,
    double[] flux,
    double[] error) {
  /** What is simulated. */
  public enum Kind {
    /** A thermonuclear supernova: a second bump in the red bands. */
    IA,
    /** A supernova of hydrogen with a plateau. */
    II,
    /** A supernova without hydrogen that is faster and redder. */
    IBC,
    /** A star that flares. */
    FLARE,
    /** A pulsating star, RR Lyrae. */
    RRLYR,
    /** An eclipsing binary. */
    EB,
    /** A spotted star that turns. */
    ROTATION
  }
}
