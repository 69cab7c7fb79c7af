package org.isochron.bio.windows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.isochron.bio.fasta.DataLines;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.io.FormatException;

/** The lines of a file, plain or gzip, with the place for messages; endings are LF or CRLF. */
final class TextLines implements Closeable {
  private final DataLines lines;
  private final String name;
  private int line;

  private TextLines(DataLines lines, String name) {
    this.lines = lines;
    this.name = name;
  }

  static TextLines open(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    return new TextLines(new DataLines(DataStreams.open(file), name), name);
  }

  /**
   * Returns the next line without its end, or null.
   *
   * @throws FormatException if it has a carriage return inside
   */
  String next() throws IOException {
    line++;
    if (!lines.next()) {
      return null;
    }
    // One char a byte: a byte that is not ASCII is found where it stands.
    String text = new String(lines.bytes(), StandardCharsets.ISO_8859_1);
    int cr = text.indexOf('\r');
    if (cr >= 0) {
      throw problem(cr, "carriage return inside a line; expected a line feed after it");
    }
    return text;
  }

  /** Returns the number of the line that was read last, from 1. */
  int line() {
    return line;
  }

  /** Returns the place of the line that was read last. */
  String place() {
    return name + ":" + line;
  }

  FormatException problem(String text) {
    return new FormatException(place(), text);
  }

  FormatException problem(int column0, String text) {
    return new FormatException(place() + ":" + (column0 + 1), text);
  }

  /** Returns the rest of the line from a column on as bases, of which it expects so many. */
  byte[] bases(String text, int column0, int expected) throws FormatException {
    byte[] bases = new byte[text.length() - column0];
    for (int i = 0; i < bases.length; i++) {
      char letter = text.charAt(column0 + i);
      bases[i] = (byte) letter;
      if (!Iupac.isLetter(bases[i])) {
        throw problem(column0 + i, Iupac.describeForeign(bases[i]));
      }
    }
    if (bases.length != expected) {
      throw problem("expected " + expected + " bases, found " + bases.length);
    }
    return bases;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
