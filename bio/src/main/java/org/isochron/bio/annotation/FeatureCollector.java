package org.isochron.bio.annotation;

import java.util.Map;
import org.isochron.core.io.FormatException;

/** Gathers the rows of a file into transcripts; one kind for each dialect. */
interface FeatureCollector {
  /**
   * Takes a row.
   *
   * @param segment how many {@code ###} lines stand before it
   * @throws FormatException if it contradicts another, or nothing may be left out
   */
  void take(AnnotationFeature feature, long segment) throws FormatException;

  /**
   * Returns the transcripts when the file has ended.
   *
   * @param regions what {@code ##sequence-region} lines say
   * @throws FormatException as {@link #take}
   */
  TranscriptAssembly finish(Map<String, Interval> regions) throws FormatException;
}
