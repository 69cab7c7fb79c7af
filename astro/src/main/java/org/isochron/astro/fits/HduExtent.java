package org.isochron.astro.fits;

/**
 * Where a header-data unit lies in its file, checked against the file's length.
 *
 * @param place file and number, for messages: {@code x.fits: HDU 1}
 * @param cards what its header says of its structure
 * @param at first byte of the header
 * @param headerLength bytes of the header, whole blocks
 * @param dataLength bytes of the data, without padding
 */
record HduExtent(String place, StructuralCards cards, long at, int headerLength, long dataLength) {
  /** Bytes of a block. */
  static final int BLOCK = 2880;

  /** Returns the first byte of the data. */
  long dataAt() {
    return at + headerLength;
  }

  /** Returns the first byte after the data's padding. */
  long end() {
    return dataAt() + (dataLength + BLOCK - 1) / BLOCK * BLOCK;
  }
}
