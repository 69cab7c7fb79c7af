/** Nucleotide sequences: letters, FASTA and FASTQ files, indexed regions, compressed input. */
package org.isochron.bio.fasta;
