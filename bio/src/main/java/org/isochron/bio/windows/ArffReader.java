package org.isochron.bio.windows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.core.io.FormatException;

/**
 * Reads ARFF files of nominal attributes, strictly: every value is a declared one; numeric, text,
 * date and relational attributes, missing values ({@code ?}) and sparse rows are refused.
 *
 * <p>Format: {@code @relation}, {@code @attribute name {a, b}} and {@code @data} in any case,
 * comments from {@code %}, names and values plain or in quotes (Weka's manual, "Attribute-Relation
 * File Format").
 */
final class ArffReader {
  private final TextLines lines;
  private final List<NominalArff.Attribute> attributes = new ArrayList<>();
  private final List<Map<String, String>> declared = new ArrayList<>();

  private ArffReader(TextLines lines) {
    this.lines = lines;
  }

  static NominalArff read(Path file) throws IOException {
    try (TextLines lines = TextLines.open(file)) {
      return new ArffReader(lines).table();
    }
  }

  private NominalArff table() throws IOException {
    Cursor head = keyword("@relation");
    String relation = head.token("");
    head.end();
    readAttributes();
    List<NominalArff.Row> rows = new ArrayList<>();
    for (Cursor at = content(); at != null; at = content()) {
      rows.add(new NominalArff.Row(lines.line(), row(at)));
    }
    return new NominalArff(relation, List.copyOf(attributes), List.copyOf(rows));
  }

  /** Reads the declarations, and the line that begins the data. */
  private void readAttributes() throws IOException {
    while (true) {
      Cursor at = keyword("@attribute", "@data");
      if (at.text.strip().equalsIgnoreCase("@data")) {
        at.end();
        break;
      }
      attribute(at);
    }
    if (attributes.isEmpty()) {
      throw lines.problem("expected an @attribute before @data, found none");
    }
  }

  /** Passes one of the keywords at the start of the next line with content. */
  private Cursor keyword(String... expected) throws IOException {
    String either = String.join(" or ", expected);
    Cursor at = content();
    if (at == null) {
      throw lines.problem("expected " + either + ", found the end of the file");
    }
    int begin = at.at;
    String word = at.token("").toLowerCase(Locale.ROOT);
    for (String each : expected) {
      if (word.equals(each)) {
        return at;
      }
    }
    throw lines.problem(begin, "expected " + either + ", found '" + word + "'");
  }

  private void attribute(Cursor at) throws FormatException {
    String name = at.token("{");
    for (NominalArff.Attribute earlier : attributes) {
      if (earlier.name().equals(name)) {
        throw lines.problem("attribute '" + name + "' is declared twice");
      }
    }
    if (!at.take('{')) {
      throw lines.problem(
          at.at, "attribute '" + name + "': expected '{' and its values, found " + at.found());
    }
    List<String> values = new ArrayList<>();
    Map<String, String> set = new HashMap<>();
    do {
      String value = at.token(",}");
      if (set.put(value, value) != null) {
        throw lines.problem("attribute '" + name + "': value '" + value + "' is declared twice");
      }
      values.add(value);
    } while (at.take(','));
    if (!at.take('}')) {
      throw lines.problem(at.at, "expected ',' or '}' after a value, found " + at.found());
    }
    at.end();
    attributes.add(new NominalArff.Attribute(name, List.copyOf(values)));
    declared.add(set);
  }

  private List<String> row(Cursor at) throws FormatException {
    List<String> row = new ArrayList<>(attributes.size());
    do {
      int begin = at.at;
      String value = at.token(",");
      int column = row.size();
      if (column == attributes.size()) {
        throw lines.problem(begin, "expected " + column + " values, found more");
      }
      String known = declared.get(column).get(value);
      if (known == null) {
        throw lines.problem(
            begin,
            "'" + value + "' is no value of attribute '" + attributes.get(column).name() + "'");
      }
      row.add(known);
    } while (at.take(','));
    at.end();
    if (row.size() != attributes.size()) {
      throw lines.problem("expected " + attributes.size() + " values, found " + row.size());
    }
    return List.copyOf(row);
  }

  /** Returns the next line that is neither blank nor a comment, or null at the end. */
  private Cursor content() throws IOException {
    for (String text = lines.next(); text != null; text = lines.next()) {
      Cursor at = new Cursor(text);
      at.blanks();
      if (at.at < text.length() && text.charAt(at.at) != '%') {
        return at;
      }
    }
    return null;
  }

  /** A place in a line. */
  private final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    void blanks() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }

    /** Reads a quoted text, or a plain one up to a blank or one of the stops; then blanks. */
    String token(String stops) throws FormatException {
      blanks();
      if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
        int close = text.indexOf(text.charAt(at), at + 1);
        if (close < 0) {
          throw lines.problem(at, "expected a closing quote, found the end of the line");
        }
        String quoted = text.substring(at + 1, close);
        at = close + 1;
        blanks();
        return quoted;
      }
      int begin = at;
      while (at < text.length()
          && text.charAt(at) != ' '
          && text.charAt(at) != '\t'
          && stops.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (at == begin) {
        throw lines.problem(at, "expected a name or a value, found " + found());
      }
      String plain = text.substring(begin, at);
      blanks();
      return plain;
    }

    boolean take(char expected) {
      boolean there = at < text.length() && text.charAt(at) == expected;
      if (there) {
        at++;
        blanks();
      }
      return there;
    }

    void end() throws FormatException {
      if (at < text.length()) {
        throw lines.problem(at, "expected the end of the line, found " + found());
      }
    }

    String found() {
      return at < text.length() ? "'" + text.charAt(at) + "'" : "the end of the line";
    }
  }
}
