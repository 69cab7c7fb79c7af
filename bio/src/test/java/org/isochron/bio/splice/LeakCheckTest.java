package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  private static final List<AnnotatedSequence> MADE = MadeGenes.unrelated(10);
  private final List<SenseGene> train = MadeGenes.set(MADE).genes();

  @Test
  void unrelatedGenesAreClean() {
    LeakReport report = LeakCheck.of(train.subList(0, 5), train.subList(5, 10));
    assertTrue(report.clean());
    assertEquals(0, report.largestFraction());
    assertEquals(new LeakReport.GeneLeak("s5:g", 0, "", 0, false), report.genes().get(0));
    assertEquals(
        "5 test genes against 5 training genes: 0 share more than 5.0 % of their 24-mers "
            + "(largest 0.00 %), 0 overlap a training locus, 0 groups on both sides",
        report.summary());
  }

  @Test
  void aPlantedDuplicateIsFound() {
    AnnotatedSequence copy = MadeGenes.sequence("copy", MADE.get(3).bases());
    LeakReport report = LeakCheck.of(train, MadeGenes.set(List.of(copy)).genes());
    assertEquals(List.of(new LeakReport.GeneLeak("copy:g", 1, "s3:g", 1, false)), report.genes());
    assertEquals(1, report.aboveThreshold());
    assertFalse(report.clean());
  }

  @Test
  void aPlantedReverseComplementDuplicateIsFound() {
    // Same strand label, so that the sense sequences are each other's reverse complement.
    byte[] turned = org.isochron.bio.fasta.Iupac.reverseComplement(MADE.get(4).bases());
    AnnotatedSequence copy = MadeGenes.sequence("turned", turned);
    LeakReport report = LeakCheck.of(train, MadeGenes.set(List.of(copy)).genes());
    assertEquals(List.of(new LeakReport.GeneLeak("turned:g", 1, "s4:g", 1, false)), report.genes());
  }

  @Test
  void fractionsTellOneTrainingGeneFromAll() {
    byte[] mixed = MadeGenes.bases(99, 600);
    System.arraycopy(MADE.get(0).bases(), 0, mixed, 0, 200);
    System.arraycopy(MADE.get(1).bases(), 0, mixed, 400, 100);
    List<SenseGene> test = MadeGenes.set(List.of(MadeGenes.sequence("m", mixed))).genes();
    LeakReport.GeneLeak leak = LeakCheck.of(train, test).genes().get(0);
    assertEquals("s0:g", leak.nearest());
    assertEquals(177 / 577.0, leak.nearestFraction(), 2e-3);
    assertEquals((177 + 77) / 577.0, leak.sharedFraction(), 4e-3);
    assertEquals(0, LeakCheck.of(train, test, 24, 0.5).aboveThreshold());
  }

  @Test
  void overlappingLociAndCommonGroupsAreCounted() {
    SenseGene a = MadeGenes.set(List.of(MadeGenes.sequence("c_1-600", 50))).genes().get(0);
    SenseGene b = MadeGenes.set(List.of(MadeGenes.sequence("c_600-1199", 51))).genes().get(0);
    LeakReport report = LeakCheck.of(List.of(a), List.of(b, b.withGroup(a.group())));
    assertEquals(2, report.overlappingLoci());
    assertEquals(List.of("c_1-600:g"), report.commonGroups());
    assertFalse(report.clean());
  }

  @Test
  void validationCountsAsSeen() {
    GeneSplit split =
        new GeneSplit(
            train.subList(0, 1), train.subList(1, 2), List.of(copyOf(1).withGroup("other")));
    assertEquals("s1:g", split.leakCheck().genes().get(0).nearest());
  }

  @Test
  void badSettingsAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> LeakCheck.of(train, train, 5, 0.1));
    assertEquals(
        "leak check: expected k from 12 to 31 and a threshold from 0 to 1, found 5 and 0.1",
        e.getMessage());
  }

  private static SenseGene copyOf(int i) {
    AnnotatedSequence copy = MadeGenes.sequence("copy", MADE.get(i).bases());
    return MadeGenes.set(List.of(copy)).genes().get(0);
  }
}
