/** Genes on sequences, and the readers of annotated sequences. */
package org.isochron.bio.annotation;
