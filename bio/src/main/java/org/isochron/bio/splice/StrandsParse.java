package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.objective.ChainInference;

/**
 * The grammar over both strands of a sequence, segment after segment along the plus strand: what
 * came before is known exactly, what comes after as far as the tiles that are held reach.
 */
final class StrandsParse {
  /**
   * The scores of both strands, both in the direction of the plus strand.
   *
   * @param from the first base
   */
  record Scores(int from, SpliceScanner.Scores plus, SpliceScanner.Scores minus) {}

  private final StrandBases plus;
  private final StrandBases minus;
  private final ChainInference inference;
  private final double[] beyond;
  private final Map<Integer, Tile> plusTiles = new HashMap<>();
  private final Map<Integer, Tile> minusTiles = new HashMap<>();
  private final double[] single = new double[Tile.LENGTH * GeneGrammar.LOGITS];
  private final double[] logits = new double[Tile.LENGTH * StrandsGrammar.LOGITS];
  private final float[] marginals = new float[Tile.LENGTH * StrandsGrammar.stateCount()];
  private double[] before;
  private int parsed;
  private int made;
  private int minusMade;

  /**
   * Begins a parse.
   *
   * @param bases of the plus strand
   * @param transitions scores of {@link GeneGrammar#CHAIN}
   */
  StrandsParse(byte[] bases, double[] transitions) {
    plus = new StrandBases(bases, false);
    minus = new StrandBases(bases, true);
    inference = StrandsGrammar.inference(transitions);
    ChainInference one = new ChainInference(GeneGrammar.CHAIN);
    one.pack(transitions, 0);
    before = StrandsGrammar.before(one.stationary());
    beyond = StrandsGrammar.after(one.stationary(), transitions);
    minusMade = Tile.count(minus);
  }

  /** Returns how many tiles a strand has. */
  int count() {
    return Tile.count(plus);
  }

  /** Returns how many tiles are parsed. */
  int parsed() {
    return parsed;
  }

  boolean isDone() {
    return parsed == count();
  }

  /** Returns the tiles of both strands to be read before those up to some place can be used. */
  List<Tile> need(int end) {
    int to = Math.min(count(), end);
    List<Tile> fresh = new ArrayList<>();
    for (Tile tile : Tile.of(plus, made, to)) {
      plusTiles.put(tile.from / Tile.LENGTH, tile);
      fresh.add(tile);
    }
    made = Math.max(made, to);
    int last = (int) Math.min(plus.length(), (long) to * Tile.LENGTH);
    int lowest = Math.min(minusMade, (plus.length() - last) / Tile.LENGTH);
    for (Tile tile : Tile.of(minus, lowest, minusMade)) {
      minusTiles.put(tile.from / Tile.LENGTH, tile);
      fresh.add(tile);
    }
    minusMade = lowest;
    return fresh;
  }

  /**
   * Returns the scores of the next tiles of the plus strand, and lets these go.
   *
   * @param size how many, fewer at the sequence's end
   */
  Scores next(int size) {
    int wanted = Math.min(parsed + size, made);
    List<double[]> messages = new ArrayList<>();
    messages.add(before);
    for (int i = parsed; i < made; i++) {
      int steps = copy(i);
      messages.add(
          inference.filter(messages.get(i - parsed), logits, StrandsGrammar.LOGITS, steps));
    }
    double[] after = made == count() ? fromBeyond(messages.get(made - parsed)) : null;
    for (int i = made - 1; i >= wanted; i--) {
      int steps = copy(i);
      double[] first = messages.get(i - parsed);
      after = inference.retreat(first, after, logits, StrandsGrammar.LOGITS, steps);
    }
    int from = parsed * Tile.LENGTH;
    int length = plusTiles.get(wanted - 1).to - from;
    Scores scores =
        new Scores(from, new SpliceScanner.Scores(length), new SpliceScanner.Scores(length));
    for (int i = wanted - 1; i >= parsed; i--) {
      int steps = copy(i);
      double[] first = messages.get(i - parsed);
      after = inference.smooth(first, after, logits, StrandsGrammar.LOGITS, steps, marginals);
      int at = plusTiles.get(i).from - from;
      write(scores.plus(), 0, at, steps);
      write(scores.minus(), 1, at, steps);
    }
    before = messages.get(wanted - parsed);
    forget(wanted);
    parsed = wanted;
    return scores;
  }

  /** Returns the message from beyond the end, scaled so that marginals sum to 1. */
  private double[] fromBeyond(double[] last) {
    double sum = 0;
    for (int s = 0; s < last.length; s++) {
      sum += last[s] * beyond[s];
    }
    double[] scaled = beyond.clone();
    for (int s = 0; s < scaled.length; s++) {
      scaled[s] /= sum;
    }
    return scaled;
  }

  private void write(SpliceScanner.Scores to, int strand, int at, int steps) {
    float[] states = new float[GeneGrammar.stateCount()];
    for (int t = 0; t < steps; t++) {
      StrandsGrammar.ofStrand(marginals, t, strand, states);
      to.donor()[at + t] = GeneGrammar.donor(states, 0);
      to.acceptor()[at + t] = GeneGrammar.acceptor(states, 0);
    }
  }

  private void forget(int end) {
    plusTiles.keySet().removeIf(i -> i < end);
    int from = (int) Math.min(plus.length(), (long) end * Tile.LENGTH);
    minusTiles.values().removeIf(tile -> plus.length() - tile.from <= from);
  }

  /** Writes both strands' logits of a tile of the plus strand, and returns its length. */
  private int copy(int index) {
    Tile tile = plusTiles.get(index);
    tile.copyLogits(single);
    for (int t = 0; t < tile.length(); t++) {
      System.arraycopy(
          single, t * GeneGrammar.LOGITS, logits, t * StrandsGrammar.LOGITS, GeneGrammar.LOGITS);
    }
    int first = (plus.length() - tile.to) / Tile.LENGTH;
    int last = (plus.length() - 1 - tile.from) / Tile.LENGTH;
    for (int j = first; j <= last; j++) {
      copyMinus(minusTiles.get(j), tile);
    }
    return tile.length();
  }

  private void copyMinus(Tile from, Tile tile) {
    from.copyLogits(single);
    int end = plus.length();
    for (int t = Math.max(0, end - from.to - tile.from);
        t < Math.min(tile.length(), end - from.from - tile.from);
        t++) {
      int at = end - 1 - (tile.from + t) - from.from;
      System.arraycopy(
          single,
          at * GeneGrammar.LOGITS,
          logits,
          t * StrandsGrammar.LOGITS + GeneGrammar.LOGITS,
          GeneGrammar.LOGITS);
    }
  }
}
