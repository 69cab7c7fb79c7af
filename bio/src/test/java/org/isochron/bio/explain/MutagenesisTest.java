package org.isochron.bio.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.RandomTagger;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.variants.ReferenceSequences;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutagenesisTest {
  private static final byte[] BASES =
      Iupac.bases("ACGGTCATTGCAAGTCCGNATTAGCCATGGACCTTAGGACATCCAGTTACGATTCAGGACT");
  private static final Interval REGION = new Interval(10, 40);
  private static final int CONTEXT = 15;

  private static Workers workers;
  private static SpliceTagger tagger;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    workers = new Workers(2);
    tagger = RandomTagger.of(12);
  }

  @AfterAll
  static void close() {
    workers.close();
  }

  private static SenseRegion region(byte[] bases, Interval part, Strand strand) throws IOException {
    var sequences = ReferenceSequences.of(List.of(new FastaRecord("s", "", bases)));
    return SenseRegion.read(sequences, "s", part, strand, CONTEXT);
  }

  /** The probability of a site where one forward base is another, in the region's window. */
  private static float probability(SenseRegion r, int position0, char base, SpliceSite site) {
    byte[] forward = BASES.clone();
    forward[position0] = (byte) base;
    byte[] window = new byte[r.window().length()];
    System.arraycopy(forward, r.window().start(), window, 0, window.length);
    boolean plus = r.strand() == Strand.PLUS;
    var p = tagger.probabilities(plus ? window : Iupac.reverseComplement(window), workers);
    int at = site.position0() - r.window().start();
    int index = plus ? at : window.length - 1 - at;
    return site.kind() == SpliceSite.Kind.DONOR ? p.donor()[index] : p.acceptor()[index];
  }

  @Test
  void everyBaseOfBothStrandsIsReplacedByEachOther() throws IOException {
    for (Strand strand : Strand.values()) {
      SenseRegion region = region(BASES, REGION, strand);
      SpliceSite site = region.strongest(tagger, workers);
      Mutagenesis found = Mutagenesis.of(tagger, region, site, workers);
      // Base 18 is N, which all four replace.
      assertEquals(3 * REGION.length() + 1, found.substitutions().size());
      double largest = 0;
      for (Mutagenesis.Substitution s : found.substitutions()) {
        assertEquals((char) BASES[s.position0()], s.reference());
        float expected = probability(region, s.position0(), s.alternative(), site);
        assertEquals(expected, s.probability(), s.toString());
        assertEquals(expected - (double) site.probability(), s.change(), 1e-12, s.toString());
        largest = Math.max(largest, Math.abs(s.change()));
      }
      assertTrue(largest > 0.05, "the model hears bases: " + largest);
    }
  }

  @Test
  void theStrongestSiteIsThatOfTheRegionAndNoOther() throws IOException {
    SenseRegion region = region(BASES, REGION, Strand.MINUS);
    SpliceSite strongest = region.strongest(tagger, workers);
    float most = 0;
    for (int p = REGION.start(); p < REGION.end(); p++) {
      for (SpliceSite.Kind kind : SpliceSite.Kind.values()) {
        most = Math.max(most, region.site(tagger, p, kind, workers).probability());
      }
    }
    assertEquals(most, strongest.probability());
    assertTrue(REGION.contains(strongest.position0()));
    assertThrows(
        IllegalArgumentException.class,
        () -> region.site(tagger, REGION.end(), SpliceSite.Kind.DONOR, workers));
  }

  @Test
  void tracksHoldTheLargestLossAndGainOfEachBase() throws IOException {
    SenseRegion region = region(BASES, REGION, Strand.PLUS);
    SpliceSite site = region.strongest(tagger, workers);
    Mutagenesis found = Mutagenesis.of(tagger, region, site, workers);
    float[] losses = found.losses();
    float[] gains = found.gains();
    assertEquals(REGION.length(), losses.length);
    for (Mutagenesis.Substitution s : found.substitutions()) {
      int i = s.position0() - REGION.start();
      assertTrue(losses[i] <= (float) s.change() && (float) s.change() <= gains[i]);
      assertTrue(losses[i] <= 0 && gains[i] >= 0);
    }
  }

  @Test
  void theOtherStrandOfTheMirroredSequenceIsExplainedTheSame() throws IOException {
    byte[] turned = Iupac.reverseComplement(BASES);
    SenseRegion plus = region(BASES, REGION, Strand.PLUS);
    SenseRegion minus = region(turned, REGION.mirrored(BASES.length), Strand.MINUS);
    SpliceSite site = plus.strongest(tagger, workers);
    SpliceSite mirrored = minus.strongest(tagger, workers);
    assertEquals(site.position0(), BASES.length - 1 - mirrored.position0());
    RegionSaliency forward = RegionSaliency.of(tagger, plus, site, workers);
    RegionSaliency backward = RegionSaliency.of(tagger, minus, mirrored, workers);
    float[] a = forward.integrated();
    float[] b = backward.integrated();
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i], b[a.length - 1 - i]);
      int position0 = REGION.start() + i;
      int there = BASES.length - 1 - position0;
      assertEquals(forward.gradient(position0, 'A'), backward.gradient(there, 'T'));
      assertEquals(forward.gradient(position0, 'G'), backward.gradient(there, 'C'));
    }
    assertArrayEquals(plus.bases(), minus.bases());
  }

  @Test
  void tablesNameForwardPositionsAndLetters() throws IOException {
    SenseRegion region = region(BASES, new Interval(17, 20), Strand.MINUS);
    SpliceSite site = region.site(tagger, 18, SpliceSite.Kind.ACCEPTOR, workers);
    Path mutagenesis = folder.resolve("m.tsv");
    ExplanationTables.writeMutagenesis(
        mutagenesis, List.of(Mutagenesis.of(tagger, region, site, workers)));
    List<String> lines = Files.readAllLines(mutagenesis);
    assertEquals(1 + 3 + 4 + 3, lines.size());
    assertTrue(lines.get(1).startsWith("s\t18\tG\tA\t-\tacceptor\t19\t"), lines.get(1));
    Path saliency = folder.resolve("s.tsv");
    ExplanationTables.writeSaliency(
        saliency, List.of(RegionSaliency.of(tagger, region, site, workers)));
    List<String> rows = Files.readAllLines(saliency);
    assertEquals(4, rows.size());
    assertTrue(rows.get(2).startsWith("s\t19\tN\t-\tacceptor\t19\t"), rows.get(2));
    assertEquals(12, rows.get(0).split("\t", -1).length);
    assertEquals(12, rows.get(3).split("\t", -1).length);
  }

  @Test
  void aRegionIsWithinItsSequenceAndShortEnough() {
    assertThrows(
        IllegalArgumentException.class,
        () -> region(BASES, new Interval(10, BASES.length + 1), Strand.PLUS));
    byte[] longer = new byte[SenseRegion.MOST_BASES + 1];
    Arrays.fill(longer, (byte) 'A');
    assertThrows(
        IllegalArgumentException.class,
        () -> region(longer, new Interval(0, longer.length), Strand.PLUS));
  }
}
