/** Splice sites: labels, splits by gene group, taggers. */
package org.isochron.bio.splice;
