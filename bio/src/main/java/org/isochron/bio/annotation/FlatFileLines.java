package org.isochron.bio.annotation;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.isochron.core.io.FormatException;

/** The lines of a flat file, as bytes, with their numbers; LF or CRLF endings. */
final class FlatFileLines implements Closeable {
  private final InputStream in;
  private final String name;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private byte[] line = new byte[128];
  private int length;
  private long number;

  FlatFileLines(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Moves to the next line; false at the end of the file. */
  boolean next() throws IOException {
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
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }

  int length() {
    return length;
  }

  byte at(int index) {
    return line[index];
  }

  /** Returns the number of this line, or at the end of the file that of the last line. */
  long number() {
    return number;
  }

  boolean startsWith(String prefix) {
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
  int indent() {
    int indent = 0;
    while (indent < length && line[indent] == ' ') {
      indent++;
    }
    return indent;
  }

  String text() throws FormatException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(placeOf(number), "the line is not UTF-8", e);
    }
  }

  void refuseControlCharacters() throws FormatException {
    refuseControlCharacters(false);
  }

  void refuseControlCharactersButTabs() throws FormatException {
    refuseControlCharacters(true);
  }

  private void refuseControlCharacters(boolean tabs) throws FormatException {
    for (int i = 0; i < length; i++) {
      if (line[i] >= 0 && line[i] < ' ' && !(tabs && line[i] == '\t')) {
        throw problem(i, "control character " + line[i]);
      }
    }
  }

  String placeOf(long lineNumber) {
    return name + ":" + lineNumber;
  }

  /** Makes an exception for the current line. */
  FormatException problem(String text) {
    return new FormatException(placeOf(number), text);
  }

  /** Makes an exception for a byte of the current line. */
  FormatException problem(int index, String text) {
    return new FormatException(placeOf(number) + ":" + (index + 1), text);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void append(int from, int count) {
    if (count > line.length - length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
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
