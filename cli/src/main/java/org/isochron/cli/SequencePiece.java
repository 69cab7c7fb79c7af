package org.isochron.cli;

import org.isochron.bio.annotation.Interval;
import org.isochron.bio.fasta.FastaRecord;

/**
 * A sequence, or a region of one with what lies around it.
 *
 * @param bases what is read: the whole sequence, or the region and its surroundings
 * @param start0 where these begin on the sequence
 * @param wanted what is reported, in positions of the sequence
 * @param length of the whole sequence
 */
record SequencePiece(FastaRecord bases, int start0, Interval wanted, int length) {
  /** Returns a whole sequence. */
  static SequencePiece whole(FastaRecord record) {
    return new SequencePiece(record, 0, new Interval(0, record.length()), record.length());
  }

  String id() {
    return bases.id();
  }

  /** Tells whether this is not the whole sequence. */
  boolean isRegion() {
    return wanted.length() < length;
  }
}
