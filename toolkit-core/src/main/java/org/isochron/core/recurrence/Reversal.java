package org.isochron.core.recurrence;

import java.util.Arrays;

/**
 * The order in which parts of a forward pass are stepped, stored and turned backward, last first,
 * when only some states can be stored: with the fewest steps forward.
 *
 * <p>l parts with s states stored need r·l − β(s+1, r−1) steps beside the one in each turn, where
 * β(s, r) = C(s+r, s) and r is the least with β(s, r) ≥ l. Griewank and Walther 2000, doi
 * 10.1145/347837.347846.
 */
public final class Reversal {
  /** One move. */
  public enum Move {
    /** Run the part at which the state stands; the state moves on. */
    ADVANCE,
    /** Store the state in a slot. */
    STORE,
    /** Take the state from a slot. */
    RESTORE,
    /** Run the part at which the state stands, and its adjoint. */
    TURN
  }

  /** A plan of more is a mistake: each part would run again and again. */
  private static final int MOST_MOVES = 1 << 24;

  private final int slots;
  private Move[] moves = new Move[16];
  private int[] arguments = new int[16];
  private int count;

  /**
   * Plans.
   *
   * @param parts l, at least 1
   * @param states s, at least 1; slot 0 is for the state before the first part
   */
  public Reversal(int parts, int states) {
    if (parts < 1 || states < 1) {
      throw new IllegalArgumentException(
          "reversal: at least 1 part and 1 state, found " + parts + " and " + states);
    }
    slots = states;
    add(Move.STORE, 0);
    plan(parts);
  }

  /** Plans all parts; states in slots mark where stretches begin that are still to be turned. */
  private void plan(int parts) {
    int[] begins = new int[Math.min(slots, parts)];
    int slot = 0;
    int end = parts;
    while (slot >= 0) {
      int from = begins[slot];
      if (end - from == 1) {
        add(Move.TURN, from);
        end = from;
        slot--;
        if (slot >= 0) {
          add(Move.RESTORE, slot);
        }
        continue;
      }
      int free = slots - slot;
      int steps = free == 1 ? end - from - 1 : split(end - from, free);
      for (int i = 0; i < steps; i++) {
        add(Move.ADVANCE, from + i);
      }
      if (free == 1) {
        add(Move.TURN, end - 1);
        end--;
        add(Move.RESTORE, slot);
      } else {
        slot++;
        begins[slot] = from + steps;
        add(Move.STORE, slot);
      }
    }
  }

  private void add(Move move, int argument) {
    if (count == moves.length) {
      if (count >= MOST_MOVES) {
        throw new IllegalArgumentException(
            "reversal: "
                + slots
                + " states need more than "
                + MOST_MOVES
                + " moves; store more, or make parts longer");
      }
      moves = Arrays.copyOf(moves, 2 * count);
      arguments = Arrays.copyOf(arguments, 2 * count);
    }
    moves[count] = move;
    arguments[count++] = argument;
  }

  /** Returns how far to go before the next state is stored: 1 ≤ m &lt; parts. */
  private static int split(int parts, int states) {
    int r = repeats(parts, states);
    long most = Math.min(beta(states, r - 1), parts - beta(states - 1, r - 1));
    return (int) Math.max(1, Math.min(most, parts - 1));
  }

  private static int repeats(int parts, int states) {
    int r = 0;
    while (beta(states, r) < parts) {
      r++;
    }
    return r;
  }

  /** Returns C(s+r, s), or something larger than any int where that is larger; 0 for r &lt; 0. */
  private static long beta(int s, int r) {
    if (r < 0) {
      return 0;
    }
    long value = 1;
    for (int i = 1; i <= Math.min(s, r) && value <= Integer.MAX_VALUE; i++) {
      value = value * (s + r - i + 1) / i;
    }
    return value;
  }

  /**
   * Returns how many parts are run forward beside the one in each turn, by the formula.
   *
   * @param parts l
   * @param states s
   */
  public static long forwardSteps(int parts, int states) {
    int r = repeats(parts, states);
    return (long) r * parts - beta(states + 1, r - 1);
  }

  /** Returns the number of moves. */
  public int size() {
    return count;
  }

  /** Returns a move. */
  public Move move(int index) {
    return moves[index];
  }

  /** Returns the part that a move runs or turns, or the slot that it stores or restores. */
  public int argument(int index) {
    return arguments[index];
  }
}
