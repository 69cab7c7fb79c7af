package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.objective.ChainProduct;
import org.isochron.core.objective.ChainSegment;
import org.isochron.core.objective.ChainStretches;

/**
 * What a strand's grammar is told of the bases after a segment: it reads on until nothing that
 * comes after could change the message by more than a factor of 1 + {@value #BOUND}, or the strand
 * ends.
 *
 * <p>The products of what it passed are kept group by group, of as many tiles as a segment, so that
 * the next segments go on from there; logits far ahead are let go.
 */
final class LookAhead {
  /** The diameter of the messages' cone from which a message counts as known. */
  static final double BOUND = 1e-12;

  /** Bases between two looks at the diameter. */
  private static final int STRIDE = 125;

  /** Segments ahead whose logits are held. */
  private static final int HELD = 3;

  private final ChainStretches grammar;
  private final int segment;
  private final double[] end;
  private final List<ChainProduct> groups = new ArrayList<>();
  private ChainProduct whole;
  private int passed;

  /**
   * Begins after the first segment.
   *
   * @param segment tiles of a segment
   * @param end the message from the strand's end, or null where it may end in any state
   */
  LookAhead(ChainStretches grammar, int segment, double[] end) {
    this.grammar = grammar;
    this.segment = segment;
    this.end = end;
  }

  /** Goes to the end of the next segment. */
  void next() {
    if (!groups.isEmpty()) {
      groups.remove(0);
    }
    whole = null;
    passed = 0;
  }

  /**
   * Reads on.
   *
   * @param after the tiles after the segment that are there, all with logits but those passed
   * @param isLast whether the strand's last tile is among them
   * @return whether the message is known; else more tiles are needed
   */
  boolean extend(List<Tile> after, boolean isLast) {
    while (true) {
      if (passed == groups.size()) {
        groups.add(grammar.product());
      }
      ChainProduct group = groups.get(passed);
      int index = tilesPassed(group, after);
      if ((isLast && index == after.size()) || with(group).diameter() <= BOUND) {
        return true;
      }
      if (group.steps() == (long) segment * Tile.LENGTH) {
        whole = with(group);
        passed++;
      } else if (index == after.size()) {
        return false;
      } else {
        step(group, after.get(index), index);
      }
    }
  }

  private ChainProduct with(ChainProduct group) {
    return whole == null ? group : whole.then(group);
  }

  /** Returns how many tiles a group, the last one, has behind it as a whole. */
  private int tilesPassed(ChainProduct group, List<Tile> after) {
    int index = passed * segment + (int) (group.steps() / Tile.LENGTH);
    boolean isPast = index < after.size() && stepIn(group) == after.get(index).length();
    return isPast ? index + 1 : index;
  }

  private static int stepIn(ChainProduct group) {
    return (int) (group.steps() % Tile.LENGTH);
  }

  private void step(ChainProduct group, Tile tile, int index) {
    int from = stepIn(group);
    int to = Math.min(from + STRIDE, tile.length());
    group.add(tile.logits, from, to);
    if (to == tile.length() && index >= HELD * segment) {
      tile.isPassed = true;
      tile.logits = null;
    }
  }

  /**
   * Returns the message to the segment's last base: from beyond the first group by products,
   * through it as {@link ChainSegment#smooth} would carry it, where its logits are there.
   *
   * @param after the tiles after the segment
   */
  double[] message(List<Tile> after) {
    int last = passed > 0 ? segment : tilesTouched(groups.get(0));
    int there = 0;
    while (there < last && after.get(there).logits != null) {
      there++;
    }
    int first = there < last ? 0 : 1;
    double[] message = end;
    for (int g = passed; g >= first; g--) {
      message = groups.get(g).message(message);
    }
    there = first == 0 ? 0 : there;
    for (int i = there - 1; i >= 0; i--) {
      Tile tile = after.get(i);
      message = grammar.retreat(message, tile.logits, tile.length());
    }
    return message;
  }

  private static int tilesTouched(ChainProduct group) {
    return (int) ((group.steps() + Tile.LENGTH - 1) / Tile.LENGTH);
  }
}
