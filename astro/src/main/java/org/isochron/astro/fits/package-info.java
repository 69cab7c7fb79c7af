/** FITS files: header-data units, tables with their scaling applied, images. */
package org.isochron.astro.fits;
