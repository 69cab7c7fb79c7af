/** Why a site is called: saturation mutagenesis and saliency of the bases around it. */
package org.isochron.bio.explain;
