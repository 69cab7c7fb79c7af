package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.isochron.core.objective.ChainStretches;
import org.isochron.core.recurrence.Workers;

/**
 * What a scanner asks of a tagger: logits of tiles, the grammar's scores that go with them, and the
 * temperatures of what comes out.
 *
 * <p>Of several networks it gives the mean of the logits and of the grammar's scores, so that the
 * grammar runs once; docs/decisions/0016.
 *
 * @param networks at least one
 * @param models of each network; empty in training, where nothing is calibrated yet
 * @param species that is read; empty before one is chosen
 */
record SiteReader(List<TileReader> networks, List<ScoringModel> models, String species) {
  SiteReader {
    networks = List.copyOf(networks);
    models = List.copyOf(models);
  }

  /** Makes the reader of a tagger, before a species is chosen. */
  static SiteReader of(List<ScoringModel> models, Workers workers) {
    return new SiteReader(models.stream().map(m -> m.reader(workers)).toList(), models, "");
  }

  /** Makes the reader of a network whose probabilities are taken as they are. */
  static SiteReader of(TileReader network) {
    return new SiteReader(List.of(network), List.of(), "");
  }

  /**
   * Returns the reader as it reads a species; where none are told apart, all are read alike.
   *
   * @throws IllegalArgumentException if the networks tell species apart, but not this one
   */
  SiteReader reading(String name) {
    List<TileReader> reading = new ArrayList<>();
    networks.forEach(n -> reading.add(n.with(n.encoder().reading(name))));
    return new SiteReader(reading, models, name);
  }

  /** Returns who computes. */
  Workers workers() {
    return networks.get(0).workers();
  }

  /** Returns the temperatures of the probabilities. */
  SiteCalibration calibration() {
    return models.isEmpty()
        ? SiteCalibration.NONE
        : SiteCalibration.mean(
            models.stream().map(m -> m.settings().of(species).calibration()).toList());
  }

  /** Returns inference in the grammar. */
  ChainStretches grammar() {
    return networks.size() == 1
        ? networks.get(0).grammar()
        : new ChainStretches(GeneGrammar.CHAIN, transitions(), 0);
  }

  /** Returns the transition scores of a tagger's grammar. */
  double[] transitions() {
    double[] mean = new double[GeneGrammar.CHAIN.transitions().size()];
    for (ScoringModel model : models) {
      double[] scores = model.transitions();
      for (int e = 0; e < mean.length; e++) {
        mean[e] += scores[e] / models.size();
      }
    }
    return mean;
  }

  /** Computes the logits of tiles. */
  void read(List<Tile> tiles) {
    readBeside(tiles, 0, i -> {});
  }

  /**
   * Computes the logits of tiles, while other tasks run.
   *
   * @param count how many
   * @param task what to do with each, from 0
   */
  void readBeside(List<Tile> tiles, int count, IntConsumer task) {
    networks.get(0).readBeside(tiles, count, task);
    if (networks.size() == 1) {
      return;
    }
    List<float[]> sums = tiles.stream().map(tile -> tile.logits).toList();
    for (TileReader network : networks.subList(1, networks.size())) {
      network.readBeside(tiles, 0, i -> {});
      for (int i = 0; i < sums.size(); i++) {
        add(tiles.get(i).logits, sums.get(i));
      }
    }
    for (int i = 0; i < sums.size(); i++) {
      divide(sums.get(i), networks.size());
      tiles.get(i).logits = sums.get(i);
    }
  }

  private static void add(float[] logits, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += logits[i];
    }
  }

  private static void divide(float[] sums, int count) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= count;
    }
  }
}
