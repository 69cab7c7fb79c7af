package org.isochron.bio.splice;

import java.util.Arrays;
import org.isochron.bio.fasta.Iupac;

/**
 * The k-mers of a sequence, each in its canonical form: the smaller of itself and its reverse
 * complement as base-4 numbers.
 *
 * <p>Left out: k-mers with an ambiguous letter, and low-complexity ones, whose k − 2 overlapping
 * triplets are fewer than (k − 2) / 2 + 1 different ones (microsatellites, poly-A, most CAG
 * repeats).
 */
final class Kmers {
  /** The shortest k that is not met by chance in a genome of millions of bases. */
  static final int MIN_K = 12;

  /** The longest k whose code fits a long. */
  static final int MAX_K = 31;

  private Kmers() {}

  /**
   * Returns the codes in the order of the bases, with repeats.
   *
   * @param bases nucleotide letters
   * @param k from 12 to 31
   */
  static long[] of(byte[] bases, int k) {
    long[] codes = new long[Math.max(0, bases.length - k + 1)];
    long mask = (1L << (2 * k)) - 1;
    int top = 2 * (k - 1);
    Triplets triplets = new Triplets(k - 2);
    long forward = 0;
    long reverse = 0;
    int run = 0;
    int count = 0;
    for (byte b : bases) {
      int base = Iupac.index(b);
      if (base < 0) {
        run = 0;
        triplets.clear();
        continue;
      }
      forward = ((forward << 2) | base) & mask;
      reverse = (reverse >>> 2) | ((long) (3 - base) << top);
      run++;
      if (run >= 3) {
        triplets.add((int) (forward & 63));
      }
      if (run >= k && triplets.distinct() > (k - 2) / 2) {
        codes[count++] = Math.min(forward, reverse);
      }
    }
    return Arrays.copyOf(codes, count);
  }

  /** Returns the codes, ascending, without repeats. */
  static long[] distinct(byte[] bases, int k) {
    long[] codes = of(bases, k);
    Arrays.sort(codes);
    int kept = 0;
    for (int i = 0; i < codes.length; i++) {
      if (i == 0 || codes[i] != codes[i - 1]) {
        codes[kept++] = codes[i];
      }
    }
    return Arrays.copyOf(codes, kept);
  }

  /** The last {@code size} triplets, and how many different ones they are. */
  private static final class Triplets {
    private final int[] counts = new int[64];
    private final int[] ring;
    private int seen;
    private int distinct;

    Triplets(int size) {
      ring = new int[size];
    }

    void clear() {
      Arrays.fill(counts, 0);
      seen = 0;
      distinct = 0;
    }

    void add(int triplet) {
      int slot = seen % ring.length;
      if (seen >= ring.length && --counts[ring[slot]] == 0) {
        distinct--;
      }
      ring[slot] = triplet;
      if (counts[triplet]++ == 0) {
        distinct++;
      }
      seen++;
    }

    int distinct() {
      return distinct;
    }
  }
}
