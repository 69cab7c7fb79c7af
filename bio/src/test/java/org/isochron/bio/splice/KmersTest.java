package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.isochron.bio.fasta.Iupac;
import org.junit.jupiter.api.Test;

class KmersTest {
  @Test
  void bothStrandsHaveTheSameKmers() {
    byte[] bases = MadeGenes.bases(11, 2000);
    for (int k : new int[] {12, 13, 24, 31}) {
      assertArrayEquals(
          Kmers.distinct(bases, k), Kmers.distinct(Iupac.reverseComplement(bases), k));
    }
  }

  @Test
  void codesAreThoseOfTheDefinition() {
    byte[] bases = MadeGenes.bases(12, 500);
    int k = 14;
    Set<Long> expected = new TreeSet<>();
    for (int i = 0; i + k <= bases.length; i++) {
      byte[] kmer = Arrays.copyOfRange(bases, i, i + k);
      if (triplets(kmer) >= (k - 2) / 2 + 1) {
        expected.add(Math.min(code(kmer), code(Iupac.reverseComplement(kmer))));
      }
    }
    long[] found = Kmers.distinct(bases, k);
    assertArrayEquals(expected.stream().mapToLong(code -> code).toArray(), found);
  }

  @Test
  void ambiguousAndSimpleKmersAreLeftOut() {
    byte[] bases = MadeGenes.bases(13, 100);
    assertEquals(77, Kmers.distinct(bases, 24).length);
    bases[50] = 'N';
    assertEquals(53, Kmers.distinct(bases, 24).length);
    assertEquals(0, Kmers.of(Iupac.bases("A".repeat(100)), 24).length);
    assertEquals(0, Kmers.of(Iupac.bases("CAG".repeat(40)), 24).length);
    assertEquals(0, Kmers.of(Iupac.bases("ATGCCA".repeat(40)), 24).length);
    assertEquals(0, Kmers.of(Iupac.bases("ACGT"), 24).length);
  }

  @Test
  void indexCountsDistinctSharedKmers() {
    byte[] a = MadeGenes.bases(14, 300);
    byte[] b = MadeGenes.bases(15, 300);
    System.arraycopy(a, 20, b, 200, 50);
    b[199] = Iupac.complement(a[19]);
    b[250] = Iupac.complement(a[70]);
    KmerIndex index = new KmerIndex(0);
    assertEquals(277, index.add(0, Kmers.of(a, 24)).distinct());
    KmerIndex.Added added = index.add(1, Kmers.of(b, 24));
    assertArrayEquals(new int[] {27}, added.perSequence());
    byte[] twice = Arrays.copyOf(b, 600);
    System.arraycopy(b, 0, twice, 300, 300);
    KmerIndex.Shared shared = index.shared(Kmers.distinct(twice, 24), 2);
    assertArrayEquals(new int[] {27, 277}, shared.perSequence());
    assertEquals(277, shared.any());
    assertArrayEquals(new int[] {27, 277}, index.add(2, Kmers.of(twice, 24)).perSequence());
  }

  private static long code(byte[] kmer) {
    long code = 0;
    for (byte base : kmer) {
      code = 4 * code + Iupac.index(base);
    }
    return code;
  }

  private static int triplets(byte[] kmer) {
    Set<Long> seen = new TreeSet<>();
    for (int i = 0; i + 3 <= kmer.length; i++) {
      seen.add(code(Arrays.copyOfRange(kmer, i, i + 3)));
    }
    return seen.size();
  }
}
