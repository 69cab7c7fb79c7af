package org.isochron.bio.variants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.RandomTagger;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.variants.DeltaScorer.Query;
import org.isochron.bio.variants.DeltaScores.Delta;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scores of small random models, against a second implementation that goes base by base. */
class DeltaScorerTest {
  private static final int LENGTH = 400;
  private static final DeltaConfig CONFIG = new DeltaConfig(12, 30, false, false);

  private static Workers workers;
  private static SpliceTagger tagger;
  private static String text;
  private static ReferenceSequences sequences;

  @BeforeAll
  static void make() {
    workers = new Workers(2);
    tagger = RandomTagger.of(7);
    text = random(5, LENGTH);
    sequences = sequences("s", text);
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  static String random(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder bases = new StringBuilder();
    for (int i = 0; i < length; i++) {
      bases.append("ACGT".charAt(random.nextInt(4)));
    }
    return bases.toString();
  }

  static ReferenceSequences sequences(String name, String bases) {
    return ReferenceSequences.of(List.of(new FastaRecord(name, "", Iupac.bases(bases))));
  }

  private static DeltaScorer scorer(ReferenceSequences of, DeltaConfig config) {
    return new DeltaScorer(tagger, of, config, workers);
  }

  private static List<Variant> variants(int count) {
    SplittableRandom random = new SplittableRandom(9);
    List<Variant> variants = new ArrayList<>();
    while (variants.size() < count) {
      int at = random.nextInt(LENGTH - 6);
      String reference =
          text.substring(at, at + (random.nextBoolean() ? 1 : 1 + random.nextInt(5)));
      String alternative =
          random.nextBoolean()
              ? random(random.nextLong(), 1 + random.nextInt(5))
              : reference.charAt(0) + random(random.nextLong(), random.nextInt(5));
      if (!reference.equals(alternative)) {
        variants.add(new Variant("s", at, reference, alternative));
      }
    }
    return variants;
  }

  // --- the second implementation

  private static String reversed(String bases) {
    byte[] turned = Iupac.reverseComplement(bases.getBytes(StandardCharsets.US_ASCII));
    return new String(turned, StandardCharsets.US_ASCII);
  }

  /** Returns the probability of each kind of site at each forward base of a piece of sequence. */
  private static double[][] probabilities(String piece, Strand strand) {
    String sense = strand == Strand.PLUS ? piece : reversed(piece);
    var p = tagger.probabilities(sense.getBytes(StandardCharsets.US_ASCII), workers);
    double[][] forward = new double[2][piece.length()];
    for (int i = 0; i < piece.length(); i++) {
      int j = strand == Strand.PLUS ? i : piece.length() - 1 - i;
      forward[0][i] = p.acceptor()[j];
      forward[1][i] = p.donor()[j];
    }
    return forward;
  }

  /**
   * Finds for each forward base which bases of the changed piece it is compared with, by counting
   * from the left and from the right what the two texts share.
   */
  private static double changedAt(double[] changed, int base, int at, Variant v) {
    String ref = v.reference();
    String alt = v.alternative();
    int tail = 0;
    while (Math.min(ref.length(), alt.length()) - tail > 1
        && ref.charAt(ref.length() - 1 - tail) == alt.charAt(alt.length() - 1 - tail)) {
      tail++;
    }
    int head = 0;
    while (head < Math.min(ref.length(), alt.length()) - tail
        && ref.charAt(head) == alt.charAt(head)) {
      head++;
    }
    while (head == 0
        && tail < Math.min(ref.length(), alt.length())
        && ref.charAt(ref.length() - 1 - tail) == alt.charAt(alt.length() - 1 - tail)) {
      tail++;
    }
    int afterRef = at + ref.length() - tail;
    int afterAlt = at + alt.length() - tail;
    if (base >= afterRef) {
      double p = changed[base - afterRef + afterAlt];
      boolean leadsInsertion = head == 0 && afterRef == at && base == at;
      for (int i = at; leadsInsertion && i < afterAlt; i++) {
        p = Math.max(p, changed[i]);
      }
      return p;
    }
    boolean lastBefore = base == afterRef - 1 && afterRef > at;
    if (base < at + head && !lastBefore) {
      return changed[base];
    }
    double p = base < afterAlt ? changed[base] : 0;
    for (int i = base + 1; lastBefore && i < afterAlt; i++) {
      p = Math.max(p, changed[i]);
    }
    return p;
  }

  private static DeltaScores bruteForce(Variant v, Strand strand, KnownSites known, DeltaConfig c) {
    int start = Math.max(0, v.position0() - c.distance() - c.context());
    int past = Math.max(v.position0() + c.distance() + 1, v.position0() + v.reference().length());
    int end = Math.min(LENGTH, past + c.context());
    String before = text.substring(start, end);
    int at = v.position0() - start;
    String after =
        before.substring(0, at) + v.alternative() + before.substring(at + v.reference().length());
    double[][] ref = probabilities(before, strand);
    double[][] alt = probabilities(after, strand);
    List<Delta> found = new ArrayList<>();
    for (int kind = 0; kind < 2; kind++) {
      Set<Integer> annotated = kind == 0 ? known.acceptors0() : known.donors0();
      for (int sign = 1; sign >= -1; sign -= 2) {
        Delta best = Delta.NONE;
        for (int d = -c.distance(); d <= c.distance(); d++) {
          int base = at + d;
          if (base < 0 || base >= before.length()) {
            continue;
          }
          double change = sign * (changedAt(alt[kind], base, at, v) - ref[kind][base]);
          boolean hidden = c.masked() && annotated.contains(start + base) == (sign == 1);
          if (!hidden && change > best.score()) {
            best = new Delta(change, d);
          }
        }
        found.add(best);
      }
    }
    return new DeltaScores(found.get(0), found.get(1), found.get(2), found.get(3));
  }

  // --- tests

  @Test
  void scoresAreThoseOfTheSecondImplementationOnBothStrands() throws IOException {
    List<Query> queries = new ArrayList<>();
    for (Variant v : variants(120)) {
      queries.add(new Query(v, Strand.PLUS, KnownSites.NONE));
      queries.add(new Query(v, Strand.MINUS, KnownSites.NONE));
    }
    List<DeltaScores> scores = scorer(sequences, CONFIG).score(queries);
    double largest = 0;
    for (int i = 0; i < queries.size(); i++) {
      Query q = queries.get(i);
      DeltaScores expected = bruteForce(q.variant(), q.strand(), q.known(), CONFIG);
      assertEquals(expected, scores.get(i), q.toString());
      largest = Math.max(largest, expected.largest());
    }
    assertTrue(largest > 0.1, "the model hears variants: " + largest);
  }

  @Test
  void aMaskIsAppliedBeforeTheLargestChangeIsLookedFor() throws IOException {
    DeltaConfig masked = CONFIG.withMask(true);
    KnownSites known = new KnownSites(Set.of(60, 61, 64, 203), Set.of(58, 66, 199, 205));
    boolean hides = false;
    for (Variant v : variants(200)) {
      for (Strand strand : Strand.values()) {
        DeltaScores scores =
            scorer(sequences, masked).score(List.of(new Query(v, strand, known))).get(0);
        assertEquals(bruteForce(v, strand, known, masked), scores, v.toString());
        boolean loss = scores.donorLoss().score() > 0;
        int site = v.position0() + scores.donorLoss().position();
        assertTrue(!loss || known.donors0().contains(site), v.toString());
        hides |= !scores.equals(bruteForce(v, strand, known, CONFIG));
      }
    }
    assertTrue(hides, "some change is hidden");
  }

  @Test
  void aVariantIsScoredAloneAsAmongOthers() throws IOException {
    List<Variant> all = variants(30);
    List<Query> queries =
        all.stream().map(v -> new Query(v, Strand.MINUS, KnownSites.NONE)).toList();
    DeltaScorer scorer = scorer(sequences, CONFIG);
    List<DeltaScores> together = scorer.score(queries);
    try (Workers one = new Workers(1)) {
      DeltaScorer alone = new DeltaScorer(tagger, sequences, CONFIG, one);
      for (int i = 0; i < queries.size(); i++) {
        assertEquals(together.get(i), alone.score(all.get(i), Strand.MINUS));
      }
    }
  }

  @Test
  void aMirroredSubstitutionOfTheOtherStrandHasTheSameScoresAtMirroredPlaces() throws IOException {
    DeltaScorer forward = scorer(sequences, CONFIG);
    DeltaScorer mirrored = scorer(sequences("s", reversed(text)), CONFIG);
    for (int at = 0; at < LENGTH; at += 7) {
      String reference = text.substring(at, at + 1);
      String alternative = reference.equals("A") ? "C" : "A";
      DeltaScores plus = forward.score(new Variant("s", at, reference, alternative), Strand.PLUS);
      Variant turned =
          new Variant("s", LENGTH - 1 - at, reversed(reference), reversed(alternative));
      DeltaScores minus = mirrored.score(turned, Strand.MINUS);
      assertEquals(plus.acceptorGain(), mirror(minus.acceptorGain()));
      assertEquals(plus.acceptorLoss(), mirror(minus.acceptorLoss()));
      assertEquals(plus.donorGain(), mirror(minus.donorGain()));
      assertEquals(plus.donorLoss(), mirror(minus.donorLoss()));
    }
  }

  private static Delta mirror(Delta delta) {
    return new Delta(delta.score(), -delta.position());
  }

  @Test
  void atTheEndsOfASequenceTheModelReadsWhatThereIs() throws IOException {
    for (int at : new int[] {0, LENGTH - 1}) {
      String reference = text.substring(at, at + 1);
      Variant v = new Variant("s", at, reference, reference.equals("G") ? "T" : "G");
      for (Strand strand : Strand.values()) {
        assertEquals(
            bruteForce(v, strand, KnownSites.NONE, CONFIG),
            scorer(sequences, CONFIG).score(v, strand));
      }
    }
  }

  @Test
  void allOfADeletedStretchIsLostAndNothingGainsThere() throws IOException {
    for (int at = 40; at < 340; at += 11) {
      Variant v = new Variant("s", at, text.substring(at, at + 6), text.substring(at, at + 1));
      DeltaScores scores = scorer(sequences, CONFIG).score(v, Strand.PLUS);
      for (Delta gain : List.of(scores.acceptorGain(), scores.donorGain())) {
        boolean deleted = gain.position() >= 1 && gain.position() <= 5;
        assertTrue(!deleted, v + ": " + gain);
      }
    }
  }

  @Test
  void aCopiedSiteIsNoGainBesideALossIfTheCopyMayBeTheOther() throws IOException {
    DeltaConfig shifted = CONFIG.withShift(true);
    int fewer = 0;
    for (int at = 40; at < 340; at++) {
      // What follows is copied: the change may be said to be before it or after it.
      String anchor = text.substring(at, at + 1);
      Variant v = new Variant("s", at, anchor, anchor + text.substring(at + 1, at + 7));
      double given = scorer(sequences, CONFIG).score(v, Strand.PLUS).largest();
      double least = scorer(sequences, shifted).score(v, Strand.PLUS).largest();
      assertTrue(least <= given, v.toString());
      fewer += least < given - 0.05 ? 1 : 0;
    }
    assertTrue(fewer > 0, "a copy whose given place makes a change that another has not");
  }

  @Test
  void ambiguousAndLowerCaseBasesOfTheSequenceFitTheFirstBaseTheyStandFor() throws IOException {
    String mixed = text.substring(0, 50) + "r" + text.substring(51).toLowerCase(Locale.ROOT);
    DeltaScorer scorer = scorer(sequences("s", mixed), CONFIG);
    scorer.score(new Variant("s", 50, "A", "T"), Strand.PLUS);
    assertThrows(
        IllegalArgumentException.class,
        () -> scorer.score(new Variant("s", 50, "G", "T"), Strand.PLUS));
    Variant lower = new Variant("s", 100, text.substring(100, 101).toLowerCase(Locale.ROOT), "TTT");
    assertEquals(
        scorer(sequences("s", text.substring(0, 50) + "R" + text.substring(51)), CONFIG)
            .score(lower, Strand.PLUS),
        scorer.score(lower, Strand.PLUS));
  }

  @Test
  void whatDoesNotFitTheSequenceIsRefusedWithBothBases() {
    String other = text.charAt(9) == 'A' ? "C" : "A";
    DeltaScorer scorer = scorer(sequences, CONFIG);
    String wrong =
        assertThrows(
                IllegalArgumentException.class,
                () -> scorer.score(new Variant("s", 9, other, "TT"), Strand.PLUS))
            .getMessage();
    assertTrue(wrong.contains("s:10:" + other + ">TT"), wrong);
    assertTrue(wrong.contains("bases " + text.charAt(9)), wrong);
    assertThrows(
        IllegalArgumentException.class,
        () -> scorer.score(new Variant("s", LENGTH, "A", "C"), Strand.PLUS));
    assertThrows(
        IllegalArgumentException.class,
        () -> scorer.score(new Variant("t", 9, "A", "C"), Strand.PLUS));
    String tooLong = text.substring(9, 9 + 25);
    assertThrows(
        IllegalArgumentException.class,
        () -> scorer.score(new Variant("s", 9, tooLong, "A"), Strand.PLUS));
  }

  @Test
  void knownSitesAreTheLastAndFirstExonBasesOnEitherStrand() {
    Gene plus = Gene.of("g", "s", Strand.PLUS, List.of(new Interval(10, 20), new Interval(50, 60)));
    assertEquals(new KnownSites(Set.of(19), Set.of(50)), KnownSites.of(plus));
    assertEquals(new KnownSites(Set.of(80), Set.of(49)), KnownSites.of(plus.mirrored(100)));
    assertNotEquals(KnownSites.NONE, KnownSites.of(plus));
  }
}
