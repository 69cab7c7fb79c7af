package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.core.io.FormatException;

/** What cannot become part of a gene: an error, or an entry of a list. */
final class Leftovers {
  private final Unsupported treatment;
  private final List<SkippedFeature> skipped = new ArrayList<>();

  Leftovers(Unsupported treatment) {
    this.treatment = treatment;
  }

  /**
   * Takes a feature.
   *
   * @param what as messages call it
   * @throws FormatException if nothing may be left out
   */
  void add(String what, SkippedFeature feature) throws FormatException {
    if (treatment == Unsupported.REFUSE) {
      String named = feature.gene().isEmpty() ? what : what + " '" + feature.gene() + "'";
      throw new FormatException(
          feature.place(), named + " at " + feature.location() + ": " + feature.reason());
    }
    skipped.add(feature);
  }

  List<SkippedFeature> list() {
    return List.copyOf(skipped);
  }
}
