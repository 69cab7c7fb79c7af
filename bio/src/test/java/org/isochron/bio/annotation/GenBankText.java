package org.isochron.bio.annotation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;

/** Makes small GenBank texts, and reads them. */
final class GenBankText {
  /** Forty bases, ten of each. */
  static final String BASES = "acgtacgtacgtacgtacgtacgtacgtacgtacgtacgt";

  private GenBankText() {}

  /** Returns a record of {@link #BASES}; the features are lines as they stand in the file. */
  static String record(String name, String... features) {
    StringBuilder text = new StringBuilder();
    text.append("LOCUS       ").append(name).append("   40 bp  DNA\n");
    text.append("DEFINITION  made by hand,\n            in two lines.\n");
    text.append("FEATURES             Location/Qualifiers\n");
    for (String line : features) {
      text.append(line).append('\n');
    }
    text.append("BASE COUNT     10 a   10 c  10 g   10 t\nORIGIN\n");
    text.append("        1 acgtacgtac gtacgtacgt acgtacgtac gtacgtacgt\n//\n");
    return text.toString();
  }

  static String cds(String location) {
    return "     CDS             " + location;
  }

  static String value(String text) {
    return " ".repeat(21) + text;
  }

  static List<AnnotatedSequence> read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return GenBank.read(new ByteArrayInputStream(bytes), "x.gb");
  }

  static GenBank lenient(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FlatFileOptions options = FlatFileOptions.defaults().withUnsupported(Unsupported.SKIP);
    return GenBank.open(new ByteArrayInputStream(bytes), "x.gb", options);
  }
}
