package org.isochron.bio.variants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.GenomeAnnotation;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.IndexedFasta;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.RandomTagger;
import org.isochron.bio.variants.DeltaScorer.Query;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;

/** Real genes of both strands: where their sites stand, and where scores say that they stand. */
class RealVariantsTest {
  private static final String SET = "genome-1pct/dmelanogaster";
  private static final int GENES = 40;

  private static IndexedFasta fasta() throws IOException {
    Path file = SharedData.bio(SET + ".fa");
    return IndexedFasta.open(file, IndexedFasta.MissingIndex.BUILD);
  }

  private static List<Gene> genes() throws IOException {
    Path file = SharedData.bio(SET + ".gff3.gz");
    return GenomeAnnotation.read(file, AnnotationOptions.defaults()).genes().stream()
        .filter(gene -> !gene.introns().isEmpty())
        .toList();
  }

  private static String letters(ReferenceSequences s, Gene gene, int start, int end)
      throws IOException {
    byte[] bases = s.bases(gene.sequenceId(), start, end);
    byte[] sense = gene.strand() == Strand.PLUS ? bases : Iupac.reverseComplement(bases);
    return new String(sense, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
  }

  @Test
  void annotatedSitesStandBesideTheIntronsGtAndAg() throws IOException {
    try (IndexedFasta fasta = fasta()) {
      ReferenceSequences sequences = ReferenceSequences.of(fasta);
      for (Strand strand : Strand.values()) {
        int sites = 0;
        int usual = 0;
        for (Gene gene : genes()) {
          if (gene.strand() != strand) {
            continue;
          }
          KnownSites known = KnownSites.of(gene);
          for (int d : known.donors0()) {
            int from = strand == Strand.PLUS ? d + 1 : d - 2;
            sites++;
            usual += letters(sequences, gene, from, from + 2).equals("GT") ? 1 : 0;
          }
          for (int a : known.acceptors0()) {
            int from = strand == Strand.PLUS ? a - 2 : a + 1;
            sites++;
            usual += letters(sequences, gene, from, from + 2).equals("AG") ? 1 : 0;
          }
        }
        assertTrue(sites > 100, strand + ": " + sites + " sites");
        assertTrue(usual > 0.95 * sites, strand + ": " + usual + " of " + sites);
      }
    }
  }

  @Test
  void theLossOfADonorWhoseIntronBeginsAnewIsOneBaseBeforeTheVariantInSenseDirection()
      throws IOException {
    DeltaConfig config = new DeltaConfig(1, 60, true, false);
    try (Workers workers = new Workers(2);
        IndexedFasta fasta = fasta()) {
      ReferenceSequences sequences = ReferenceSequences.of(fasta);
      List<Query> queries = new ArrayList<>();
      for (Gene gene : genes().subList(0, GENES)) {
        boolean plus = gene.strand() == Strand.PLUS;
        for (int donor : KnownSites.of(gene).donors0()) {
          int at = plus ? donor + 1 : donor - 1;
          if (KnownSites.of(gene).donors0().contains(2 * at - donor)) {
            continue; // Two donors beside the base: either may be lost more.
          }
          String g =
              new String(sequences.bases(gene.sequenceId(), at, at + 1), StandardCharsets.US_ASCII);
          String other = g.equalsIgnoreCase("A") ? "T" : "A";
          Variant v = new Variant(gene.sequenceId(), at, g, other);
          queries.add(new Query(v, gene.strand(), KnownSites.of(gene)));
        }
      }
      var scorer = new DeltaScorer(RandomTagger.of(2), sequences, config, workers);
      List<DeltaScores> scores = scorer.score(queries);
      int lost = 0;
      for (int i = 0; i < scores.size(); i++) {
        DeltaScores.Delta loss = scores.get(i).donorLoss();
        int expected = queries.get(i).strand() == Strand.PLUS ? -1 : 1;
        lost += loss.score() > 0 ? 1 : 0;
        assertTrue(loss.score() == 0 || loss.position() == expected, queries.get(i).toString());
      }
      assertTrue(lost > 10, lost + " of " + scores.size());
    }
  }

  @Test
  void genesOfTheFileAreFoundWhereTheyAre() throws IOException {
    try (IndexedFasta fasta = fasta()) {
      ReferenceSequences sequences = ReferenceSequences.of(fasta);
      SequenceNames names = new SequenceNames(sequences.names(), Optional.empty());
      VariantGenes genes =
          VariantGenes.read(
              SharedData.bio(SET + ".gff3.gz"), AnnotationOptions.defaults(), sequences, names);
      for (Gene gene : genes().subList(0, GENES)) {
        int last = gene.span().end() - 1;
        String base =
            new String(
                sequences.bases(gene.sequenceId(), last, last + 1), StandardCharsets.US_ASCII);
        Variant v = new Variant(gene.sequenceId(), last, base, "ACGTACGT");
        assertEquals(
            1, genes.at(v).stream().filter(t -> t.symbol().equals(gene.id())).count(), gene.id());
      }
    }
  }
}
