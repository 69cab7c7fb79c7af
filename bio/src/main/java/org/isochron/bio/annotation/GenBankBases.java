package org.isochron.bio.annotation;

import java.util.Arrays;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.io.FormatException;

/** Collects the bases of one GenBank record, and checks them against its counts. */
final class GenBankBases {
  private final FlatFileLines lines;
  private final int declared;
  private byte[] bases;
  private int count;
  private long countLine;
  private String baseCount = "";

  GenBankBases(FlatFileLines lines, int declared) {
    this.lines = lines;
    this.declared = declared;
    bases = new byte[Math.min(declared, 1 << 16)];
  }

  /** Takes the current line, of the ORIGIN block: a position, then bases in groups. */
  void take() throws FormatException {
    int index = lines.indent();
    int start = index;
    long position = 0;
    while (index < lines.length() && isDigit(lines.at(index)) && index - start < 12) {
      position = 10 * position + (lines.at(index++) - '0');
    }
    if (position != count + 1L) {
      throw lines.problem(
          start,
          "a sequence line: expected position " + (count + 1L) + ", found " + shown(start, index));
    }
    for (; index < lines.length(); index++) {
      byte base = lines.at(index);
      if (base == ' ') {
        continue;
      }
      if (!Iupac.isLetter(base)) {
        throw lines.problem(index, Iupac.describeForeign(base));
      }
      append(base, index);
    }
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
      throw lines.problem(index, "more bases than the " + declared + " that LOCUS declares");
    }
    if (count == bases.length) {
      bases = Arrays.copyOf(bases, (int) Math.min(declared, 2L * count));
    }
    bases[count++] = base;
  }

  /** Takes the current line, {@code BASE COUNT 10 a 2 c 3 g 4 t}; checked at the end. */
  void takeBaseCount() throws FormatException {
    countLine = lines.number();
    baseCount = lines.text().substring("BASE COUNT".length()).strip();
  }

  /** Returns the bases, at the record's last line. */
  byte[] finish() throws FormatException {
    if (count != declared) {
      throw lines.problem(
          "expected the " + declared + " bases that LOCUS declares, found " + count);
    }
    checkBaseCount();
    return bases;
  }

  private void checkBaseCount() throws FormatException {
    if (baseCount.isEmpty()) {
      return;
    }
    int[] found = new int[128];
    int others = 0;
    for (byte base : bases) {
      found[base | 0x20]++;
      others += Iupac.index(base) < 0 ? 1 : 0;
    }
    String[] words = baseCount.split(" +", -1);
    if (words.length % 2 != 0) {
      throw new FormatException(
          lines.placeOf(countLine), "BASE COUNT: expected pairs of number and base");
    }
    for (int i = 0; i < words.length; i += 2) {
      char base = words[i + 1].charAt(0);
      int actual = words[i + 1].length() > 1 || base > 'z' ? others : found[base | 0x20];
      if (!words[i].equals(Integer.toString(actual))) {
        throw new FormatException(
            lines.placeOf(countLine),
            "BASE COUNT: expected " + words[i] + " " + words[i + 1] + ", found " + actual);
      }
    }
  }
}
