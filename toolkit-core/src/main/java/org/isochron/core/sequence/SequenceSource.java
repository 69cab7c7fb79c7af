package org.isochron.core.sequence;

import java.util.List;

/**
 * Indexed sequences that may be encoded only when asked for, so that a genome's features need not
 * fit in memory. Calls with the same index return the same content, from any thread.
 */
public interface SequenceSource {
  /** Returns the number of sequences. */
  int size();

  /**
   * Returns one sequence, with its labels.
   *
   * @param index 0 to size − 1
   */
  Sequence get(int index);

  /**
   * Returns a source over sequences in memory.
   *
   * @param sequences the sequences
   */
  static SequenceSource of(List<Sequence> sequences) {
    List<Sequence> copy = List.copyOf(sequences);
    return new SequenceSource() {
      @Override
      public int size() {
        return copy.size();
      }

      @Override
      public Sequence get(int index) {
        return copy.get(index);
      }
    };
  }
}
