package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.ChainInference;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Computes the logits of tiles. With a run for each thread, threads read batches of their own, from
 * the letters to the logits; which thread reads what changes no bit.
 */
final class TileReader {
  /** Tiles that the network reads side by side. */
  private static final int BATCH = 16;

  private final SpliceEncoder encoder;
  private final Workers workers;
  private final List<Reading> readings;
  private final ConcurrentLinkedQueue<Reading> idle;

  /** What one batch at a time is read with, and the features of the last one, to be overwritten. */
  private record Reading(NetworkRun run, double[][] features) {
    Reading(NetworkRun run) {
      this(run, new double[BATCH][]);
    }
  }

  private TileReader(SpliceEncoder encoder, Workers workers, List<Reading> readings) {
    this.encoder = encoder;
    this.workers = workers;
    this.readings = readings;
    idle = new ConcurrentLinkedQueue<>(readings);
  }

  /** Makes a reader on a run that is there already: its workers share each batch. */
  static TileReader of(NetworkRun run, SpliceEncoder encoder) {
    return new TileReader(encoder, run.workers(), List.of(new Reading(run)));
  }

  /** Makes a reader whose workers read batches of their own. */
  static TileReader of(
      RecurrentNetwork network, double[] parameters, SpliceEncoder encoder, Workers workers) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < workers.count(); i++) {
      // One that works alone starts no thread, so there is nothing to close.
      NetworkRun run = new NetworkRun(network, new Workers(1));
      run.parameters(parameters);
      readings.add(new Reading(run));
    }
    return new TileReader(encoder, workers, List.copyOf(readings));
  }

  /** Returns who computes. */
  Workers workers() {
    return workers;
  }

  /** Returns inference in the grammar, for one thread. */
  ChainInference inference() {
    return readings.get(0).run.inference(SpliceConfig.STRUCTURE);
  }

  /** Computes the logits of tiles. */
  void read(List<Tile> tiles) {
    int batches = (tiles.size() + BATCH - 1) / BATCH;
    if (readings.size() == 1) {
      for (int i = 0; i < batches; i++) {
        read(batch(tiles, i), readings.get(0));
      }
      return;
    }
    workers.run(
        batches,
        i -> {
          Reading with = idle.remove();
          try {
            read(batch(tiles, i), with);
          } finally {
            idle.add(with);
          }
        });
  }

  private static List<Tile> batch(List<Tile> tiles, int index) {
    return tiles.subList(index * BATCH, Math.min((index + 1) * BATCH, tiles.size()));
  }

  private void read(List<Tile> batch, Reading with) {
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      SpliceEncoder.Window window = batch.get(i).window(encoder.radius());
      Sequence sequence = encoder.encode(window, with.features[i]);
      with.features[i] = sequence.features();
      sequences.add(sequence);
    }
    float[][] z = with.run.logits(SequenceBatch.of(sequences)).get(SpliceConfig.STRUCTURE);
    for (int i = 0; i < batch.size(); i++) {
      Tile tile = batch.get(i);
      int skipped = tile.contextBefore() * GeneGrammar.LOGITS;
      tile.logits = new float[tile.length() * GeneGrammar.LOGITS];
      System.arraycopy(z[i], skipped, tile.logits, 0, tile.logits.length);
    }
  }
}
