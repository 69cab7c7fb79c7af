package org.isochron.bio.tracks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import htsjdk.tribble.AbstractFeatureReader;
import htsjdk.tribble.gff.Gff3Codec;
import htsjdk.tribble.gff.Gff3Feature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.SpliceSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteGffWriterTest {
  @TempDir private Path folder;

  private static List<Gff3Feature> read(Path file) throws IOException {
    List<Gff3Feature> features = new ArrayList<>();
    try (var reader =
        AbstractFeatureReader.getFeatureReader(
            file.toString(), new Gff3Codec(Gff3Codec.DecodeDepth.SHALLOW), false)) {
      for (Gff3Feature feature : reader.iterator()) {
        features.add(feature);
      }
    }
    return features;
  }

  @Test
  void sitesAreTheIntronsDinucleotidesOfEitherStrand() throws IOException {
    byte[] bases = Iupac.bases("CCCAGGTAAACCCAGTTT");
    int length = bases.length;
    for (Strand strand : Strand.values()) {
      boolean plus = strand == Strand.PLUS;
      byte[] forward = plus ? bases : Iupac.reverseComplement(bases);
      SpliceSite donor = PredictedIntronTest.donor(plus ? 4 : length - 5, strand);
      SpliceSite acceptor = PredictedIntronTest.acceptor(plus ? 15 : length - 16, strand);
      Path file = folder.resolve(strand + ".gff3");
      SiteGffWriter.write(
          file,
          gff -> {
            gff.sequence("c", length);
            gff.site(donor);
            gff.site(acceptor);
            gff.intron(new PredictedIntron(donor, acceptor));
          });
      List<Gff3Feature> features = read(file);
      assertEquals(
          List.of("five_prime_cis_splice_site", "three_prime_cis_splice_site", "intron"),
          features.stream().map(Gff3Feature::getType).toList());
      assertEquals("GT", sense(forward, features.get(0)));
      assertEquals("AG", sense(forward, features.get(1)));
      assertEquals("GTAAACCCAG", sense(forward, features.get(2)));
      for (Gff3Feature feature : features) {
        assertEquals("c", feature.getContig());
        assertEquals("isochron", feature.getSource());
        assertEquals(-1, feature.getPhase());
      }
      assertEquals(0.75, features.get(0).getScore());
      assertEquals(0.5, features.get(2).getScore());
      assertEquals("intron1", features.get(2).getID());
      assertEquals(
          List.of(Integer.toString(donor.position0() + 1)),
          features.get(0).getAttribute("exon_base"));
      assertEquals(List.of("0.75"), features.get(2).getAttribute("donor_probability"));
    }
  }

  /** Returns the bases of a feature, read as its strand has them. */
  private static String sense(byte[] forward, Gff3Feature feature) {
    byte[] bases = Arrays.copyOfRange(forward, feature.getStart() - 1, feature.getEnd());
    boolean minus = feature.getStrand() == htsjdk.tribble.annotation.Strand.NEGATIVE;
    byte[] sense = minus ? Iupac.reverseComplement(bases) : bases;
    return new String(sense, StandardCharsets.US_ASCII);
  }

  @Test
  void linesAreOneBasedAndTabSeparated() throws IOException {
    Path file = folder.resolve("s.gff3");
    SiteGffWriter.write(
        file,
        gff -> {
          gff.sequence("c", 100);
          gff.site(PredictedIntronTest.donor(9, Strand.PLUS));
          gff.site(PredictedIntronTest.acceptor(9, Strand.MINUS));
        });
    assertEquals(
        List.of(
            "##gff-version 3",
            "##sequence-region c 1 100",
            "c\tisochron\tfive_prime_cis_splice_site\t11\t12\t0.75\t+\t.\texon_base=10",
            "c\tisochron\tthree_prime_cis_splice_site\t11\t12\t0.5\t-\t.\texon_base=10"),
        Files.readAllLines(file));
  }

  @Test
  void anIntronThatLeavesTheSequenceKeepsWhatIsInside() throws IOException {
    Path file = folder.resolve("s.gff3");
    SiteGffWriter.write(
        file,
        gff -> {
          gff.sequence("c", 100);
          gff.site(PredictedIntronTest.donor(98, Strand.PLUS));
          gff.site(PredictedIntronTest.acceptor(1, Strand.PLUS));
        });
    List<Gff3Feature> features = read(file);
    assertEquals(100, features.get(0).getStart());
    assertEquals(100, features.get(0).getEnd());
    assertEquals(1, features.get(1).getStart());
    assertEquals(1, features.get(1).getEnd());
  }

  @Test
  void idsAreEscaped() throws IOException {
    assertEquals("chr1|x", SiteGffWriter.escapeId("chr1|x"));
    assertEquals("a%3Eb%25%3B%C3%A4", SiteGffWriter.escapeId("a>b%;\u00e4"));
    Path file = folder.resolve("s.gff3");
    SiteGffWriter.write(
        file,
        gff -> {
          gff.sequence("a>b%;\u00e4", 50);
          gff.site(new SpliceSite("a>b%;\u00e4", 9, Strand.PLUS, SpliceSite.Kind.DONOR, 0.5f));
        });
    assertEquals("a>b%;\u00e4", read(file).get(0).getContig());
  }

  @Test
  void featuresOutsideTheSequenceAreRefusedAndLeaveNoFile() {
    refused(gff -> gff.site(PredictedIntronTest.donor(1, Strand.PLUS)));
    refused(
        gff -> {
          gff.sequence("c", 10);
          gff.site(PredictedIntronTest.donor(10, Strand.PLUS));
        });
    refused(
        gff -> {
          gff.sequence("c", 10);
          gff.site(PredictedIntronTest.donor(9, Strand.PLUS));
        });
    refused(
        gff -> {
          gff.sequence("c", 10);
          gff.site(PredictedIntronTest.acceptor(0, Strand.PLUS));
        });
    refused(
        gff -> {
          gff.sequence("d", 100);
          gff.intron(
              new PredictedIntron(
                  PredictedIntronTest.donor(9, Strand.PLUS),
                  PredictedIntronTest.acceptor(20, Strand.PLUS)));
        });
    refused(gff -> gff.sequence("", 10));
    refused(gff -> gff.sequence("c", 0));
  }

  private void refused(SiteGffWriter.Content content) {
    Path file = folder.resolve("s.gff3");
    assertThrows(IllegalArgumentException.class, () -> SiteGffWriter.write(file, content));
    assertFalse(Files.exists(file));
  }
}
