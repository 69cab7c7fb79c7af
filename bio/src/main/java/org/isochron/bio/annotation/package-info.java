/** Genes on sequences, the readers of annotated sequences, and the names of chromosomes. */
package org.isochron.bio.annotation;
