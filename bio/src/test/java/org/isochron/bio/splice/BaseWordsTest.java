package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;

/** Words of bases instead of single ones: the same function. */
class BaseWordsTest {
  /** Sums of other orders: logits some 1e-6 apart, and so the odds of what they are summed to. */
  static void assertRounded(float[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 1e-4f * expected[i] + 1e-30f, "base " + i);
    }
  }

  @Test
  void wordsAreNumbersOfBaseFour() {
    int[] acgtNttt = {0, 1, 2, 3, -1, 3, 3, 3};
    assertArrayEquals(new int[] {6, 27, -1, -1, -1, 63}, BaseWords.at(acgtNttt));
    assertArrayEquals(new int[0], BaseWords.at(new int[] {0, 1}));
  }

  @Test
  void aWindowIsCutIntoWordsAndTheBasesThatAreLeft() {
    SpliceEncoder encoder = new SpliceEncoder(3, List.of("oak", "bee")).reading("bee");
    byte[] bases = Iupac.bases("acgtacgNtacgtacg");
    Sequence read = encoder.encodeWords(new SpliceEncoder.Window("w", bases, 3, 12));
    assertEquals(30 + 2 * 64, read.channels());
    int[] columns = new int[32];
    float[] values = new float[32];
    int end = read.sparse().write(0, columns, values, 0);
    // acg tac g: the seventh base singly, then the species, then two words.
    assertArrayEquals(new int[] {26, 29, 30 + 6, 30 + 64 + 49}, Arrays.copyOf(columns, end));
    int withN = read.sparse().write(2, columns, values, 0);
    assertEquals(6 + 4 + 1, withN, "a window with an N is read base by base");
  }

  @Test
  void aNetworkSaysTheSameByWords() {
    for (SpliceConfig.CellKind cell : SpliceConfig.CellKind.values()) {
      for (int radius : new int[] {0, 1, 5}) {
        for (List<String> species : List.of(List.<String>of(), List.of("oak", "bee"))) {
          check(radius, cell, species);
        }
      }
    }
  }

  private static void check(int radius, SpliceConfig.CellKind cell, List<String> species) {
    SpliceConfig config =
        SpliceConfig.defaults()
            .withNetwork(new SpliceConfig.NetworkConfig(radius, 2, 9, 7, 0).withCell(cell))
            .withSpecies(species);
    SpliceEncoder any = new SpliceEncoder(radius, species);
    SpliceEncoder encoder = species.isEmpty() ? any : any.reading("bee");
    RecurrentNetwork network = config.recurrentNetwork();
    double[] parameters = network.initialParameters(3);
    BaseWords words = BaseWords.of(encoder);
    SplittableRandom random = new SplittableRandom(radius);
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      letters.append("ACGTacgtACGTacgtACGTacgtNNRKacgt".charAt(random.nextInt(32)));
    }
    byte[] bases = Iupac.bases(letters.toString());
    SpliceEncoder.Window window = new SpliceEncoder.Window("w", bases, 0, bases.length);
    try (Workers workers = new Workers(1)) {
      float[] singly = logits(network, parameters, encoder.encodeSparse(window), workers);
      float[] byWords =
          logits(
              words.network(network),
              words.parameters(network, parameters),
              encoder.encodeWords(window),
              workers);
      assertArrayEquals(singly, byWords, 2e-6f, cell + " of radius " + radius);
    }
  }

  private static float[] logits(
      RecurrentNetwork network, double[] parameters, Sequence of, Workers workers) {
    NetworkRun run = new NetworkRun(network, workers);
    run.parameters(parameters);
    return run.logits(SequenceBatch.of(List.of(of))).get(SpliceConfig.STRUCTURE)[0];
  }
}
