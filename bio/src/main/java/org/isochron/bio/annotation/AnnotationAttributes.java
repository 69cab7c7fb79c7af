package org.isochron.bio.annotation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the ninth column of an annotation file. */
final class AnnotationAttributes {
  /** What breaks the format; the caller adds the place. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
      super(message);
    }
  }

  /** Tags that mean one thing, so that two values contradict each other. */
  private static final Set<String> SINGLE = Set.of("ID", "gene_id", "transcript_id");

  private static final Set<String> NAMES = Set.of("ID", "Parent");

  private AnnotationAttributes() {}

  /** Reads {@code tag=value,value;tag=value}; a trailing semicolon is fine, as TAIR10 writes it. */
  static Map<String, List<String>> gff3(String column) throws SyntaxException {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    String[] pairs = column.split(";", -1);
    for (int i = 0; i < pairs.length; i++) {
      String pair = pairs[i].strip();
      if (pair.isEmpty() && i == pairs.length - 1) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new SyntaxException("expected tag=value, found '" + shown(pair) + "'");
      }
      String tag = unescape(pair.substring(0, equals));
      List<String> values = new ArrayList<>();
      for (String value : pair.substring(equals + 1).split(",", -1)) {
        values.add(unescape(value));
      }
      if (attributes.put(tag, values) != null) {
        throw new SyntaxException("'" + tag + "' comes twice; expected one list of values");
      }
      checkValues(tag, values);
    }
    return attributes;
  }

  private static void checkValues(String tag, List<String> values) throws SyntaxException {
    if (SINGLE.contains(tag) && values.size() > 1) {
      throw new SyntaxException(tag + ": expected one value, found " + values.size());
    }
    if (NAMES.contains(tag) && values.stream().anyMatch(String::isBlank)) {
      throw new SyntaxException(tag + ": expected a name, found ''");
    }
    boolean name = NAMES.contains(tag) || SINGLE.contains(tag);
    if (name && values.stream().anyMatch(value -> value.chars().anyMatch(c -> c < ' '))) {
      throw new SyntaxException(tag + ": control character in a name");
    }
  }

  /**
   * Resolves {@code %XX}, whose bytes are UTF-8.
   *
   * @throws SyntaxException if a {@code %} is followed by something else, or the bytes are no text
   */
  static String unescape(String text) throws SyntaxException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        int next = text.offsetByCodePoints(i, 1);
        bytes.writeBytes(text.substring(i, next).getBytes(StandardCharsets.UTF_8));
        i = next - 1;
        continue;
      }
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        String found = text.substring(i, Math.min(text.length(), i + 3));
        throw new SyntaxException("expected two hexadecimal digits after %, found '" + found + "'");
      }
      bytes.write(16 * high + low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new SyntaxException("the escapes of '" + shown(text) + "' are not UTF-8");
    }
  }

  /**
   * Reads {@code tag "value"; tag value;}. A repeated tag adds values; a last semicolon may be
   * missing; a {@code #} outside quotes begins a comment.
   */
  static Map<String, List<String>> gtf(String column) throws SyntaxException {
    return new Gtf(column).read();
  }

  static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }

  /** A pass over the column of a GTF line. */
  private static final class Gtf {
    private final String text;
    private final Map<String, List<String>> attributes = new LinkedHashMap<>();
    private int at;

    Gtf(String text) {
      this.text = text;
    }

    Map<String, List<String>> read() throws SyntaxException {
      skipBlanks();
      while (at < text.length() && text.charAt(at) != '#') {
        String tag = word();
        if (tag.isEmpty()) {
          throw new SyntaxException("expected tag \"value\";, found '" + rest(at) + "'");
        }
        skipBlanks();
        String value = value(tag);
        List<String> values = attributes.computeIfAbsent(tag, t -> new ArrayList<>());
        values.add(value);
        checkValues(tag, values);
        skipBlanks();
        boolean ended = at == text.length() || text.charAt(at) == '#';
        if (!ended && text.charAt(at) != ';') {
          throw new SyntaxException(
              "expected ';' after the value of " + tag + ", found '" + rest(at) + "'");
        }
        at += ended ? 0 : 1;
        skipBlanks();
      }
      return attributes;
    }

    private String value(String tag) throws SyntaxException {
      if (at < text.length() && text.charAt(at) == '"') {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
          throw new SyntaxException("the quoted value of " + tag + " does not end");
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        return value;
      }
      String value = word();
      if (value.isEmpty()) {
        throw new SyntaxException(tag + ": expected a value, found '" + rest(at) + "'");
      }
      return value;
    }

    private String word() {
      int start = at;
      while (at < text.length() && " \t;\"".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private void skipBlanks() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }

    private String rest(int from) {
      return shown(text.substring(from));
    }
  }
}
