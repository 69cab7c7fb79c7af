package org.isochron.bio.splice;

import java.util.Arrays;

/**
 * Which of the sequences added so far hold a k-mer: an open-addressing table of longs with chains.
 */
final class KmerIndex {
  private static final int EMPTY = -1;

  private long[] keys;
  private int[] heads;
  private int used;
  private int[] owners;
  private int[] next;
  private int entries;

  /**
   * Makes an empty index.
   *
   * @param expected about how many k-mers will be added; a wrong guess costs time only
   */
  KmerIndex(long expected) {
    int size = 1 << 10;
    while (size < 1 << 28 && size < expected / 2 * 3) {
      size *= 2;
    }
    keys = new long[size];
    heads = new int[size];
    Arrays.fill(heads, EMPTY);
    owners = new int[size / 2];
    next = new int[size / 2];
  }

  /**
   * What a query shares with the sequences of the index.
   *
   * @param perSequence [sequences], shared k-mers with each
   * @param any k-mers of the query that occur in at least one
   */
  record Shared(int[] perSequence, int any) {}

  /**
   * What a new sequence shares with the earlier ones.
   *
   * @param distinct its distinct k-mers
   * @param perSequence [earlier sequences], distinct k-mers shared with each
   */
  record Added(int distinct, int[] perSequence) {}

  /**
   * Adds a sequence, and counts what it shares with the earlier ones.
   *
   * @param owner its number; sequences come as 0, 1, 2, ...
   * @param kmers codes, possibly with repeats
   */
  Added add(int owner, long[] kmers) {
    int[] counts = new int[owner];
    int before = entries;
    for (long kmer : kmers) {
      int slot = slot(kmer);
      int head = heads[slot];
      if (head != EMPTY && owners[head] == owner) {
        continue;
      }
      for (int entry = head; entry != EMPTY; entry = next[entry]) {
        counts[owners[entry]]++;
      }
      append(owner, kmer, slot);
    }
    return new Added(entries - before, counts);
  }

  private void append(int owner, long kmer, int slot) {
    if (entries == owners.length) {
      owners = Arrays.copyOf(owners, 2 * entries);
      next = Arrays.copyOf(next, 2 * entries);
    }
    owners[entries] = owner;
    next[entries] = heads[slot];
    boolean fresh = heads[slot] == EMPTY;
    keys[slot] = kmer;
    heads[slot] = entries++;
    used += fresh ? 1 : 0;
    if (fresh && used > keys.length / 3 * 2) {
      growTable();
    }
  }

  /**
   * Counts shared k-mers.
   *
   * @param kmers distinct codes of the query
   * @param sequences how many have been added
   */
  Shared shared(long[] kmers, int sequences) {
    int[] counts = new int[sequences];
    int any = 0;
    for (long kmer : kmers) {
      int entry = heads[slot(kmer)];
      any += entry == EMPTY ? 0 : 1;
      while (entry != EMPTY) {
        counts[owners[entry]]++;
        entry = next[entry];
      }
    }
    return new Shared(counts, any);
  }

  /** Returns the slot that holds a key, or the empty one where it belongs. */
  private int slot(long key) {
    long mixed = key * 0x9e3779b97f4a7c15L;
    int mask = keys.length - 1;
    int slot = (int) (mixed >>> 32) & mask;
    while (heads[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void growTable() {
    long[] oldKeys = keys;
    int[] oldHeads = heads;
    keys = new long[2 * oldKeys.length];
    heads = new int[2 * oldKeys.length];
    Arrays.fill(heads, EMPTY);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldHeads[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        heads[slot] = oldHeads[i];
      }
    }
  }
}
