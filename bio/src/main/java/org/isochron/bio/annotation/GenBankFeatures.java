package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.core.io.FormatException;

/** Collects the features of one key from the lines of a GenBank feature table. */
final class GenBankFeatures {
  private static final int KEY_INDENT = 5;
  private static final int VALUE_INDENT = 21;

  /**
   * A feature of the wanted key.
   *
   * @param line of its key
   * @param text its location, without blanks
   * @param name from {@code /gene}, else {@code /locus_tag}, else empty
   */
  record Feature(
      long line, String text, GenBankLocation.Parsed location, String name, int codonStart) {}

  private record Qualifier(long line, String value) {}

  private final FlatFileLines lines;
  private final String wanted;
  private final List<Feature> found = new ArrayList<>();
  private final Map<String, Qualifier> qualifiers = new LinkedHashMap<>();
  private final StringBuilder location = new StringBuilder();
  private final StringBuilder qualifier = new StringBuilder();
  private String key = "";
  private long keyLine;
  private long qualifierLine;
  private boolean inQualifier;

  GenBankFeatures(FlatFileLines lines, String wanted) {
    this.lines = lines;
    this.wanted = wanted;
  }

  /** Takes the current line, which starts with a blank. */
  void take() throws FormatException {
    lines.refuseControlCharacters();
    int indent = lines.indent();
    if (indent == lines.length()) {
      throw lines.problem("blank line in the feature table");
    }
    String text = lines.text();
    if (indent == KEY_INDENT) {
      finishFeature();
      startFeature(text.substring(KEY_INDENT));
    } else if (indent >= VALUE_INDENT && !key.isEmpty()) {
      continueFeature(text.substring(VALUE_INDENT).stripTrailing());
    } else {
      throw lines.problem(
          indent, "a feature line starts at column " + (indent + 1) + "; expected 6 or 22");
    }
  }

  /** Returns the features, when the table has ended. */
  List<Feature> finish() throws FormatException {
    finishFeature();
    return found;
  }

  private void startFeature(String text) {
    int blank = text.indexOf(' ');
    key = blank < 0 ? text : text.substring(0, blank);
    keyLine = lines.number();
    appendLocation(blank < 0 ? "" : text.substring(blank));
  }

  private void continueFeature(String text) throws FormatException {
    if (inQualifier && quoteIsOpen()) {
      qualifier.append(' ').append(text);
    } else if (text.startsWith("/")) {
      finishQualifier();
      qualifier.append(text);
      qualifierLine = lines.number();
      inQualifier = true;
    } else if (inQualifier) {
      qualifier.append(text.strip());
    } else {
      appendLocation(text);
    }
  }

  /** Line ends stand anywhere in a location, even inside a number, and mean nothing. */
  private void appendLocation(String text) {
    text.chars().filter(c -> c != ' ').forEach(c -> location.append((char) c));
  }

  private boolean quoteIsOpen() {
    return qualifier.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private void finishQualifier() throws FormatException {
    if (!inQualifier) {
      return;
    }
    String text = qualifier.toString();
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).substring(1);
    if (quoteIsOpen()) {
      throw new FormatException(
          lines.placeOf(qualifierLine), "the quoted value of /" + name + " does not end");
    }
    String value = equals < 0 ? "" : unquote(text.substring(equals + 1).strip());
    qualifiers.putIfAbsent(name, new Qualifier(qualifierLine, value));
    qualifier.setLength(0);
    inQualifier = false;
  }

  private static String unquote(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replace("\"\"", "\"") : value;
  }

  private void finishFeature() throws FormatException {
    finishQualifier();
    if (key.equals(wanted)) {
      found.add(feature());
    }
    key = "";
    location.setLength(0);
    qualifiers.clear();
  }

  private Feature feature() throws FormatException {
    String text = location.toString();
    try {
      GenBankLocation.Parsed parsed = GenBankLocation.parse(text);
      return new Feature(keyLine, text, parsed, name(), codonStart());
    } catch (GenBankLocation.SyntaxException e) {
      String shown = text.length() <= 60 ? text : text.substring(0, 57) + "...";
      String problem = String.format(Locale.ROOT, "%s location '%s': ", wanted, shown);
      throw new FormatException(lines.placeOf(keyLine), problem + e.getMessage(), e);
    }
  }

  private String name() {
    for (String candidate : List.of("gene", "locus_tag")) {
      Qualifier value = qualifiers.get(candidate);
      if (value != null && !value.value.isBlank()) {
        return value.value;
      }
    }
    return "";
  }

  private int codonStart() throws FormatException {
    Qualifier value = qualifiers.get("codon_start");
    if (value == null) {
      return 1;
    }
    if (!value.value.matches("[123]")) {
      throw new FormatException(
          lines.placeOf(value.line), "/codon_start: expected 1, 2 or 3, found " + value.value);
    }
    return value.value.charAt(0) - '0';
  }
}
