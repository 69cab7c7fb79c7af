package org.isochron.bio.variants;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlleleAlignmentTest {
  /** Reference bases 0 to 5, the variant at base 2; the changed bases have 1, 2, 3, ... tenths. */
  @ParameterizedTest
  @CsvSource({
    // substitutions
    "A, G, 1 2 3 4 5 6",
    "AC, GT, 1 2 3 4 5 6",
    // an insertion after the anchor: the largest of anchor and inserted bases
    "A, AG, 1 2 4 5 6 7",
    "A, AGGG, 1 2 6 7 8 9",
    // an insertion that is written before a base it keeps
    "A, GGA, 1 2 5 6 7 8",
    // inserted bases beside a replaced one
    "A, GT, 1 2 4 5 6 7",
    // deletions: what is deleted has no site
    "AC, A, 1 2 3 0 4 5",
    "ACG, A, 1 2 3 0 0 4",
    // a deletion at a sequence's first base is written with the base after it
    "ACG, G, 1 2 0 0 3 4",
    // deleted and replaced
    "ACG, T, 1 2 3 0 0 4",
    "ACGT, TA, 1 2 3 4 0 0",
    // bases that both texts end with
    "ACGT, AT, 1 2 3 0 0 4",
    "AT, ACGT, 1 2 5 6 7 8"
  })
  void changedBasesStandWhereTheTableSays(String reference, String alternative, String tenths) {
    int length = 6 + alternative.length() - reference.length();
    float[] changed = new float[length];
    for (int i = 0; i < length; i++) {
      changed[i] = i + 1;
    }
    float[] aligned = AlleleAlignment.of(reference, alternative, 2).onReference(changed);
    String[] words = tenths.split(" ", -1);
    float[] expected = new float[words.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Float.parseFloat(words[i]);
    }
    assertArrayEquals(expected, aligned);
  }

  @Test
  void anInsertionInARepeatMayBeSaidToBeAnywhereInIt() {
    // TC[AGAG]AGT: AG inserted after C; as well after CA, CAG, CAGA, CAGAG.
    byte[] reference = "TCAGAGT".getBytes(US_ASCII);
    byte[] changed = "TCAGAGAGT".getBytes(US_ASCII);
    AlleleAlignment given = AlleleAlignment.of("C", "CAG", 1);
    List<Integer> begins =
        given.shifts(reference, changed).stream().map(AlleleAlignment::begin).sorted().toList();
    assertEquals(List.of(2, 3, 4, 5, 6), begins);
    assertEquals(given, given.shifts(reference, changed).get(0));
  }

  @Test
  void aDeletionIsShiftedBothWays() {
    byte[] reference = "TCAGAGT".getBytes(US_ASCII);
    byte[] changed = "TCAGT".getBytes(US_ASCII);
    AlleleAlignment given = AlleleAlignment.of("AGA", "A", 2);
    List<Integer> begins =
        given.shifts(reference, changed).stream().map(AlleleAlignment::begin).sorted().toList();
    assertEquals(List.of(2, 3, 4), begins);
  }

  @Test
  void aSubstitutionIsWhereItIs() {
    byte[] reference = "AAAAA".getBytes(US_ASCII);
    byte[] changed = "AACAA".getBytes(US_ASCII);
    assertEquals(1, AlleleAlignment.of("A", "C", 2).shifts(reference, changed).size());
  }
}
