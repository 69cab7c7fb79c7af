package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Scores every base of sequences of any length, in tiles of {@value #TILE} bases that are read with
 * {@value #CONTEXT} bases of context on either side. Tiles lie at fixed places, so a sequence's
 * scores do not depend on what else is scored.
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

  private record Tile(byte[] bases, int from, int to, Scores scores) {
    int contextFrom() {
      return Math.max(0, from - CONTEXT);
    }

    int contextTo() {
      return Math.min(bases.length, to + CONTEXT);
    }
  }

  /** Returns the scores of each sequence, read as its sense strand. */
  List<Scores> score(List<byte[]> sequences) {
    List<Scores> all = new ArrayList<>();
    for (byte[] bases : sequences) {
      Scores scores = new Scores(bases.length);
      all.add(scores);
      for (int from = 0; from < bases.length; from += TILE) {
        waiting.add(new Tile(bases, from, Math.min(bases.length, from + TILE), scores));
        if (waiting.size() == TILES_PER_BATCH) {
          runWaiting();
        }
      }
    }
    runWaiting();
    return all;
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
    float[][] p = run.probabilities(SequenceBatch.of(sequences)).get(SpliceConfig.SITES);
    for (int i = 0; i < waiting.size(); i++) {
      Tile tile = waiting.get(i);
      for (int t = tile.from(); t < tile.to(); t++) {
        int at = (t - tile.contextFrom()) * SpliceLabels.SITE_CLASSES;
        tile.scores().donor()[t] = p[i][at + SpliceLabels.DONOR];
        tile.scores().acceptor()[t] = p[i][at + SpliceLabels.ACCEPTOR];
      }
    }
    waiting.clear();
  }
}
