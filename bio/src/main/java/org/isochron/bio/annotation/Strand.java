package org.isochron.bio.annotation;

/** The strand of a double-stranded sequence that a gene reads. */
public enum Strand {
  /** The strand as the sequence is written. */
  PLUS('+'),
  /** The reverse complement. */
  MINUS('-');

  private final char symbol;

  Strand(char symbol) {
    this.symbol = symbol;
  }

  /** Returns {@code +} or {@code -}, as BED and GFF3 write it. */
  public char symbol() {
    return symbol;
  }

  /** Returns the other strand. */
  public Strand opposite() {
    return this == PLUS ? MINUS : PLUS;
  }
}
