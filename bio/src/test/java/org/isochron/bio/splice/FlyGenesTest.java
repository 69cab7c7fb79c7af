package org.isochron.bio.splice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.Strand;
import org.junit.jupiter.api.Test;

/** The conventions, on real genes of both strands. */
class FlyGenesTest {
  private static GeneSet read() throws IOException {
    return GeneSet.read(SharedData.fly());
  }

  @Test
  void intronsEndAsTheReadmeSays() throws IOException {
    SpliceMotifs motifs = read().motifs();
    assertEquals("1751 introns: 1736 GT-AG, 13 GC-AG, 1 AT-AC, 1 other", motifs.summary());
    assertEquals("AT-AG", motifs.others().get(0).motif());
  }

  @Test
  void sitesArePrecededAndFollowedByTheRightBasesOnBothStrands() throws IOException {
    GeneSet set = read();
    for (Strand strand : Strand.values()) {
      int[] found = new int[4];
      set.genes().stream()
          .filter(gene -> gene.strand() == strand)
          .forEach(gene -> count(gene, found));
      assertEquals(strand == Strand.PLUS ? 920 : 831, found[0], "donors " + strand);
      assertEquals(found[0], found[2], "acceptors " + strand);
      assertTrue(found[1] >= 0.98 * found[0], strand + " GT " + Arrays.toString(found));
      assertTrue(found[3] >= 0.98 * found[2], strand + " AG " + Arrays.toString(found));
    }
  }

  @Test
  void codonsOfTheExonTrackStartWithAtgAndReadOpenUpToAStop() throws IOException {
    int open = 0;
    for (SenseGene gene : read().genes()) {
      StringBuilder coding = new StringBuilder();
      int[] states = gene.labels().states();
      int end = 0;
      for (int i = 0; i < states.length; i++) {
        int position = coding.length() % 3;
        int exon = 1 << GeneGrammar.EXON | 1 << GeneGrammar.DONOR | 1 << GeneGrammar.ACCEPTOR;
        if ((states[i] & 0b111 * exon) != 0) {
          assertEquals(0, states[i] & ~(exon << position));
          coding.append((char) gene.bases()[i]);
          end = i + 1;
        }
      }
      // These CDS features end before the stop codon.
      for (int i = end; i < end + 3; i++) {
        coding.append((char) gene.bases()[i]);
      }
      open += isOpenReadingFrame(coding.toString()) ? 1 : 0;
    }
    assertTrue(open >= 0.98 * 486, "genes with an open reading frame: " + open);
  }

  private static boolean isOpenReadingFrame(String coding) {
    List<String> codons = new ArrayList<>();
    for (int i = 0; i < coding.length(); i += 3) {
      codons.add(coding.substring(i, i + 3));
    }
    List<String> stops = List.of("taa", "tag", "tga");
    int last = codons.size() - 1;
    return codons.get(0).equals("atg")
        && stops.contains(codons.get(last))
        && codons.subList(0, last).stream().noneMatch(stops::contains);
  }

  @Test
  void paralogsMakeThirteenGroupsOfSeveral() throws IOException {
    GeneSet set = read();
    Map<String, Integer> sizes = new HashMap<>();
    set.genes().forEach(gene -> sizes.merge(gene.group(), 1, Integer::sum));
    int[] bySize = new int[6];
    sizes.values().forEach(size -> bySize[size]++);
    assertEquals(465, set.groups());
    assertEquals("[0, 452, 7, 4, 2, 0]", Arrays.toString(bySize));
  }

  @Test
  void theFlankOfTheDefaultsKeepsWholeRecordsAndNoGapIsShort() throws IOException {
    GeneSetConfig whole = GeneSetConfig.defaults().withFlank(GeneSetConfig.WHOLE_RECORD);
    GeneSet set = read();
    assertEquals(GeneSet.read(SharedData.fly(), whole).genes(), set.genes());
    assertEquals(List.of(), set.skipped());
    assertEquals(486, SpliceUnit.of(set.genes()).size());
  }

  /** Published results rest on this split. */
  @Test
  void theSplitOfSeedOneStaysTheSame() throws Exception {
    GeneSplit split = read().splitByGroup(0.7, 0.1, 1);
    assertEquals(340, split.train().size());
    assertEquals(49, split.validation().size());
    assertEquals(97, split.test().size());
    byte[] text = SplitFile.text(split).getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "845e239982dbde1fd63662a8e0a05fd944cba15fde295f221e505190db0f8d23",
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
  }

  @Test
  void splitsByGroupDoNotLeak() throws IOException {
    GeneSet set = read();
    for (long seed = 1; seed <= 3; seed++) {
      GeneSplit split = set.splitByGroup(0.8, seed);
      assertEquals(389, split.train().size());
      LeakReport report = split.leakCheck();
      assertTrue(report.clean(), report.summary());
      assertTrue(report.largestFraction() < 0.01, report.summary());
    }
  }

  private static void count(SenseGene gene, int[] found) {
    byte[] bases = gene.bases();
    byte[] sites = gene.labels().sites();
    for (int i = 0; i < sites.length; i++) {
      if (sites[i] == SpliceLabels.DONOR) {
        found[0]++;
        found[1] += bases[i + 1] == 'g' && bases[i + 2] == 't' ? 1 : 0;
      } else if (sites[i] == SpliceLabels.ACCEPTOR) {
        found[2]++;
        found[3] += bases[i - 2] == 'a' && bases[i - 1] == 'g' ? 1 : 0;
      }
    }
  }
}
