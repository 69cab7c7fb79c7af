package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.ChainStretches;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Computes the logits of tiles. With a run for each thread, threads read batches of their own, from
 * the letters to the logits; which thread reads what changes no bit.
 */
final class TileReader {
  /** Whole tiles that the network reads side by side. */
  static final int BATCH = 16;

  private static final long BATCH_BASES = BATCH * (Tile.LENGTH + 2 * Tile.CONTEXT);

  private final SpliceEncoder encoder;
  private final Workers workers;
  private final List<NetworkRun> runs;
  private final ConcurrentLinkedQueue<NetworkRun> idle;

  private TileReader(
      SpliceEncoder encoder,
      Workers workers,
      List<NetworkRun> runs,
      ConcurrentLinkedQueue<NetworkRun> idle) {
    this.encoder = encoder;
    this.workers = workers;
    this.runs = runs;
    this.idle = idle;
  }

  private static TileReader of(SpliceEncoder encoder, Workers workers, List<NetworkRun> runs) {
    return new TileReader(encoder, workers, runs, new ConcurrentLinkedQueue<>(runs));
  }

  /** Makes a reader on a run that is there already: its workers share each batch. */
  static TileReader of(NetworkRun run, SpliceEncoder encoder) {
    return of(encoder, run.workers(), List.of(run));
  }

  /** Makes a reader whose workers read batches of their own. */
  static TileReader of(
      RecurrentNetwork network, double[] parameters, SpliceEncoder encoder, Workers workers) {
    List<NetworkRun> runs = new ArrayList<>();
    for (int i = 0; i < workers.count(); i++) {
      // One that works alone starts no thread, so there is nothing to close.
      NetworkRun run = new NetworkRun(network, new Workers(1));
      run.parameters(parameters);
      runs.add(run);
    }
    return of(encoder, workers, List.copyOf(runs));
  }

  /** Returns a reader that encodes differently, on the same runs. */
  TileReader with(SpliceEncoder other) {
    return new TileReader(other, workers, runs, idle);
  }

  /** Returns what the network reads of bases. */
  SpliceEncoder encoder() {
    return encoder;
  }

  /** Returns who computes. */
  Workers workers() {
    return workers;
  }

  /** Returns inference in the grammar. */
  ChainStretches grammar() {
    return runs.get(0).stretches(SpliceConfig.STRUCTURE);
  }

  /** Computes the logits of tiles. */
  void read(List<Tile> tiles) {
    List<List<Tile>> batches = batches(tiles);
    if (runs.size() == 1) {
      batches.forEach(batch -> read(batch, runs.get(0)));
      return;
    }
    workers.run(
        batches.size(),
        i -> {
          NetworkRun with = idle.remove();
          try {
            read(batches.get(i), with);
          } finally {
            idle.add(with);
          }
        });
  }

  /** Returns batches of about one size, as many for each thread. */
  private List<List<Tile>> batches(List<Tile> tiles) {
    long all = tiles.stream().mapToLong(Tile::contextLength).sum();
    long rounds = (all - 1) / (runs.size() * BATCH_BASES) + 1;
    long count = rounds * runs.size();
    SortedMap<Long, List<Tile>> batches = new TreeMap<>();
    long before = 0;
    for (Tile tile : tiles) {
      long middle = before + tile.contextLength() / 2;
      batches.computeIfAbsent(middle * count / all, batch -> new ArrayList<>()).add(tile);
      before += tile.contextLength();
    }
    return List.copyOf(batches.values());
  }

  private void read(List<Tile> batch, NetworkRun with) {
    List<Sequence> sequences =
        batch.stream().map(tile -> encoder.encodeSparse(tile.window(encoder.radius()))).toList();
    float[][] z = with.logits(SequenceBatch.of(sequences)).get(SpliceConfig.STRUCTURE);
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).take(z[i]);
    }
  }
}
