package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;

/** Makes small EMBL texts, and reads them. */
final class EmblText {
  private EmblText() {}

  /** Returns a record of {@link GenBankText#BASES}; features are those of {@link GenBankText}. */
  static String record(String name, String... features) {
    return recordOf("ID   " + name + "; SV 1; linear; genomic DNA; STD; INV; 40 BP.", features);
  }

  static String recordOf(String idLine, String... features) {
    StringBuilder text = new StringBuilder();
    text.append(idLine).append("\nXX\nAC   X12345;\nXX\n");
    text.append("DE   made by hand,\nDE   in two lines.\nXX\n");
    text.append("FH   Key             Location/Qualifiers\nFH\n");
    for (String line : features) {
      text.append("FT").append(line.substring(2)).append('\n');
    }
    text.append("XX\nSQ   Sequence 40 BP; 10 A; 10 C; 10 G; 10 T; 0 other;\n");
    text.append("     acgtacgtac gtacgtacgt acgtacgtac gtacgtacgt");
    text.append(" ".repeat(30)).append("40\n//\n");
    return text.toString();
  }

  static List<AnnotatedSequence> read(String text) throws IOException {
    try (Embl reader = reader(text, Unsupported.REFUSE)) {
      return reader.readRest();
    }
  }

  static Embl reader(String text, Unsupported unsupported) throws IOException {
    FlatFileOptions options = FlatFileOptions.defaults().withUnsupported(unsupported);
    return Embl.open(new ByteArrayInputStream(text.getBytes(UTF_8)), "x.embl", options);
  }
}
