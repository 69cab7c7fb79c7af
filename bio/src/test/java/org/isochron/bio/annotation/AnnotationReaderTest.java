package org.isochron.bio.annotation;

import static org.isochron.bio.annotation.AnnotationText.features;
import static org.isochron.bio.annotation.AnnotationText.row;
import static org.isochron.bio.annotation.AnnotationText.rows;
import static org.isochron.bio.annotation.AnnotationText.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.isochron.bio.fasta.Gzip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationReaderTest {
  @Test
  void everyColumnIsKept() throws IOException {
    String text = "##gff-version 3.1.26\nc%3B1\ta b\tCDS\t3\t9\t-1.5e2\t-\t2\tID=i;Parent=p,q\n";
    assertEquals(
        List.of(
            new AnnotationFeature(
                "c;1",
                "a b",
                "CDS",
                new Interval(2, 9),
                OptionalDouble.of(-150),
                Optional.of(Strand.MINUS),
                OptionalInt.of(2),
                Map.of("ID", List.of("i"), "Parent", List.of("p", "q")),
                "x.gff3:2")),
        features(text));
  }

  @Test
  void escapesAreResolvedAfterTheColumnIsTakenApart() throws IOException {
    AnnotationFeature f =
        features(row("gene 1 9 + . Note=a%2Cb,c%3Bd%20%25,%C3%A9t\u00e9;Z=x=y; Name=;Alias=n;"))
            .get(0);
    assertEquals(List.of("Note", "Z", "Name", "Alias"), List.copyOf(f.attributes().keySet()));
    assertEquals(List.of("a,b", "c;d %", "\u00e9t\u00e9"), f.values("Note"));
    assertEquals("x=y", f.first("Z"));
    assertEquals(List.of(""), f.values("Name"));
    assertEquals("", f.first("absent"));
    assertEquals(List.of(), f.values("absent"));
  }

  @Test
  void gtfValuesAreQuotedOrBareAndTagsRepeat() throws IOException {
    AnnotationFeature f =
        features(
                row(
                    "exon 1 9 . . gene_id \"a; b\"; transcript_id \"t=1\" ;level 2;tag \"x\";"
                        + " tag \"y\"; empty \"\"; last \"no semicolon\" # a comment; here"))
            .get(0);
    assertEquals("a; b", f.first("gene_id"));
    assertEquals("t=1", f.first("transcript_id"));
    assertEquals("2", f.first("level"));
    assertEquals(List.of("x", "y"), f.values("tag"));
    assertEquals("", f.first("empty"));
    assertEquals("no semicolon", f.first("last"));
    assertEquals(6, f.attributes().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.gtf | ID=a | GFF3",
        "x.gff3 | gene_id \"a\"; b \"c=d\" | GTF",
        "x | gene_id a | GTF",
        "x.gtf | . | GTF",
        "x.GTF.gz | . | GTF",
        "x.gff.gz | . | GFF3",
        "x | . | GFF3"
      })
  void theDialectIsThatOfTheAttributesElseOfTheName(
      String name, String attributes, AnnotationDialect dialect) throws IOException {
    String text = row("match 1 9 + . .") + row("gene 1 9 + . " + attributes);
    try (AnnotationReader reader = AnnotationReader.open(stream(text), name)) {
      reader.next();
      reader.next();
      assertEquals(dialect, reader.dialect());
    }
  }

  @Test
  void theVersionLineDecidesTheDialect() throws IOException {
    String text = "##gff-version 2\n" + row("exon 1 9 + . gene_id=a b; transcript_id c");
    assertEquals("b", features(text.replace("gene_id=a", "gene_id")).get(0).first("gene_id"));
    assertEquals("b", features(text).get(0).first("gene_id=a"));
  }

  @Test
  void directivesCommentsAndSequencesAreNoFeatures() throws IOException {
    String text =
        rows(
            "##gff-version 3",
            "#!genome-build x",
            "##sequence-region s 1 100",
            "##sequence-region s 1 100",
            "# a comment\twith a tab",
            "gene 1 9 + . ID=a",
            "###",
            "gene 11 19 ? . ID=b");
    for (String fasta : List.of("##FASTA\n>s\nACGT\n", ">s\nACGT\n", "", "\n\n")) {
      try (AnnotationReader reader = AnnotationReader.open(stream(text + fasta), "x")) {
        assertEquals("a", reader.next().first("ID"));
        assertEquals(0, reader.segment());
        AnnotationFeature b = reader.next();
        assertEquals(1, reader.segment());
        assertEquals("x:8", b.place());
        assertEquals(Optional.empty(), b.strand());
        assertNull(reader.next());
        assertNull(reader.next());
        assertEquals(Map.of("s", new Interval(0, 100)), reader.regions());
      }
    }
  }

  @Test
  void gzipAndCarriageReturnsChangeNothing() throws IOException {
    String text = rows("##gff-version 3", "gene 1 9 + . ID=a", "mRNA 1 9 + . ID=b;Parent=a");
    List<AnnotationFeature> plain = features(text);
    assertEquals(plain, features(text.replace("\n", "\r\n")));
    assertEquals(plain, features(text.stripTrailing()));
    var in = new ByteArrayInputStream(Gzip.member(text));
    try (AnnotationReader reader = AnnotationReader.open(in, "x.gff3")) {
      assertEquals(plain, List.of(reader.next(), reader.next()));
    }
  }

  @Test
  void junctionsAreCountedRowsOfOneSource() throws IOException {
    String intron = "s\tRNASeq_splice\tintron\t4\t9\t";
    String text = intron + "12.5\t+\t.\tID=a\n" + intron + "2\t+\t.\tID=b\n";
    text += intron + "1\t.\t.\tID=c\n";
    List<SpliceJunction> rows = new ArrayList<>();
    for (AnnotationFeature f : features(text)) {
      rows.add(SpliceJunction.of(f));
    }
    Interval at = new Interval(3, 9);
    assertEquals(new SpliceJunction("s", at, Optional.of(Strand.PLUS), 12.5), rows.get(0));
    assertEquals(
        List.of(
            new SpliceJunction("s", at, Optional.of(Strand.PLUS), 14.5),
            new SpliceJunction("s", at, Optional.empty(), 1)),
        SpliceJunction.united(rows));
  }
}
