package org.isochron.astro.lightcurve;

/**
 * How SNANA pairs are read.
 *
 * @param pointers how an object's rows are found
 * @param bad what is done about observations that cannot be
 * @param aliases other names of bands
 */
public record SnanaOptions(Pointers pointers, BadObservations bad, BandAliases aliases) {
  /** How the rows of an object are found. */
  public enum Pointers {
    /** By PTROBS_MIN and PTROBS_MAX, which must fit NOBS, the table and the end rows. */
    CHECKED,
    /**
     * By the rows that end each object (MJD −777) and NOBS, for files whose pointers are of another
     * one: an end row that is missing is put right where NOBS says how, objects without rows are
     * left out; both are in the ledger.
     */
    END_ROWS
  }

  /** What is done about an observation without a finite time and value and an error above 0. */
  public enum BadObservations {
    /** The file is refused. */
    REFUSE,
    /** They are left out, and counted in the ledger. */
    LEAVE_OUT
  }

  /** Returns checked pointers, bad observations refused, the standard aliases. */
  public static SnanaOptions strict() {
    return new SnanaOptions(Pointers.CHECKED, BadObservations.REFUSE, BandAliases.standard());
  }

  /** Returns these with other pointers. */
  public SnanaOptions withPointers(Pointers other) {
    return new SnanaOptions(other, bad, aliases);
  }

  /** Returns these with bad observations treated otherwise. */
  public SnanaOptions withBad(BadObservations other) {
    return new SnanaOptions(pointers, other, aliases);
  }

  /** Returns these with other aliases. */
  public SnanaOptions withAliases(BandAliases other) {
    return new SnanaOptions(pointers, bad, other);
  }
}
