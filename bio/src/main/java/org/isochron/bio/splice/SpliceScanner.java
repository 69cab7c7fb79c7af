package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.objective.ChainInference;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Scores every base of sequences of any length. The network reads tiles of {@value #TILE} bases
 * with {@value #CONTEXT} bases of context on either side; the grammar is then applied to the whole
 * sequence, exactly. Tiles lie at fixed places, so a sequence's scores do not depend on what else
 * is scored, nor on what is held in memory.
 *
 * <p>A sequence begins in a state as often as the grammar visits it, and the bases at its ends are
 * called as no site whose intron lies outside of it.
 */
final class SpliceScanner {
  static final int TILE = 2000;
  static final int CONTEXT = 400;
  private static final int TILES_PER_BATCH = 16;

  /**
   * Bases that the network reads at a time: tiles that are shorter, at ends, make larger batches.
   */
  private static final int BATCH_ROWS = TILES_PER_BATCH * (TILE + 2 * CONTEXT);

  /** Tiles whose logits are held at a time, where a sequence has more: 72 MB. */
  private static final int HELD_TILES = 1000;

  private final NetworkRun run;
  private final SpliceEncoder encoder;
  private final int heldTiles;

  SpliceScanner(NetworkRun run, SpliceEncoder encoder) {
    this(run, encoder, HELD_TILES);
  }

  /** Makes a scanner that holds other numbers of tiles; results are the same. */
  SpliceScanner(NetworkRun run, SpliceEncoder encoder, int heldTiles) {
    this.run = run;
    this.encoder = encoder;
    this.heldTiles = heldTiles;
  }

  /** Probabilities of donor and acceptor at each base. */
  record Scores(float[] donor, float[] acceptor) {
    Scores(int length) {
      this(new float[length], new float[length]);
    }

    /** Returns the same in the opposite order. */
    Scores reversed() {
      Scores turned = new Scores(donor.length);
      for (int t = 0; t < donor.length; t++) {
        turned.donor[t] = donor[donor.length - 1 - t];
        turned.acceptor[t] = acceptor[donor.length - 1 - t];
      }
      return turned;
    }
  }

  /** Takes the scores of a sequence, tile by tile, the last first. */
  interface Sink {
    /**
     * Takes a tile.
     *
     * @param from where it begins
     * @param scores of its bases
     */
    void take(int from, Scores scores);
  }

  /** A stretch of a sequence, and its logits [to − from, LOGITS] while they are held. */
  private static final class Tile {
    final byte[] bases;
    final int from;
    final int to;
    float[] logits;

    Tile(byte[] bases, int from) {
      this.bases = bases;
      this.from = from;
      this.to = Math.min(bases.length, from + TILE);
    }

    int contextFrom() {
      return Math.max(0, from - CONTEXT);
    }

    int contextTo() {
      return Math.min(bases.length, to + CONTEXT);
    }

    int length() {
      return to - from;
    }

    int contextLength() {
      return contextTo() - contextFrom();
    }
  }

  private static List<Tile> tiles(byte[] bases) {
    if (bases.length == 0) {
      throw new IllegalArgumentException("bases: expected at least one, found none");
    }
    List<Tile> tiles = new ArrayList<>();
    for (int from = 0; from < bases.length; from += TILE) {
      tiles.add(new Tile(bases, from));
    }
    return tiles;
  }

  /** Returns the scores of each sequence, read as its sense strand. */
  List<Scores> score(List<byte[]> sequences) {
    Scores[] scores = new Scores[sequences.size()];
    int first = 0;
    List<List<Tile>> group = new ArrayList<>();
    int held = 0;
    for (int i = 0; i < scores.length; i++) {
      List<Tile> tiles = tiles(sequences.get(i));
      if (tiles.size() > heldTiles) {
        scoreGroup(group, scores, first);
        group.clear();
        held = 0;
        first = i + 1;
        scores[i] = new Scores(sequences.get(i).length);
        scan(sequences.get(i), into(scores[i]));
        continue;
      }
      if (held + tiles.size() > heldTiles) {
        scoreGroup(group, scores, first);
        group.clear();
        held = 0;
        first = i;
      }
      group.add(tiles);
      held += tiles.size();
    }
    scoreGroup(group, scores, first);
    return List.of(scores);
  }

  private static Sink into(Scores all) {
    return (from, part) -> {
      System.arraycopy(part.donor(), 0, all.donor(), from, part.donor().length);
      System.arraycopy(part.acceptor(), 0, all.acceptor(), from, part.acceptor().length);
    };
  }

  private void scoreGroup(List<List<Tile>> group, Scores[] scores, int first) {
    read(group.stream().flatMap(List::stream).toList());
    run.workers()
        .run(
            group.size(),
            i -> {
              List<Tile> tiles = group.get(i);
              scores[first + i] = new Scores(tiles.get(tiles.size() - 1).to);
              parse(tiles, into(scores[first + i]), share -> {});
            });
  }

  /**
   * Scores one sequence, read as its sense strand, in memory that does not grow with it but for a
   * few numbers for each tile. Where its logits are more than are held, the network reads the
   * others twice.
   */
  void scan(byte[] bases, Sink sink) {
    scan(bases, sink, share -> {});
  }

  /**
   * Scores as {@link #scan(byte[], Sink)} does.
   *
   * @param progress takes the share of the work done, ascending to 1
   */
  void scan(byte[] bases, Sink sink, DoubleConsumer progress) {
    parse(tiles(bases), sink, progress);
  }

  /** Computes the logits of tiles, as many at a time as make a batch. */
  private void read(List<Tile> tiles) {
    int from = 0;
    while (from < tiles.size()) {
      int to = from;
      int rows = 0;
      while (to < tiles.size()
          && (to == from || rows + tiles.get(to).contextLength() <= BATCH_ROWS)) {
        rows += tiles.get(to).contextLength();
        to++;
      }
      readBatch(tiles.subList(from, to));
      from = to;
    }
  }

  private void readBatch(List<Tile> batch) {
    Sequence[] sequences = new Sequence[batch.size()];
    run.workers().run(sequences.length, i -> sequences[i] = encode(batch.get(i)));
    float[][] z = run.logits(SequenceBatch.of(List.of(sequences))).get(SpliceConfig.STRUCTURE);
    for (int i = 0; i < batch.size(); i++) {
      Tile tile = batch.get(i);
      int skipped = (tile.from - tile.contextFrom()) * GeneGrammar.LOGITS;
      tile.logits = new float[tile.length() * GeneGrammar.LOGITS];
      System.arraycopy(z[i], skipped, tile.logits, 0, tile.logits.length);
    }
  }

  private Sequence encode(Tile tile) {
    return encoder.encode(
        new SpliceEncoder.Window(
            "tile at " + tile.from, tile.bases, tile.contextFrom(), tile.contextTo()));
  }

  /** Marginals of the grammar over a sequence's tiles: filtered forward, smoothed backward. */
  private void parse(List<Tile> tiles, Sink sink, DoubleConsumer progress) {
    ChainInference inference = run.inference(SpliceConfig.STRUCTURE);
    double[] logits = new double[TILE * GeneGrammar.LOGITS];
    float[] marginals = new float[TILE * GeneGrammar.stateCount()];
    double[][] before = new double[tiles.size()][];
    before[0] = inference.stationary();
    for (int i = 0; i + 1 < tiles.size(); i++) {
      Tile tile = widen(tiles, i, logits);
      before[i + 1] = inference.filter(before[i], logits, GeneGrammar.LOGITS, tile.length());
      if (i < tiles.size() - heldTiles) {
        tile.logits = null;
      }
      progress.accept(0.5 * (i + 1) / tiles.size());
    }
    double[] after = null;
    for (int i = tiles.size() - 1; i >= 0; i--) {
      Tile tile = widen(tiles, i, logits);
      after =
          inference.smooth(before[i], after, logits, GeneGrammar.LOGITS, tile.length(), marginals);
      Scores scores = new Scores(tile.length());
      for (int t = 0; t < tile.length(); t++) {
        scores.donor()[t] = GeneGrammar.donor(marginals, t);
        scores.acceptor()[t] = GeneGrammar.acceptor(marginals, t);
      }
      sink.take(tile.from, scores);
      tile.logits = null;
      progress.accept(1 - 0.5 * i / tiles.size());
    }
  }

  /** Returns a tile and its logits, which are computed with those of its neighbours if need be. */
  private Tile widen(List<Tile> tiles, int index, double[] logits) {
    Tile tile = tiles.get(index);
    if (tile.logits == null) {
      int from = index / TILES_PER_BATCH * TILES_PER_BATCH;
      List<Tile> batch = tiles.subList(from, Math.min(from + TILES_PER_BATCH, tiles.size()));
      read(batch.stream().filter(t -> t.logits == null).toList());
    }
    for (int i = 0; i < tile.logits.length; i++) {
      logits[i] = tile.logits[i];
    }
    if (tile.from == 0) {
      GeneGrammar.forbidAcceptor(logits, 0);
    }
    if (tile.to == tile.bases.length) {
      GeneGrammar.forbidDonor(logits, tile.length() - 1);
    }
    return tile;
  }
}
