package org.isochron.bio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.biojava.nbio.core.exceptions.CompoundNotFoundException;
import org.biojava.nbio.core.sequence.DNASequence;
import org.biojava.nbio.core.sequence.compound.AmbiguityDNACompoundSet;
import org.biojava.nbio.core.sequence.compound.NucleotideCompound;
import org.biojava.nbio.core.sequence.io.DNASequenceCreator;
import org.biojava.nbio.core.sequence.io.GenbankReader;
import org.biojava.nbio.core.sequence.io.GenericGenbankHeaderParser;
import org.biojava.nbio.core.sequence.location.template.Location;
import org.isochron.bio.SharedData;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.fasta.DataStreams;
import org.junit.jupiter.api.Test;

/** BioJava as an oracle, where it reads a record at all. */
class GenBankBioJavaTest {
  @Test
  void primateEntriesReadAsWithBioJava() throws Exception {
    int compared = 0;
    for (String text : records(SharedData.bio("flatfiles/gbpri1.seq.gz"))) {
      // BioJava forgets which sequence a remote part is on.
      String local =
          text.replaceAll("(?m)^     CDS  (?= *join.*\n?.*[A-Z][0-9]+\\.1:)", "     xxx  ");
      AnnotatedSequence ours = read(local);
      assertEquals(describe(ours), describe(biojava(local)), ours.id());
      compared += ours.genes().stream().mapToInt(gene -> gene.transcripts().size()).sum();
    }
    assertEquals(185, compared);
  }

  /** Where a location line breaks inside a span, BioJava throws or reads other exons in silence. */
  @Test
  void flyGenesReadAsWithBioJavaExceptWhereALineBreaksInsideASpan() throws Exception {
    int thrown = 0;
    int wrong = 0;
    int same = 0;
    for (String text : records(SharedData.fly())) {
      AnnotatedSequence ours = read(text);
      boolean broken = text.matches("(?s).*[0-9.]\n {21}[0-9.].*");
      try {
        String theirs = describe(biojava(text));
        assertEquals(!broken, describe(ours).equals(theirs), ours.id());
        wrong += broken ? 1 : 0;
        same += broken ? 0 : 1;
      } catch (IllegalStateException e) {
        assertTrue(broken, ours.id());
        thrown++;
      }
    }
    assertEquals(
        "26 thrown, 79 wrong, 381 same",
        thrown + " thrown, " + wrong + " wrong, " + same + " same");
  }

  private static AnnotatedSequence read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FlatFileOptions options = FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP);
    try (GenBank reader = GenBank.open(new ByteArrayInputStream(bytes), "x.gb", options)) {
      return reader.next();
    }
  }

  private static List<String> records(Path file) throws IOException {
    try (InputStream in = DataStreams.open(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> records = new ArrayList<>();
      for (int at = 0; at < text.length(); ) {
        int end = text.indexOf("\n//\n", at) + 4;
        records.add(text.substring(at, end));
        at = end;
      }
      return records;
    }
  }

  private static DNASequence biojava(String text) throws IOException, CompoundNotFoundException {
    var reader =
        new GenbankReader<DNASequence, NucleotideCompound>(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            new GenericGenbankHeaderParser<>(),
            new DNASequenceCreator(AmbiguityDNACompoundSet.getDNACompoundSet()));
    return reader.process().values().iterator().next();
  }

  private static String describe(AnnotatedSequence sequence) {
    List<String> features = new ArrayList<>();
    for (Gene gene : sequence.genes()) {
      for (Transcript transcript : gene.transcripts()) {
        StringBuilder text = new StringBuilder().append(gene.strand().symbol());
        for (Interval e : transcript.exons()) {
          text.append(e.start() + 1).append('-').append(e.end()).append(' ');
        }
        features.add(text.toString());
      }
    }
    return sorted(features)
        + new String(sequence.bases(), StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
  }

  /** Isoforms may stand apart in a file. */
  private static String sorted(List<String> features) {
    return features.stream().sorted().toList().toString();
  }

  private static String describe(DNASequence sequence) {
    List<String> described = new ArrayList<>();
    var features = sequence.getFeaturesByType("CDS");
    int count = features == null ? 0 : features.size();
    for (int i = 0; i < count; i++) {
      Location location = features.get(i).getLocations();
      StringBuilder text = new StringBuilder();
      text.append(location.getStrand().getNumericRepresentation() < 0 ? '-' : '+');
      List<Location> parts = new ArrayList<>(location.getSubLocations());
      if (parts.isEmpty()) {
        parts.add(location);
      }
      parts.sort(Comparator.comparing(part -> part.getStart().getPosition()));
      for (Location part : parts) {
        text.append(part.getStart().getPosition()).append('-');
        text.append(part.getEnd().getPosition()).append(' ');
      }
      described.add(text.toString());
    }
    // BioJava does not keep the case.
    return sorted(described) + sequence.getSequenceAsString().toUpperCase(Locale.ROOT);
  }
}
