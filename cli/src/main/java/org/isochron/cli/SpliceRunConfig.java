package org.isochron.cli;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.splice.FineTune;
import org.isochron.bio.splice.GeneSetConfig;
import org.isochron.bio.splice.SpliceConfig;
import org.isochron.bio.splice.TaskConfig;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.training.TrainingConfig;

/**
 * The whole configuration of a splice training, as {@code config.json} holds it: with the same data
 * files it gives the same model and metrics.
 *
 * @param network what reads the bases
 * @param chunk bases in a training sequence
 * @param training epochs, batch, seed, optimizer
 * @param data how genes are read, cut out and grouped
 * @param split how they are dealt
 * @param species names of those that the network tells apart; empty for none, as in a file without
 *     them
 * @param fineTune the second phase; a file without it has none
 * @param tasks what is learnt of whole chunks; a file without it has no such task
 * @param calibrated whether temperatures are fitted; in a file without it not
 */
record SpliceRunConfig(
    SpliceConfig.NetworkConfig network,
    int chunk,
    TrainingConfig training,
    GeneSetConfig data,
    SplitConfig split,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) List<String> species,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) FineTune fineTune,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) TaskConfig tasks,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) Boolean calibrated) {

  SpliceRunConfig {
    SpliceConfig checked =
        new SpliceConfig(network, chunk, training, species, fineTune, tasks, calibrated);
    species = checked.species();
    fineTune = checked.fineTune();
    tasks = checked.tasks();
    calibrated = checked.calibrated();
  }

  static SpliceRunConfig of(SpliceConfig tagger, GeneSetConfig data, SplitConfig split) {
    return new SpliceRunConfig(
        tagger.network(),
        tagger.chunk(),
        tagger.training(),
        data,
        split,
        tagger.species(),
        tagger.fineTune(),
        tagger.tasks(),
        tagger.calibrated());
  }

  static SpliceRunConfig defaults() {
    return of(SpliceConfig.defaults());
  }

  private static SpliceRunConfig of(SpliceConfig tagger) {
    return of(tagger, GeneSetConfig.defaults(), SplitConfig.defaults());
  }

  /**
   * Reads a {@code config.json}; one without the sections data and split, as early versions wrote
   * it, has the defaults there.
   */
  static SpliceRunConfig read(Path file) throws IOException {
    String option = "--config";
    JsonNode tree = Json.tree(Inputs.check(option, file));
    try {
      return tree.has("data") || tree.has("split")
          ? Inputs.config(option, file, SpliceRunConfig.class)
          : of(Inputs.config(option, file, SpliceConfig.class));
    } catch (FormatException e) {
      ConfigKeys.refuseUnknown(file, Json.toTree(defaults()));
      throw e;
    }
  }

  /** Returns the part that the model's provenance holds. */
  SpliceConfig tagger() {
    return new SpliceConfig(network, chunk, training, species, fineTune, tasks, calibrated);
  }

  SpliceRunConfig withNetwork(SpliceConfig.NetworkConfig value) {
    return of(tagger().withNetwork(value), data, split);
  }

  SpliceRunConfig withTraining(TrainingConfig value) {
    return of(tagger().withTraining(value), data, split);
  }

  SpliceRunConfig withCalibrated(boolean value) {
    return of(tagger().withCalibrated(value), data, split);
  }

  SpliceRunConfig withData(GeneSetConfig value) {
    return of(tagger(), value, split);
  }

  SpliceRunConfig withSplit(SplitConfig value) {
    return of(tagger(), data, value);
  }

  /**
   * Returns this configuration with other species, a second phase on one of them or none, and other
   * tasks.
   */
  SpliceRunConfig withSpecies(List<String> names, FineTune phase, TaskConfig wanted) {
    return of(
        new SpliceConfig(network, chunk, training, names, phase, wanted, calibrated), data, split);
  }
}
