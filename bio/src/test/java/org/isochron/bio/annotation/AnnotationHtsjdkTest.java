package org.isochron.bio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.tribble.AbstractFeatureReader;
import htsjdk.tribble.TribbleException;
import htsjdk.tribble.gff.Gff3Codec;
import htsjdk.tribble.gff.Gff3Feature;
import htsjdk.tribble.readers.LineIterator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isochron.bio.SharedData;
import org.isochron.bio.fasta.DataStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** htsjdk's Gff3Codec as an oracle, where it reads a file. */
class AnnotationHtsjdkTest {
  @TempDir Path folder;

  @Test
  void wormRowsReadAsWithHtsjdk() throws IOException {
    assertEquals(26_809, compared("genome-1pct/celegans.gff3.gz"));
  }

  /** It takes a plus sign for a blank, as in the query of a URL; the specification does not. */
  @Test
  void flyRowsReadAsWithHtsjdkButForPlusSigns() throws IOException {
    String text = text("genome-1pct/dmelanogaster.gff3.gz");
    assertNotEquals(ours(text), theirs(text));
    String escaped = text.replaceAll("(?m)(?<![\t.])\\+(?!\t)", "%2B");
    assertSame(ours(text), theirs(escaped));
    assertEquals(3279, theirs(escaped).size());
  }

  /** It does not read the trailing semicolons of the plant's rows; without them, it agrees. */
  @Test
  void plantRowsReadAsWithHtsjdkButForTrailingSemicolons() throws IOException {
    String text = text("genome-1pct/athaliana.gff3.gz");
    assertThrows(TribbleException.class, () -> theirs(text));
    List<String> theirs = theirs(text.replaceAll("(?m);$", ""));
    assertSame(ours(text), theirs);
    assertEquals(23_414, theirs.size());
  }

  /** Shows the first difference, not two whole files. */
  private static void assertSame(List<String> ours, List<String> theirs) {
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      assertEquals(theirs.get(i), ours.get(i));
    }
    assertEquals(theirs.size(), ours.size());
  }

  private int compared(String name) throws IOException {
    String text = text(name);
    List<String> theirs = theirs(text);
    assertSame(ours(text), theirs);
    return theirs.size();
  }

  private static String text(String name) throws IOException {
    try (InputStream in = DataStreams.open(SharedData.bio(name))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.startsWith("##gff-version") ? text : "##gff-version 3.1.26\n" + text;
    }
  }

  private static List<String> ours(String text) throws IOException {
    List<String> rows = new ArrayList<>();
    for (AnnotationFeature f : AnnotationText.features(text)) {
      String strand = f.strand().map(s -> String.valueOf(s.symbol())).orElse(".");
      rows.add(
          String.join(
              "|",
              f.sequenceId(),
              f.source(),
              f.type(),
              (f.interval().start() + 1) + "-" + f.interval().end(),
              String.valueOf(f.score().orElse(-1)),
              strand,
              String.valueOf(f.phase().orElse(-1)),
              new TreeMap<>(f.attributes()).toString()));
    }
    return rows.stream().sorted().toList();
  }

  private List<String> theirs(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("x.gff3"), text);
    List<String> rows = new ArrayList<>();
    var codec = new Gff3Codec(Gff3Codec.DecodeDepth.SHALLOW);
    try (AbstractFeatureReader<Gff3Feature, LineIterator> reader =
        AbstractFeatureReader.getFeatureReader(file.toString(), null, codec, false)) {
      for (Gff3Feature f : reader.iterator()) {
        rows.add(
            String.join(
                "|",
                f.getContig(),
                f.getSource(),
                f.getType(),
                f.getStart() + "-" + f.getEnd(),
                String.valueOf(f.getScore()),
                f.getStrand().encode().replace("?", "."),
                String.valueOf(f.getPhase()),
                attributes(f.getAttributes())));
      }
    }
    assertTrue(rows.size() > 1000);
    return rows.stream().sorted().toList();
  }

  private static String attributes(Map<String, List<String>> attributes) {
    return new TreeMap<>(attributes).toString();
  }
}
