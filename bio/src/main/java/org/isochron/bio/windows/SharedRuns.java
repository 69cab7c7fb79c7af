package org.isochron.bio.windows;

import java.util.Arrays;
import java.util.List;
import org.isochron.bio.fasta.Iupac;

/**
 * Finds which of many sequences share at least k equal bases in a row with another one, exactly.
 *
 * <p>With seeds of s = min(31, ⌊(k + 1) / 2⌋) bases, a shared run of k ≥ 2s − 1 bases covers one of
 * the seeds that stand at multiples of s; each equal seed is extended as far as the bases agree.
 * Ambiguous letters equal nothing. Unlike the k-mers that group genes, low-complexity ones count:
 * this is about equal bases, not about common descent.
 */
final class SharedRuns {
  /** The shortest run whose seeds, of 12 bases, are not met everywhere by chance. */
  static final int MIN_K = 23;

  private static final int MAX_SEED = 31;

  private final int k;
  private final int seed;
  private final byte[][] references;
  private final long[] codes;
  private final int[] owners;
  private final int[] places;

  /**
   * Indexes sequences.
   *
   * @param sequences nucleotide letters
   * @param k at least 23
   */
  SharedRuns(List<byte[]> sequences, int k) {
    if (k < MIN_K) {
      throw new IllegalArgumentException("k: expected at least " + MIN_K + ", found " + k);
    }
    this.k = k;
    this.seed = Math.min(MAX_SEED, (k + 1) / 2);
    this.references = sequences.stream().map(SharedRuns::indices).toArray(byte[][]::new);
    int most = 0;
    for (byte[] reference : references) {
      most = Math.addExact(most, reference.length / seed);
    }
    long[] found = new long[most];
    int[] owner = new int[most];
    int[] place = new int[most];
    int count = 0;
    for (int r = 0; r < references.length; r++) {
      for (int at = 0; at + seed <= references[r].length; at += seed) {
        long code = code(references[r], at);
        if (code >= 0) {
          found[count] = code;
          owner[count] = r;
          place[count++] = at;
        }
      }
    }
    codes = Arrays.copyOf(found, count);
    Arrays.sort(codes);
    owners = new int[count];
    places = new int[count];
    sortAlong(found, owner, place);
  }

  /** Puts the owners and places of the seeds in the order of their codes. */
  private void sortAlong(long[] found, int[] owner, int[] place) {
    int[] taken = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      int first = first(found[i]);
      int slot = first + taken[first]++;
      owners[slot] = owner[i];
      places[slot] = place[i];
    }
  }

  /** Takes one shared run. */
  interface Visitor {
    /**
     * Takes a run; the same one may come several times.
     *
     * @param reference the number of the sequence
     * @param length of the run, at least k
     */
    void run(int reference, int length);
  }

  /** The longest run that a sequence shares: with which reference, and how many bases. */
  record Longest(int reference, int length) {}

  /** Returns the longest run of at least k, the first reference's of equal ones, or null. */
  Longest longest(byte[] bases) {
    int[] best = {-1, 0};
    visit(
        bases,
        (reference, length) -> {
          if (length > best[1] || (length == best[1] && reference < best[0])) {
            best[0] = reference;
            best[1] = length;
          }
        });
    return best[0] < 0 ? null : new Longest(best[0], best[1]);
  }

  /** Visits every run of at least k bases that a sequence, as it stands, shares. */
  void visit(byte[] bases, Visitor visitor) {
    byte[] query = indices(bases);
    long mask = (1L << (2 * seed)) - 1;
    long code = 0;
    int plain = 0;
    for (int end = 1; end <= query.length; end++) {
      int base = query[end - 1];
      plain = base < 0 ? 0 : plain + 1;
      code = ((code << 2) | Math.max(0, base)) & mask;
      if (plain >= seed) {
        extend(query, end - seed, code, visitor);
      }
    }
  }

  private void extend(byte[] query, int at, long code, Visitor visitor) {
    int slot = first(code);
    while (slot < codes.length && codes[slot] == code) {
      byte[] reference = references[owners[slot]];
      int shift = places[slot] - at;
      int from = at;
      while (from > 0 && equal(query, from - 1, reference, from - 1 + shift)) {
        from--;
      }
      int to = at + seed;
      while (to < query.length && equal(query, to, reference, to + shift)) {
        to++;
      }
      if (to - from >= k) {
        visitor.run(owners[slot], to - from);
      }
      slot++;
    }
  }

  private static boolean equal(byte[] query, int at, byte[] reference, int place) {
    return place >= 0
        && place < reference.length
        && query[at] >= 0
        && query[at] == reference[place];
  }

  /** Returns the first slot whose code is not below the given one. */
  private int first(long code) {
    int low = 0;
    int high = codes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (codes[middle] < code) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long code(byte[] indices, int at) {
    long code = 0;
    for (int i = at; i < at + seed; i++) {
      if (indices[i] < 0) {
        return -1;
      }
      code = (code << 2) | indices[i];
    }
    return code;
  }

  private static byte[] indices(byte[] bases) {
    byte[] indices = new byte[bases.length];
    for (int i = 0; i < bases.length; i++) {
      indices[i] = (byte) Iupac.index(bases[i]);
    }
    return indices;
  }
}
