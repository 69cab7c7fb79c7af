package org.isochron.bio.variants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isochron.bio.annotation.AnnotationOptions;
import org.isochron.bio.annotation.ChromosomeNames;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.bio.annotation.Strand;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantGenesTest {
  private static final ReferenceSequences SEQUENCES =
      DeltaScorerTest.sequences("chr1", DeltaScorerTest.random(1, 300));

  @TempDir Path folder;

  private static Gene gene(String id, Strand strand, int start, int end) {
    return Gene.of(id, "chr1", strand, List.of(new Interval(start, end)));
  }

  private static List<String> symbols(VariantGenes genes, int position0, String reference) {
    return genes.at(new Variant("chr1", position0, reference, "TTTT")).stream()
        .map(VariantGenes.Target::symbol)
        .toList();
  }

  @Test
  void aVariantIsInEveryGeneThatItsReferenceBasesReach() {
    VariantGenes genes =
        VariantGenes.of(
            List.of(
                gene("c", Strand.PLUS, 100, 200),
                gene("b", Strand.MINUS, 100, 150),
                gene("a", Strand.PLUS, 50, 110)));
    assertEquals(List.of("a", "b", "c"), symbols(genes, 105, "A"));
    assertEquals(List.of("a"), symbols(genes, 50, "A"));
    assertEquals(List.of(), symbols(genes, 49, "A"), "one base before the gene");
    assertEquals(List.of("a"), symbols(genes, 49, "AC"));
    assertEquals(List.of("c"), symbols(genes, 199, "A"));
    assertEquals(List.of(), symbols(genes, 200, "A"), "one base after the gene");
    assertEquals(
        List.of(), genes.at(new Variant("chr2", 105, "A", "C")), "a gene of another sequence");
  }

  @Test
  void withoutGenesThereAreTwoStrands() {
    assertEquals(List.of("+", "-"), symbols(VariantGenes.bothStrands(), 5, "A"));
    assertEquals(0, VariantGenes.bothStrands().size());
  }

  private Path annotation(String sequence, int end) throws IOException {
    return Files.write(
        folder.resolve("a.gff3"),
        List.of(
            "##gff-version 3",
            "1\tx\tgene\t11\t200\t.\t-\t.\tID=g",
            "1\tx\tmRNA\t11\t200\t.\t-\t.\tID=t;Parent=g",
            "1\tx\texon\t11\t40\t.\t-\t.\tParent=t",
            "1\tx\texon\t101\t200\t.\t-\t.\tParent=t",
            sequence + "\tx\tgene\t250\t" + end + "\t.\t+\t.\tID=h",
            sequence + "\tx\tmRNA\t250\t" + end + "\t.\t+\t.\tID=u;Parent=h",
            sequence + "\tx\texon\t250\t" + end + "\t.\t+\t.\tParent=u"));
  }

  private static VariantGenes read(Path file, Unsupported unsupported) throws IOException {
    SequenceNames names =
        new SequenceNames(SEQUENCES.names(), Optional.of(ChromosomeNames.prefixOnly()));
    AnnotationOptions options = AnnotationOptions.defaults().withUnsupported(unsupported);
    return VariantGenes.read(file, options, SEQUENCES, names);
  }

  @Test
  void genesOfAFileAreOnTheSequencesThatTheirNamesMean() throws IOException {
    VariantGenes genes = read(annotation("1", 300), Unsupported.REFUSE);
    assertEquals(2, genes.size());
    VariantGenes.Target minus = genes.at(new Variant("chr1", 20, "A", "C")).get(0);
    assertEquals("g", minus.symbol());
    assertEquals(Strand.MINUS, minus.strand());
    assertEquals(new KnownSites(Set.of(100), Set.of(39)), minus.known());
  }

  @Test
  void genesThatFitNoSequenceAreListedOrRefused() throws IOException {
    for (int end : new int[] {300, 301}) {
      String sequence = end == 300 ? "7" : "1";
      Path file = annotation(sequence, end);
      String reason = end == 300 ? "'7'" : "beyond the 300 bases";
      VariantGenes genes = read(file, Unsupported.SKIP);
      assertEquals(1, genes.skipped().size());
      assertEquals("h", genes.skipped().get(0).gene());
      assertTrue(genes.skipped().get(0).reason().contains(reason), genes.skipped().toString());
    }
    Path last = annotation("1", 301);
    FormatException e = assertThrows(FormatException.class, () -> read(last, Unsupported.REFUSE));
    assertEquals("a.gff3", e.place());
  }
}
