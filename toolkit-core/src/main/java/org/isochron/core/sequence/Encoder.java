package org.isochron.core.sequence;

/**
 * Turns a domain's record into features.
 *
 * @param <R> the record
 */
public interface Encoder<R> {
  /** Returns the number of channels of every sequence it makes. */
  int channels();

  /**
   * Encodes one record.
   *
   * @param record a valid record
   */
  Sequence encode(R record);
}
