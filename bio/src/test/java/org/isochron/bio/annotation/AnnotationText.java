package org.isochron.bio.annotation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;

/** Makes small GFF3 and GTF texts, and reads them. */
final class AnnotationText {
  static final AnnotationOptions STRICT =
      AnnotationOptions.defaults().withUnsupported(Unsupported.REFUSE);
  static final AnnotationOptions LENIENT = STRICT.withUnsupported(Unsupported.SKIP);

  private AnnotationText() {}

  /**
   * Returns a line of sequence s and source x.
   *
   * @param cells blank-separated: type, start, end, strand, phase, attributes; the last may hold
   *     blanks
   */
  static String row(String cells) {
    String[] c = cells.split(" ", 6);
    return String.join("\t", "s", "x", c[0], c[1], c[2], ".", c[3], c[4], c[5]) + "\n";
  }

  static String rows(String... cells) {
    StringBuilder text = new StringBuilder();
    for (String line : cells) {
      text.append(line.startsWith("#") ? line + "\n" : row(line));
    }
    return text.toString();
  }

  static GenomeAnnotation read(String text, AnnotationOptions options) throws IOException {
    return GenomeAnnotation.read(stream(text), "x.gff3", options);
  }

  static List<Gene> genes(String... cells) throws IOException {
    return read(rows(cells), STRICT).genes();
  }

  static List<AnnotationFeature> features(String text) throws IOException {
    List<AnnotationFeature> features = new ArrayList<>();
    try (AnnotationReader reader = AnnotationReader.open(stream(text), "x.gff3")) {
      for (AnnotationFeature f = reader.next(); f != null; f = reader.next()) {
        features.add(f);
      }
    }
    return features;
  }

  static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns each transcript as {@code gene/id strand exons coding codonStart}. */
  static List<String> shown(List<Gene> genes) {
    List<String> shown = new ArrayList<>();
    for (Gene gene : genes) {
      for (Transcript t : gene.transcripts()) {
        shown.add(
            String.join(
                " ",
                gene.id() + "/" + t.id(),
                String.valueOf(gene.strand().symbol()),
                TranscriptRows.shown(t.exons()),
                t.coding().isEmpty() ? "-" : TranscriptRows.shown(t.coding()),
                String.valueOf(t.codonStart())));
      }
    }
    return shown;
  }
}
