package org.isochron.astro.lightcurve;

/** What the values of light curves are. */
public enum Brightness {
  /** Linear; brighter is more, and noise makes some negative. */
  FLUX,
  /** −2.5 log10 of a flux; brighter is less. */
  MAGNITUDE
}
