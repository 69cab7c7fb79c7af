package org.isochron.bio.annotation;

import java.util.Arrays;
import org.isochron.bio.fasta.DataLines;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.io.FormatException;

/** Collects the bases of one record, and checks them against its positions and counts. */
final class FlatFileBases {
  private final DataLines lines;
  private final String declarer;
  private final int declared;
  private byte[] bases;
  private int count;
  private long countLine;
  private String countLabel = "";
  private String counts = "";
  private String assembly = "";

  /**
   * Makes an empty sequence.
   *
   * @param declarer the line that declares the length, as messages call it
   */
  FlatFileBases(DataLines lines, String declarer, int declared) {
    this.lines = lines;
    this.declarer = declarer;
    this.declared = declared;
    bases = new byte[Math.min(declared, 1 << 16)];
  }

  /** Takes the current line as GenBank writes it: the first base's position, then bases. */
  void takeAfterPosition() throws FormatException {
    int start = lines.indent();
    int end = endOfDigits(start);
    checkNumber(start, end, "position", count + 1L);
    end = takeLetters(end);
    if (end < lines.length()) {
      throw lines.problem(end, Iupac.describeForeign(lines.at(end)));
    }
  }

  /** Takes the current line as EMBL writes it: bases, then the last base's position. */
  void takeBeforePosition() throws FormatException {
    int start = takeLetters(0);
    int end = endOfDigits(start);
    if (start == end && start < lines.length()) {
      throw lines.problem(start, Iupac.describeForeign(lines.at(start)));
    }
    checkNumber(start, end, "last position", count);
    if (lines.indent(end) < lines.length()) {
      throw lines.problem(lines.indent(end), "expected nothing after the position " + count);
    }
  }

  private void checkNumber(int start, int end, String what, long expected) throws FormatException {
    String found = shown(start, end);
    if (!found.equals(Long.toString(expected))) {
      throw lines.problem(
          start, "a sequence line: expected " + what + " " + expected + ", found " + found);
    }
  }

  private int endOfDigits(int start) {
    int end = start;
    while (end < lines.length() && isDigit(lines.at(end)) && end - start < 12) {
      end++;
    }
    return end;
  }

  /** Takes bases and blanks; returns the index of the first byte that is neither. */
  private int takeLetters(int start) throws FormatException {
    int index = start;
    for (; index < lines.length(); index++) {
      byte base = lines.at(index);
      if (Iupac.isLetter(base)) {
        append(base, index);
      } else if (base != ' ') {
        break;
      }
    }
    return index;
  }

  private String shown(int start, int end) {
    StringBuilder text = new StringBuilder();
    for (int i = start; i < end; i++) {
      text.append((char) lines.at(i));
    }
    return text.length() == 0 ? "none" : text.toString();
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private void append(byte base, int index) throws FormatException {
    if (count == declared) {
      throw lines.problem(
          index, "more bases than the " + declared + " that " + declarer + " declares");
    }
    if (count == bases.length) {
      bases = Arrays.copyOf(bases, (int) Math.min(declared, 2L * count));
    }
    bases[count++] = base;
  }

  /**
   * Takes what the current line says of the bases; checked at the end.
   *
   * @param label what messages call it
   * @param pairs numbers and what they count: a letter, or any word for all that is not A, C, G or
   *     T
   */
  void takeCounts(String label, String pairs) {
    countLine = lines.number();
    countLabel = label;
    counts = pairs.strip();
  }

  /** Takes note that the current line, of a kind, says from which records this is assembled. */
  void takeAssembly(String kind) {
    assembly = kind;
  }

  /** Returns the bases, at the record's last line. */
  byte[] finish() throws FormatException {
    if (count == 0 && !assembly.isEmpty()) {
      throw lines.problem(
          "the record has no bases, only a "
              + assembly
              + " line, which names the records to assemble it from");
    }
    if (count != declared) {
      throw lines.problem(
          "expected the " + declared + " bases that " + declarer + " declares, found " + count);
    }
    checkCounts();
    return bases;
  }

  private void checkCounts() throws FormatException {
    if (counts.isEmpty()) {
      return;
    }
    int[] found = new int[128];
    int others = 0;
    for (byte base : bases) {
      found[base | 0x20]++;
      others += Iupac.index(base) < 0 ? 1 : 0;
    }
    found['t'] += found['u'];
    String[] words = counts.split(" +", -1);
    if (words.length % 2 != 0) {
      throw new FormatException(
          lines.placeOf(countLine), countLabel + ": expected pairs of number and base");
    }
    for (int i = 0; i < words.length; i += 2) {
      char base = words[i + 1].charAt(0);
      int actual = words[i + 1].length() > 1 || base > 'z' ? others : found[base | 0x20];
      if (!words[i].equals(Integer.toString(actual))) {
        throw new FormatException(
            lines.placeOf(countLine),
            countLabel + ": expected " + words[i] + " " + words[i + 1] + ", found " + actual);
      }
    }
  }
}
