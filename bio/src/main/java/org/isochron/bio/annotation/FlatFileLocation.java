package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A feature location of GenBank or EMBL, parsed: plain spans, {@code join}, {@code order}, {@code
 * complement}, nested in any way (INSDC feature table definition, section 3.4); {@code one-of} and
 * {@code (a.b)} are those of its older versions.
 */
final class FlatFileLocation {
  /** A text that is no location. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
      super(message);
    }
  }

  /** One span, 1-based and inclusive as the file writes it. */
  private record Span(int first, int last, Strand strand, boolean cutBefore, boolean cutAfter) {}

  private final String text;
  private int at;
  private String unsupported = "";

  private FlatFileLocation(String text) {
    this.text = text;
  }

  /**
   * What a location says.
   *
   * @param strand of all its spans
   * @param exons ascending; empty where {@code unsupported} is not
   * @param unsupported why a gene cannot hold it, or empty
   * @param last the highest position, 1-based; 0 if it has no local part
   * @param openEnds where partial marks stand
   */
  record Parsed(
      Strand strand, List<Interval> exons, String unsupported, int last, OpenEnds openEnds) {}

  /**
   * Parses a location.
   *
   * @param text without blanks
   * @throws SyntaxException if it is none; the message names the character
   */
  static Parsed parse(String text) throws SyntaxException {
    FlatFileLocation parser = new FlatFileLocation(text);
    List<Span> spans = parser.location(0);
    if (parser.at < text.length()) {
      throw parser.expected("the end");
    }
    return parser.assemble(spans);
  }

  private Parsed assemble(List<Span> spans) {
    int last = spans.stream().mapToInt(Span::last).max().orElse(0);
    if (unsupported.isEmpty()) {
      unsupported = mixedOrUnordered(spans);
    }
    if (!unsupported.isEmpty()) {
      return new Parsed(Strand.PLUS, List.of(), unsupported, last, OpenEnds.NONE);
    }
    List<Interval> exons = new ArrayList<>();
    for (Span span : spans) {
      exons.add(new Interval(span.first - 1, span.last));
    }
    Strand strand = spans.get(0).strand;
    boolean minus = strand == Strand.MINUS;
    if (minus) {
      Collections.reverse(exons);
    }
    Span low = spans.get(minus ? spans.size() - 1 : 0);
    Span high = spans.get(minus ? 0 : spans.size() - 1);
    OpenEnds ends = new OpenEnds(low.cutBefore, high.cutAfter);
    return new Parsed(strand, List.copyOf(exons), "", last, ends);
  }

  /** Spans come in reading order: ascending on the plus strand, descending on the minus strand. */
  private static String mixedOrUnordered(List<Span> spans) {
    for (int i = 1; i < spans.size(); i++) {
      Span before = spans.get(i - 1);
      Span after = spans.get(i);
      if (before.strand != after.strand) {
        return "parts on both strands";
      }
      boolean minus = before.strand == Strand.MINUS;
      Span low = minus ? after : before;
      Span high = minus ? before : after;
      if (low.last >= high.first) {
        return low.first <= high.last ? "overlapping parts" : "parts out of order";
      }
      if (low.cutAfter || high.cutBefore) {
        return "a partial end inside a join";
      }
    }
    return "";
  }

  private List<Span> location(int depth) throws SyntaxException {
    if (depth > 8) {
      throw expected("a nesting of at most 8");
    }
    if (take("complement(")) {
      List<Span> spans = new ArrayList<>();
      for (Span s : location(depth + 1)) {
        spans.add(new Span(s.first, s.last, s.strand.opposite(), s.cutBefore, s.cutAfter));
      }
      require(")");
      Collections.reverse(spans);
      return spans;
    }
    boolean join = take("join(");
    boolean order = !join && take("order(");
    if (order) {
      note("order(...), which does not say that the parts are joined");
    }
    return join || order ? parts(depth) : span();
  }

  private List<Span> parts(int depth) throws SyntaxException {
    List<Span> spans = new ArrayList<>(location(depth + 1));
    while (take(",")) {
      spans.addAll(location(depth + 1));
    }
    require(")");
    return spans;
  }

  private List<Span> span() throws SyntaxException {
    boolean remote = takeAccession();
    boolean cutBefore = take("<");
    boolean cutAfter = !cutBefore && take(">");
    int first = position();
    int last = first;
    if (take("..")) {
      cutBefore |= take("<");
      cutAfter |= take(">");
      last = position();
    } else if (at < text.length() && (text.charAt(at) == '^' || text.charAt(at) == '.')) {
      note(text.charAt(at) == '^' ? "a site between bases" : "one base of a range");
      at++;
      last = number();
    }
    if (first > last) {
      throw new SyntaxException("a span that starts at " + first + " and ends at " + last);
    }
    if (remote) {
      note("a part on another sequence");
      return List.of();
    }
    return List.of(new Span(first, last, Strand.PLUS, cutBefore, cutAfter));
  }

  /** Passes {@code J00194.1:} if it comes next. */
  private boolean takeAccession() {
    int end = at;
    while (end < text.length() && isAccession(text.charAt(end))) {
      end++;
    }
    if (end > at && end < text.length() && text.charAt(end) == ':') {
      at = end + 1;
      return true;
    }
    return false;
  }

  private static boolean isAccession(char c) {
    return Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0;
  }

  /** Passes a position; of an uncertain one, which is noted, the first that it may be. */
  private int position() throws SyntaxException {
    if (take("(")) {
      note("one base of a range");
      int first = number();
      require(".");
      number();
      require(")");
      return first;
    }
    if (take("one-of(")) {
      note("one of several positions");
      int first = number();
      while (take(",")) {
        number();
      }
      require(")");
      return first;
    }
    return number();
  }

  private int number() throws SyntaxException {
    long value = 0;
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = 10 * value + (text.charAt(at) - '0');
      if (value > Integer.MAX_VALUE) {
        throw expected("a position below 2^31");
      }
      at++;
    }
    if (at == start) {
      throw expected("a position");
    }
    if (value == 0) {
      throw new SyntaxException("position 0; positions start at 1");
    }
    return (int) value;
  }

  private void note(String reason) {
    if (unsupported.isEmpty()) {
      unsupported = reason;
    }
  }

  private boolean take(String token) {
    boolean found = text.startsWith(token, at);
    if (found) {
      at += token.length();
    }
    return found;
  }

  private void require(String token) throws SyntaxException {
    if (!take(token)) {
      throw expected("'" + token + "'");
    }
  }

  private SyntaxException expected(String what) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new SyntaxException(
        "expected " + what + " at character " + (at + 1) + ", found " + found);
  }
}
