package org.isochron.astro.transients;

import org.isochron.astro.lightcurve.LightCurve;

/**
 * An object with what is known of it.
 *
 * @param curve its observations, fluxes
 * @param label its class, or the empty string where it is not known
 * @param group objects of one group are never divided by a split: the object itself, or its
 *     template
 * @param redshift its redshift, perhaps none
 */
public record TransientObject(LightCurve curve, String label, String group, Redshift redshift) {
  /** Returns the object's name. */
  public String id() {
    return curve.id();
  }
}
