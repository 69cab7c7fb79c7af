package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.isochron.astro.transients.TransientConfig;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;

/**
 * The whole configuration of a transients training, as {@code config.json} holds it.
 *
 * @param classifier what is read, network, augmentation, training
 * @param label column of the class
 * @param group column of the group, or the empty string: each object by itself
 * @param positive the class that is told from the rest, or the empty string
 * @param redshift host, spec, none, or a file
 * @param validation share of the objects that choose epoch, temperatures and threshold
 * @param test share of the objects that only measure
 * @param splitSha256 of the split.tsv that was given instead; empty where objects are dealt
 */
record TransientRunConfig(
    TransientConfig classifier,
    String label,
    String group,
    String positive,
    String redshift,
    double validation,
    double test,
    String splitSha256) {
  TransientRunConfig {
    if (!(validation > 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "split: expected validation above 0, test of at least 0 and a sum below 1, found "
              + validation
              + " and "
              + test);
    }
  }

  static TransientRunConfig defaults() {
    return new TransientRunConfig(
        TransientConfig.defaults(), "SIM_TYPE_NAME", "", "", "none", 0.1, 0.2, "");
  }

  static TransientRunConfig read(Path file) throws IOException {
    String option = "--config";
    Json.tree(Inputs.check(option, file));
    try {
      return Inputs.config(option, file, TransientRunConfig.class);
    } catch (FormatException e) {
      ConfigKeys.refuseUnknown(file, Json.toTree(defaults()));
      throw e;
    }
  }

  TransientRunConfig withClassifier(TransientConfig value) {
    return new TransientRunConfig(
        value, label, group, positive, redshift, validation, test, splitSha256);
  }

  TransientRunConfig withSplit(double validationShare, double testShare, String sha256) {
    return new TransientRunConfig(
        classifier, label, group, positive, redshift, validationShare, testShare, sha256);
  }
}
