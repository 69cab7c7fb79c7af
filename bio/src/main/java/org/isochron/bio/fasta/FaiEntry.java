package org.isochron.bio.fasta;

/**
 * Where the bases of one record stand in a FASTA file, as one line of a {@code .fai} file says it.
 *
 * @param name of the record
 * @param length in bases, at least 1
 * @param offset of its first base in the uncompressed file
 * @param lineBases bases of each line but the last, which may be shorter
 * @param lineBytes bytes of such a line, its ending included
 * @param place where the index says so, for messages
 */
record FaiEntry(String name, int length, long offset, int lineBases, int lineBytes, String place) {

  /** Returns the offset after the last base. */
  long end() {
    long last = length - 1L;
    return offset + last / lineBases * lineBytes + last % lineBases + 1;
  }

  /** Returns the line of the {@code .fai} file, without its ending. */
  String line() {
    return String.join(
        "\t",
        name,
        Integer.toString(length),
        Long.toString(offset),
        Integer.toString(lineBases),
        Integer.toString(lineBytes));
  }
}
