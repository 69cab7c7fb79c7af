package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isochron.bio.splice.StrandWeights.Evidence;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;

/** What the head of the strand and the sites say together. */
class StrandWeightsTest {
  private static double ofHead(double read, double turned) {
    return StrandWeights.OF_HEAD.probability(Evidence.of(read, turned, 5, -5));
  }

  @Test
  void bothReadingsOfASequenceAreHeard() {
    assertEquals(0.75, ofHead(0.9, 0.5), 1e-12);
    assertEquals(0.9, ofHead(0.9, 0.1), 1e-12);
    assertEquals(0.5, ofHead(0.9, 0.9), 1e-12);
    assertEquals(0, ofHead(0, 1), 1e-7);
    assertEquals(0.5, ofHead(0, 0));
  }

  @Test
  void aSiteOnOneStrandSpeaksForIt() {
    float[] none = {0, 0.1f};
    var read = new SpliceTagger.SiteProbabilities(new float[] {0.5f, 0.2f}, none);
    var turned = new SpliceTagger.SiteProbabilities(none, none);
    double odds = StrandWeights.sitesOf(read) - StrandWeights.sitesOf(turned);
    assertEquals(Math.log(9), odds, 1e-6);
    double p = new StrandWeights(0, 0.5).probability(Evidence.of(0.5, 0.5, odds, 0));
    assertEquals(0.75, p, 1e-6);
  }

  @Test
  void theWeightsThatEvidenceWasDrawnWithAreFound() {
    Random random = new Random(4);
    StrandWeights drawn = new StrandWeights(0.7, 0.3);
    List<Evidence> sense = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      Evidence any = new Evidence(2 * random.nextGaussian(), 3 * random.nextGaussian());
      boolean isSense = random.nextDouble() < drawn.probability(any);
      sense.add(isSense ? any : new Evidence(-any.head(), -any.sites()));
    }
    StrandWeights found = StrandWeights.fit(sense);
    assertEquals(0.7, found.head(), 0.03);
    assertEquals(0.3, found.sites(), 0.02);
  }

  @Test
  void weightsStayFiniteWhereNothingIsMisjudged() {
    StrandWeights found = StrandWeights.fit(List.of(new Evidence(0, 20), new Evidence(0, 30)));
    assertEquals(0, found.head());
    assertTrue(found.sites() > 0.01 && found.sites() < 1, found.toString());
    Evidence nothing = new Evidence(0, 0);
    assertEquals(new StrandWeights(0, 0), StrandWeights.fit(List.of(nothing, nothing)));
    assertSame(StrandWeights.OF_HEAD, StrandWeights.fit(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new StrandWeights(Double.NaN, 0));
  }

  @Test
  void olderFilesHaveTheHeadAlone() throws FormatException {
    String old = "{\"window\": 600, \"species\": [], \"usageMean\": 0.0, \"usageSd\": 1.0}";
    TaskSettings read = Json.read(old.getBytes(StandardCharsets.UTF_8), TaskSettings.class, "old");
    assertEquals(StrandWeights.OF_HEAD, read.strand());
    TaskSettings now = read.withStrand(new StrandWeights(1, 2));
    assertEquals(now, Json.read(Json.toTree(now), TaskSettings.class, "now"));
  }
}
