package org.isochron.bio.fasta;

/**
 * How FASTQ writes a Phred score Q = −10 log10 P(error) as one character (Cock et al. 2010, doi
 * 10.1093/nar/gkp1137).
 */
public enum QualityEncoding {
  /** Q + 33, {@code !} to {@code ~}: Sanger, and Illumina since version 1.8. */
  PHRED33(33),
  /** Q + 64, {@code @} to {@code ~}: Illumina 1.3 to 1.7. */
  PHRED64(64);

  private static final int LAST = '~';

  private final int offset;

  QualityEncoding(int offset) {
    this.offset = offset;
  }

  /** Returns the highest score that can be written: 93 or 62. */
  public int maxScore() {
    return LAST - offset;
  }

  boolean writes(byte character) {
    return character >= offset && character <= LAST;
  }

  byte score(byte character) {
    return (byte) (character - offset);
  }

  String range() {
    return "'" + (char) offset + "' to '~' (Phred+" + offset + ")";
  }
}
