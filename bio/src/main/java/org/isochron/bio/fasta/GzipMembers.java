package org.isochron.bio.fasta;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.isochron.core.io.FormatException;

/**
 * Strict gzip input of any number of members (RFC 1952), bgzip blocks included.
 *
 * <p>Unlike {@link java.util.zip.GZIPInputStream} it refuses bytes after the last member, gives the
 * place of every error, and takes the missing end block of a bgzip file for a truncation.
 */
final class GzipMembers extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final String name;
  private final byte[] buffer = new byte[1 << 16];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private long bufferStart;
  private int at;
  private int limit;
  private long memberLength;
  private boolean blocked;
  private boolean inMember;
  private boolean done;

  GzipMembers(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (!done) {
      if (!inMember) {
        startMember();
        continue;
      }
      int n = inflate(target, offset, length);
      if (n > 0) {
        crc.update(target, offset, n);
        memberLength += n;
        return n;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw problem("damaged gzip data: a preset dictionary is not allowed");
      } else {
        feed();
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    done = true;
    inflater.end();
    in.close();
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      at = limit - inflater.getRemaining();
      throw new FormatException(place(), "damaged gzip data: " + e.getMessage(), e);
    }
  }

  private void feed() throws IOException {
    at = limit;
    if (!fill()) {
      throw truncated();
    }
    inflater.setInput(buffer, at, limit - at);
  }

  private void startMember() throws IOException {
    if (at == limit && !fill()) {
      if (blocked && memberLength != 0) {
        throw problem("truncated bgzip file: the empty block that ends one is missing");
      }
      done = true;
      return;
    }
    if (next() != 0x1f || next() != 0x8b) {
      at--;
      throw problem("expected another gzip member or the end of the file, found other bytes");
    }
    readHeader();
    inflater.reset();
    inflater.setInput(buffer, at, limit - at);
    crc.reset();
    memberLength = 0;
    inMember = true;
  }

  private void readHeader() throws IOException {
    int method = next();
    if (method != 8) {
      throw problem("gzip compression method: expected 8, found " + method);
    }
    int flags = next();
    skip(6);
    blocked = false;
    if ((flags & EXTRA) != 0) {
      readExtra(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
  }

  /** Bgzip marks its members by an extra field that starts with 'B', 'C'. */
  private void readExtra(int length) throws IOException {
    for (int i = 0; i < length; i++) {
      int value = next();
      if (i == 0) {
        blocked = value == 'B';
      } else if (i == 1) {
        blocked &= value == 'C';
      }
    }
  }

  private void endMember() throws IOException {
    at = limit - inflater.getRemaining();
    long checksum = readInt();
    long length = readInt();
    if (checksum != crc.getValue()) {
      throw problem("damaged gzip data: the checksum differs");
    }
    if (length != (memberLength & 0xffffffffL)) {
      throw problem(
          "damaged gzip data: expected " + length + " bytes (modulo 2^32), found " + memberLength);
    }
    inMember = false;
  }

  private long readInt() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) next() << shift;
    }
    return value;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    int value = next();
    while (value != 0) {
      value = next();
    }
  }

  private int next() throws IOException {
    if (at == limit && !fill()) {
      throw truncated();
    }
    return buffer[at++] & 0xff;
  }

  private boolean fill() throws IOException {
    bufferStart += limit;
    at = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private String place() {
    return name + ": byte " + (bufferStart + at);
  }

  private FormatException problem(String text) {
    return new FormatException(place(), text);
  }

  private FormatException truncated() {
    return problem("truncated gzip file: the data end inside a compressed member");
  }
}
