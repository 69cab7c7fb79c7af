package org.isochron.bio.fasta;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.isochron.core.io.FormatException;

/**
 * The lines of a text file, as bytes, with their numbers: one line in memory at a time, LF or CRLF
 * endings, the last of which may be missing.
 */
public final class DataLines implements Closeable {
  private static final int MAX_LENGTH = 1 << 30;

  private final InputStream in;
  private final String name;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private byte[] line = new byte[128];
  private int length;
  private int ending;
  private long number;

  /**
   * Makes the lines of a stream.
   *
   * @param in closed with the lines; read in blocks
   * @param name what messages call it
   */
  public DataLines(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /**
   * Moves to the next line; false at the end of the file.
   *
   * @throws FormatException if a line has more than 2^30 bytes
   * @throws IOException if it cannot be read
   */
  public boolean next() throws IOException {
    length = 0;
    if (!ready()) {
      return false;
    }
    number++;
    boolean ended = false;
    while (!ended && ready()) {
      int end = at;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      append(at, end - at);
      ended = end < limit;
      at = ended ? end + 1 : end;
    }
    ending = ended ? 1 : 0;
    if (length > 0 && line[length - 1] == '\r') {
      length--;
      ending++;
    }
    return true;
  }

  /** Returns the number of bytes of this line, without its ending. */
  public int length() {
    return length;
  }

  /**
   * Returns the number of bytes of this line's ending: 1 for LF, 2 for CRLF, 0 where it has none.
   */
  public int endingLength() {
    return ending;
  }

  /** Returns a byte of this line. */
  public byte at(int index) {
    return line[index];
  }

  /** Returns the number of this line, or at the end of the file that of the last line. */
  public long number() {
    return number;
  }

  /** Returns whether this line starts with a text of ASCII letters. */
  public boolean startsWith(String prefix) {
    if (length < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (line[i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the index of the first byte that is no space, or the length of a blank line. */
  public int indent() {
    return indent(0);
  }

  /**
   * Returns the index of the first byte at or after {@code from} that is no space, or the length.
   */
  public int indent(int from) {
    int indent = Math.min(from, length);
    while (indent < length && line[indent] == ' ') {
      indent++;
    }
    return indent;
  }

  /** Returns this line up to its first space, in ISO-8859-1. */
  public String firstWord() {
    int end = 0;
    while (end < length && line[end] != ' ') {
      end++;
    }
    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Returns a copy of the bytes of this line. */
  public byte[] bytes() {
    return Arrays.copyOf(line, length);
  }

  /**
   * Returns this line.
   *
   * @throws FormatException if it is not UTF-8
   */
  public String text() throws FormatException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(placeOf(number), "the line is not UTF-8", e);
    }
  }

  /**
   * Checks this line.
   *
   * @throws FormatException if it holds a control character, tabs included
   */
  public void refuseControlCharacters() throws FormatException {
    refuseControlCharacters(false);
  }

  /**
   * Checks this line.
   *
   * @throws FormatException if it holds a control character other than a tab
   */
  public void refuseControlCharactersButTabs() throws FormatException {
    refuseControlCharacters(true);
  }

  private void refuseControlCharacters(boolean tabs) throws FormatException {
    for (int i = 0; i < length; i++) {
      if (line[i] >= 0 && line[i] < ' ' && !(tabs && line[i] == '\t')) {
        throw problem(i, "control character " + line[i]);
      }
    }
  }

  /** Returns {@code file:line} of a line. */
  public String placeOf(long lineNumber) {
    return name + ":" + lineNumber;
  }

  /** Makes an exception for the current line. */
  public FormatException problem(String text) {
    return new FormatException(placeOf(number), text);
  }

  /** Makes an exception for a byte of the current line. */
  public FormatException problem(int index, String text) {
    return new FormatException(placeOf(number) + ":" + (index + 1), text);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void append(int from, int count) throws FormatException {
    if (count > MAX_LENGTH - length) {
      throw problem("a line of more than " + MAX_LENGTH + " bytes");
    }
    if (count > line.length - length) {
      line = Arrays.copyOf(line, Math.max(Math.min(2 * line.length, MAX_LENGTH), length + count));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }

  private boolean ready() throws IOException {
    if (at == limit) {
      at = 0;
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return limit > 0;
  }
}
