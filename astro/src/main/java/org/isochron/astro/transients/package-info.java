/**
 * Classification of light curves: nights as steps of a recurrent network, and what it is held to.
 */
package org.isochron.astro.transients;
