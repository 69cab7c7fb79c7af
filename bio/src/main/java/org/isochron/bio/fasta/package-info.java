/** Nucleotide sequences: letters, FASTA files, compressed input. */
package org.isochron.bio.fasta;
