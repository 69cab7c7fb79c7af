package org.isochron.bio.annotation;

import static org.isochron.bio.annotation.AnnotationText.STRICT;
import static org.isochron.bio.annotation.AnnotationText.genes;
import static org.isochron.bio.annotation.AnnotationText.read;
import static org.isochron.bio.annotation.AnnotationText.rows;
import static org.isochron.bio.annotation.AnnotationText.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;

class GenomeAnnotationTest {
  private static final String[] TAIR = {
    "gene 1 60 + . ID=AT1;Note=protein_coding_gene;Name=AT1",
    "mRNA 1 60 + . ID=AT1.1;Parent=AT1;Index=1",
    "protein 5 44 + . ID=AT1.1-Protein;Derives_from=AT1.1",
    "five_prime_UTR 1 4 + . Parent=AT1.1",
    "CDS 5 10 + 0 Parent=AT1.1,AT1.1-Protein;",
    "exon 1 10 + . Parent=AT1.1",
    "CDS 30 44 + 0 Parent=AT1.1,AT1.1-Protein;",
    "exon 30 60 + . Parent=AT1.1"
  };

  @Test
  void tairWritesPartsWithoutIdsAndProteinsBesideTranscripts() throws IOException {
    assertEquals(List.of("AT1/AT1.1 + 1..10,30..60 5..10,30..44 1"), shown(genes(TAIR)));
    AnnotationOptions all = STRICT.withTranscriptTypes(List.of());
    assertEquals(shown(genes(TAIR)), shown(read(rows(TAIR), all).genes()));
  }

  @Test
  void flyBaseSharesExonsAndEnsemblAndWormBasePrefixTheirIds() throws IOException {
    assertEquals(
        List.of("FBgn1/FBtr1 - 1..10,30..60 - 1", "FBgn1/FBtr2 - 1..10,30..50 5..10,30..41 1"),
        shown(
            genes(
                "gene 1 60 - . ID=FBgn1;Alias=a,b,l(2)gl",
                "exon 1 10 - . Parent=FBtr1,FBtr2",
                "exon 30 60 - . Parent=FBtr1",
                "exon 30 50 - . Parent=FBtr2",
                "CDS 30 41 - 0 Parent=FBtr2",
                "CDS 5 10 - 0 Parent=FBtr2",
                "mRNA 1 60 - . ID=FBtr1;Parent=FBgn1",
                "mRNA 1 50 - . ID=FBtr2;Parent=FBgn1")));
    assertEquals(
        List.of("Gene:WBGene1/Transcript:a.1 + 1..9 1..9 1"),
        shown(
            genes(
                "gene 1 9 + . ID=Gene:WBGene1;biotype=protein_coding",
                "mRNA 1 9 + . ID=Transcript:a.1;Parent=Gene:WBGene1",
                "exon 1 9 + . Parent=Transcript:a.1",
                "CDS 1 9 + 0 ID=CDS:a;Parent=Transcript:a.1")));
  }

  @Test
  void refSeqNamesGenesAndPartialEnds() throws IOException {
    List<Gene> genes =
        genes(
            "region 1 90 + . ID=NC_1:1..90;Dbxref=taxon:9606",
            "gene 1 60 + . ID=gene-A;partial=true;start_range=.,1",
            "mRNA 1 60 + . ID=rna-NM_1;Parent=gene-A;partial=true;start_range=.,1",
            "exon 1 60 + . ID=exon-NM_1-1;Parent=rna-NM_1",
            "CDS 3 50 + 1 ID=cds-NP_1;Parent=rna-NM_1",
            "pseudogene 70 90 + . ID=gene-B;pseudo=true",
            "exon 70 90 + . ID=id-B;Parent=gene-B");
    assertEquals(List.of("gene-A/rna-NM_1 + 1..60 3..50 2"), shown(genes));
    assertEquals(new OpenEnds(true, false), genes.get(0).transcripts().get(0).openEnds());
  }

  @Test
  void aGeneWithPartsOfItsOwnIsATranscriptAndATranscriptWithoutAGeneIsOne() throws IOException {
    assertEquals(
        List.of("g/g + 1..9,20..30 - 1", "h/h - 1..9 1..9 1", "t/t + 1..9 - 1"),
        shown(
            genes(
                "gene 1 30 + . ID=g",
                "exon 1 9 + . Parent=g",
                "exon 20 30 + . Parent=g",
                "gene 1 9 - . ID=h",
                "CDS 1 9 - 0 Parent=h",
                "mRNA 1 9 + . ID=t",
                "exon 1 9 + . Parent=t")));
  }

  @Test
  void otherTranscriptsAreReadOnRequest() throws IOException {
    String text =
        rows(
            "ncRNA_gene 1 30 + . ID=g",
            "lnc_RNA 1 9 + . ID=t;Parent=g",
            "exon 1 9 + . Parent=t",
            "miRNA 1 9 + . ID=u;Parent=g",
            "gene 40 50 + . ID=lonely");
    assertEquals(List.of(), shown(read(text, STRICT).genes()));
    AnnotationOptions some = STRICT.withTranscriptTypes(List.of("lnc_RNA"));
    assertEquals(List.of("g/t + 1..9 - 1"), shown(read(text, some).genes()));
    AnnotationOptions all = STRICT.withTranscriptTypes(List.of());
    assertEquals(List.of("g/t + 1..9 - 1"), shown(read(text, all).genes()));
    AnnotationOptions mirna = STRICT.withTranscriptTypes(List.of("miRNA"));
    var e = assertThrows(FormatException.class, () -> read(text, mirna));
    assertEquals("x.gff3:4: transcript 'u' at 1..9: no exons", e.getMessage());
  }

  @Test
  void onlyTheWantedSourcesCount() throws IOException {
    String text =
        rows(TAIR) + rows("gene 1 9 + . ID=AT1", "exon 4 9 + . Parent=AT1.1").replace("x", "y");
    String other = text.replace("s\tx\t", "s\tTAIR10\t").replace("eyon", "exon");
    AnnotationOptions options = STRICT.withSources(List.of("TAIR10"));
    assertEquals(
        List.of("AT1/AT1.1 + 1..10,30..60 5..10,30..44 1"), shown(read(other, options).genes()));
    assertEquals(List.of(), read(other, STRICT.withSources(List.of("none"))).genes());
  }

  @Test
  void theOrderOfRowsMeansNothing() throws IOException {
    List<String> lines = new ArrayList<>(List.of(TAIR));
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(lines, new Random(seed));
      List<Gene> genes = genes(lines.toArray(String[]::new));
      assertEquals(shown(genes(TAIR)), shown(genes), "seed " + seed);
    }
  }

  @Test
  void withoutExonRowsTheExonsAreTheOtherPartsTogether() throws IOException {
    assertEquals(
        List.of("t/t - 1..20,40..60 9..20,40..50 1"),
        shown(
            genes(
                "mRNA 1 60 - . ID=t",
                "five_prime_UTR 51 60 - . Parent=t",
                "CDS 40 50 - 0 Parent=t",
                "CDS 9 20 - 1 Parent=t",
                "three_prime_UTR 1 8 - . Parent=t")));
  }

  private static String gtf(String type, int start, int end, String strandAndPhase) {
    return String.format(
        "%s %d %d %s gene_id \"g\"; transcript_id \"t\";", type, start, end, strandAndPhase);
  }

  @Test
  void gtfStopCodonsBelongToTheCodingPart() throws IOException {
    assertEquals(
        List.of("g/t + 1..20,40..60 9..20,40..50 2"),
        shown(
            genes(
                gtf("exon", 1, 20, "+ ."),
                gtf("exon", 40, 60, "+ ."),
                gtf("start_codon", 9, 11, "+ 0"),
                gtf("CDS", 9, 20, "+ 1"),
                gtf("CDS", 40, 47, "+ 1"),
                gtf("stop_codon", 48, 50, "+ 0"))));
    // An intron divides the stop codon of this one.
    assertEquals(
        List.of("g/t - 1..20,40..60 19..20,40..50 1"),
        shown(
            genes(
                gtf("exon", 40, 60, "- ."),
                gtf("exon", 1, 20, "- ."),
                gtf("CDS", 41, 50, "- 0"),
                gtf("stop_codon", 40, 40, "- 0"),
                gtf("stop_codon", 19, 20, "- 2"))));
    assertEquals(
        List.of("g/t + 1..9 1..9 1"),
        shown(genes(gtf("CDS", 1, 6, "+ 0"), gtf("stop_codon", 7, 9, "+ 0"))));
  }

  @Test
  void gtfGenesWithoutARowAreDividedWhereTranscriptsDoNotOverlap() throws IOException {
    String[] rows = {
      "exon 1 9 + . gene_id \"g\"; transcript_id \"a\";",
      "exon 50 60 + . gene_id \"g\"; transcript_id \"b\";",
      "exon 5 20 + . gene_id \"g\"; transcript_id \"c\";",
      "exon 5 20 - . gene_id \"g\"; transcript_id \"d\";"
    };
    assertEquals(
        List.of("g/a + 1..9 - 1", "g/c + 5..20 - 1", "g.2/b + 50..60 - 1", "g.3/d - 5..20 - 1"),
        shown(genes(rows)));
    String gene = rows("gene 1 60 + . gene_id \"g\"; transcript_id \"\";");
    assertEquals(
        List.of("g/a + 1..9 - 1", "g/b + 50..60 - 1", "g/c + 5..20 - 1", "g.2/d - 5..20 - 1"),
        shown(read(rows(rows) + gene, STRICT).genes()));
  }

  @Test
  void gtfTranscriptRowsTellTheType() throws IOException {
    String text =
        rows(
            "ncRNA 1 9 + . gene_id \"g\"; transcript_id \"a\";",
            "exon 1 9 + . gene_id \"g\"; transcript_id \"a\";",
            "intron 3 5 + . gene_id \"g\"; transcript_id \"b\";",
            "inter 3 5 + . note \"no ids\";",
            "exon 1 9 + . gene_id \"g\"; transcript_id \"b\";");
    assertEquals(List.of("g/b + 1..9 - 1"), shown(read(text, STRICT).genes()));
    AnnotationOptions all = STRICT.withTranscriptTypes(List.of());
    assertEquals(List.of("g/a + 1..9 - 1", "g/b + 1..9 - 1"), shown(read(text, all).genes()));
  }

  @Test
  void aFrameshiftMayLeaveOutAFewBases() throws IOException {
    assertEquals(
        List.of("t/t + 1..60 1..9,11..60 1"),
        shown(
            genes(
                "mRNA 1 60 + . ID=t",
                "exon 1 60 + . Parent=t",
                "CDS 1 9 + 0 ID=c;Parent=t",
                "CDS 11 60 + 0 ID=c;Parent=t")));
  }

  @Test
  void codingPartsWithoutAnyPhaseStartWithAWholeCodon() throws IOException {
    assertEquals(
        List.of("t/t + 1..60 5..60 1"),
        shown(genes("mRNA 1 60 + . ID=t", "exon 1 60 + . Parent=t", "CDS 5 60 + . Parent=t")));
  }
}
