package org.isochron.bio.variants;

import java.util.ArrayList;
import java.util.List;

/**
 * Which base of a changed sequence is which of the reference: all before the change, and all after
 * it, are the same; within it, the first ones pair up, then bases are deleted or inserted.
 *
 * <p>A deleted base has probability 0; an inserted one counts with the base before it, where the
 * largest probability of both is taken (with the base after it, where the variant has none before).
 *
 * @param begin of the change in the reference, after the bases that both texts begin with
 * @param deleted reference bases of the change
 * @param inserted bases of the changed sequence that stand for them
 * @param anchored whether the variant has a base before the change
 */
record AlleleAlignment(int begin, int deleted, int inserted, boolean anchored) {
  /**
   * Aligns two texts as they are written: trimmed at the end as long as both keep a base, then at
   * the front; at the end again if they begin with different bases.
   *
   * @param at where they stand in the reference
   */
  static AlleleAlignment of(String reference, String alternative, int at) {
    int r = reference.length();
    int a = alternative.length();
    while (r > 1 && a > 1 && reference.charAt(r - 1) == alternative.charAt(a - 1)) {
      r--;
      a--;
    }
    int front = 0;
    while (front < Math.min(r, a) && reference.charAt(front) == alternative.charAt(front)) {
      front++;
    }
    while (front == 0
        && Math.min(r, a) > 0
        && reference.charAt(r - 1) == alternative.charAt(a - 1)) {
      r--;
      a--;
    }
    return new AlleleAlignment(at + front, r - front, a - front, front > 0);
  }

  /**
   * Returns all alignments of the same two sequences whose change is elsewhere in repeated bases,
   * this one first, then by their distance from it.
   *
   * @param reference bases, upper case
   * @param changed the same with the variant
   */
  List<AlleleAlignment> shifts(byte[] reference, byte[] changed) {
    int right = 0;
    while (begin + deleted + right < reference.length
        && reference[begin + right] == changed[begin + right]) {
      right++;
    }
    int left = 0;
    while (begin - left > 0
        && reference[begin + deleted - 1 - left] == changed[begin + inserted - 1 - left]) {
      left++;
    }
    List<AlleleAlignment> all = new ArrayList<>(List.of(this));
    for (int k = 1; k <= Math.max(left, right); k++) {
      if (k <= left) {
        all.add(at(begin - k));
      }
      if (k <= right) {
        all.add(at(begin + k));
      }
    }
    return all;
  }

  private AlleleAlignment at(int other) {
    return new AlleleAlignment(other, deleted, inserted, other > 0);
  }

  /**
   * Returns the probabilities of a changed sequence at the bases of the reference.
   *
   * @param changed of the changed sequence, in the forward direction
   */
  float[] onReference(float[] changed) {
    float[] p = new float[changed.length + deleted - inserted];
    int paired = begin + Math.min(deleted, inserted);
    System.arraycopy(changed, 0, p, 0, paired);
    System.arraycopy(changed, begin + inserted, p, begin + deleted, p.length - begin - deleted);
    if (inserted > deleted) {
      int anchor = deleted > 0 || anchored ? begin + deleted - 1 : begin;
      for (int i = begin + deleted; i < begin + inserted; i++) {
        p[anchor] = Math.max(p[anchor], changed[i]);
      }
    }
    return p;
  }
}
