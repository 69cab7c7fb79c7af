package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;

/** A stretch of a strand that the network reads at once, and its logits while they are held. */
final class Tile {
  /** Bases of a tile. */
  static final int LENGTH = 8000;

  /** Bases on either side that the network reads with it. */
  static final int CONTEXT = 400;

  final int from;
  final int to;

  /** [to − from, {@link GeneGrammar#LOGITS}], or null. */
  float[] logits;

  /** Whether the grammar looked through it from before, and so can do without its logits. */
  boolean isPassed;

  private final StrandBases bases;

  private Tile(StrandBases bases, int from) {
    this.bases = bases;
    this.from = from;
    this.to = (int) Math.min(bases.length(), (long) from + LENGTH);
  }

  /** Returns how many tiles a strand has. */
  static int count(StrandBases bases) {
    return (bases.length() - 1) / LENGTH + 1;
  }

  /** Returns some tiles of a strand. */
  static List<Tile> of(StrandBases bases, int first, int end) {
    List<Tile> tiles = new ArrayList<>();
    for (int i = first; i < end; i++) {
      tiles.add(new Tile(bases, i * LENGTH));
    }
    return tiles;
  }

  int length() {
    return to - from;
  }

  /** Returns how many bases of context come before the tile. */
  int contextBefore() {
    return Math.min(CONTEXT, from);
  }

  /** Returns how many bases the network reads. */
  int contextLength() {
    return contextBefore() + length() + Math.min(CONTEXT, bases.length() - to);
  }

  /** Returns the tile with its context, and the neighbours that the encoder looks at. */
  SpliceEncoder.Window window(int radius) {
    int first = from - contextBefore();
    int end = (int) Math.min(bases.length(), (long) to + CONTEXT);
    int readFrom = Math.max(0, first - radius);
    byte[] read = bases.read(readFrom, (int) Math.min(bases.length(), (long) end + radius));
    return new SpliceEncoder.Window("tile at " + from, read, first - readFrom, end - readFrom);
  }

  /**
   * Takes its logits, with no site whose intron would lie outside of the sequence.
   *
   * @param all [.., {@link GeneGrammar#LOGITS}], those of the context first
   */
  void take(float[] all) {
    logits = new float[length() * GeneGrammar.LOGITS];
    System.arraycopy(all, contextBefore() * GeneGrammar.LOGITS, logits, 0, logits.length);
    if (from == 0) {
      GeneGrammar.forbidAcceptor(logits, 0);
    }
    if (to == bases.length()) {
      GeneGrammar.forbidDonor(logits, length() - 1);
    }
  }
}
