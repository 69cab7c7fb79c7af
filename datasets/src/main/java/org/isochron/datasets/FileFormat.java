package org.isochron.datasets;

/** What a file of a data set is written in, which its name need not tell. Any may be in gzip. */
public enum FileFormat {
  /** Sequences. */
  FASTA,
  /** Sequences with features, the flat file of NCBI. */
  GENBANK,
  /** Sequences with features, the flat file of EMBL. */
  EMBL,
  /** Features alone, version 3. */
  GFF3,
  /** Features alone, the dialect of transcripts. */
  GTF,
  /** A table with a typed head. */
  ARFF,
  /** Tables, images and cubes. */
  FITS,
  /** Lines of its own kind; the entry's text says which. */
  OTHER
}
