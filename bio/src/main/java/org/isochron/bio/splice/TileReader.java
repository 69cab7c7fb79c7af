package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
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
  private final boolean readsWords;
  private final Workers workers;
  private final List<NetworkRun> runs;
  private final ConcurrentLinkedQueue<NetworkRun> idle;

  private TileReader(
      SpliceEncoder encoder,
      boolean readsWords,
      Workers workers,
      List<NetworkRun> runs,
      ConcurrentLinkedQueue<NetworkRun> idle) {
    this.encoder = encoder;
    this.readsWords = readsWords;
    this.workers = workers;
    this.runs = runs;
    this.idle = idle;
  }

  /** Makes a reader on a run that is there already: its workers share each batch. */
  static TileReader of(NetworkRun run, SpliceEncoder encoder) {
    List<NetworkRun> runs = List.of(run);
    return new TileReader(encoder, false, run.workers(), runs, new ConcurrentLinkedQueue<>(runs));
  }

  /** Makes a reader whose workers read batches of their own, by {@link BaseWords}. */
  static TileReader of(
      RecurrentNetwork network, double[] parameters, SpliceEncoder encoder, Workers workers) {
    BaseWords words = BaseWords.of(encoder);
    RecurrentNetwork ofWords = words.network(network);
    double[] weights = words.parameters(network, parameters);
    List<NetworkRun> runs = new ArrayList<>();
    for (int i = 0; i < workers.count(); i++) {
      // One that works alone starts no thread, so there is nothing to close.
      NetworkRun run = new NetworkRun(ofWords, new Workers(1));
      run.parameters(weights);
      runs.add(run);
    }
    return new TileReader(
        encoder, true, workers, List.copyOf(runs), new ConcurrentLinkedQueue<>(runs));
  }

  /** Returns a reader that encodes differently, on the same runs. */
  TileReader with(SpliceEncoder other) {
    return new TileReader(other, readsWords, workers, runs, idle);
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

  /**
   * Computes the logits of tiles, while other tasks run, which come first.
   *
   * @param count how many
   * @param task what to do with each, from 0
   */
  void readBeside(List<Tile> tiles, int count, IntConsumer task) {
    List<List<Tile>> batches = batches(tiles);
    if (runs.size() == 1) {
      workers.run(count, task);
      batches.forEach(batch -> read(batch, runs.get(0)));
      return;
    }
    workers.run(
        count + batches.size(),
        i -> {
          if (i < count) {
            task.accept(i);
            return;
          }
          NetworkRun with = idle.remove();
          try {
            read(batches.get(i - count), with);
          } finally {
            idle.add(with);
          }
        });
  }

  /** Returns batches of about one size, as many for each thread. */
  private List<List<Tile>> batches(List<Tile> tiles) {
    if (tiles.isEmpty()) {
      return List.of();
    }
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
    List<Sequence> sequences = batch.stream().map(this::encode).toList();
    float[][] z = with.logits(SequenceBatch.of(sequences)).get(SpliceConfig.STRUCTURE);
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).take(z[i]);
    }
  }

  private Sequence encode(Tile tile) {
    SpliceEncoder.Window window = tile.window(encoder.radius());
    return readsWords ? encoder.encodeWords(window) : encoder.encodeSparse(window);
  }
}
