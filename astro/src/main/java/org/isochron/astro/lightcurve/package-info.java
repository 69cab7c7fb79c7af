/**
 * Light curves: readers and a writer, band names, what was left out and why, folding and periods.
 */
package org.isochron.astro.lightcurve;
