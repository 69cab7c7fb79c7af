package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.objective.ChainInference;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Scores every base of sequences of any length. The network reads tiles of {@value #TILE} bases
 * with {@value #CONTEXT} bases of context on either side; the grammar is then applied to the whole
 * sequence, exactly. Tiles lie at fixed places, so a sequence's scores do not depend on what else
 * is scored.
 */
final class SpliceScanner {
  static final int TILE = 2000;
  static final int CONTEXT = 400;
  private static final int TILES_PER_BATCH = 16;

  private final NetworkRun run;
  private final SpliceEncoder encoder;
  private final List<Tile> waiting = new ArrayList<>();

  SpliceScanner(NetworkRun run, SpliceEncoder encoder) {
    this.run = run;
    this.encoder = encoder;
  }

  /** Probabilities of donor and acceptor at each base. */
  record Scores(float[] donor, float[] acceptor) {
    Scores(int length) {
      this(new float[length], new float[length]);
    }
  }

  /** A stretch of a sequence and the place for its logits [to − from, LOGITS]. */
  private record Tile(byte[] bases, int from, int to, float[] logits) {
    int contextFrom() {
      return Math.max(0, from - CONTEXT);
    }

    int contextTo() {
      return Math.min(bases.length, to + CONTEXT);
    }

    int length() {
      return to - from;
    }
  }

  /** Returns the scores of each sequence, read as its sense strand. */
  List<Scores> score(List<byte[]> sequences) {
    List<List<Tile>> tiles = new ArrayList<>();
    for (byte[] bases : sequences) {
      List<Tile> ofSequence = new ArrayList<>();
      for (int from = 0; from < bases.length; from += TILE) {
        int to = Math.min(bases.length, from + TILE);
        Tile tile = new Tile(bases, from, to, new float[(to - from) * GeneGrammar.LOGITS]);
        ofSequence.add(tile);
        waiting.add(tile);
        if (waiting.size() == TILES_PER_BATCH) {
          runWaiting();
        }
      }
      tiles.add(ofSequence);
    }
    runWaiting();
    Scores[] scores = new Scores[sequences.size()];
    run.workers().run(scores.length, i -> scores[i] = parse(tiles.get(i)));
    return List.of(scores);
  }

  private void runWaiting() {
    if (waiting.isEmpty()) {
      return;
    }
    List<Sequence> sequences = new ArrayList<>();
    for (Tile tile : waiting) {
      sequences.add(
          encoder.encode(
              new SpliceEncoder.Window(
                  "tile at " + tile.from(), tile.bases(), tile.contextFrom(), tile.contextTo())));
    }
    float[][] z = run.logits(SequenceBatch.of(sequences)).get(SpliceConfig.STRUCTURE);
    for (int i = 0; i < waiting.size(); i++) {
      Tile tile = waiting.get(i);
      int skipped = (tile.from() - tile.contextFrom()) * GeneGrammar.LOGITS;
      System.arraycopy(z[i], skipped, tile.logits(), 0, tile.logits().length);
    }
    waiting.clear();
  }

  /** Marginals of the grammar over a sequence's tiles: filtered forward, smoothed backward. */
  private Scores parse(List<Tile> tiles) {
    ChainInference inference = run.inference(SpliceConfig.STRUCTURE);
    double[] logits = new double[TILE * GeneGrammar.LOGITS];
    float[] marginals = new float[TILE * GeneGrammar.stateCount()];
    double[][] before = new double[tiles.size()][];
    for (int i = 0; i + 1 < tiles.size(); i++) {
      Tile tile = widen(tiles.get(i), logits);
      before[i + 1] = inference.filter(before[i], logits, GeneGrammar.LOGITS, tile.length());
    }
    Scores scores = new Scores(tiles.get(tiles.size() - 1).to());
    double[] after = null;
    for (int i = tiles.size() - 1; i >= 0; i--) {
      Tile tile = widen(tiles.get(i), logits);
      after =
          inference.smooth(before[i], after, logits, GeneGrammar.LOGITS, tile.length(), marginals);
      for (int t = 0; t < tile.length(); t++) {
        scores.donor()[tile.from() + t] = GeneGrammar.donor(marginals, t);
        scores.acceptor()[tile.from() + t] = GeneGrammar.acceptor(marginals, t);
      }
    }
    return scores;
  }

  private static Tile widen(Tile tile, double[] logits) {
    for (int i = 0; i < tile.logits().length; i++) {
      logits[i] = tile.logits()[i];
    }
    return tile;
  }
}
