package org.isochron.bio.fasta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Makes gzip bytes for tests. */
public final class Gzip {
  private Gzip() {}

  /** Returns one gzip member. */
  public static byte[] member(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Returns one bgzip block: a gzip member with the extra field BC. */
  static byte[] block(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater(6, true);
    deflater.setInput(plain);
    deflater.finish();
    byte[] packed = new byte[plain.length + 100];
    int size = deflater.deflate(packed);
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 255, 6, 0});
    out.writeBytes(new byte[] {'B', 'C', 2, 0});
    little(out, size + 25, 2);
    out.write(packed, 0, size);
    little(out, crc.getValue(), 4);
    little(out, plain.length, 4);
    return out.toByteArray();
  }

  /** Returns a member whose header carries a name, a comment and a header checksum. */
  static byte[] decorated(String text) {
    byte[] plain = member(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 3);
    out.write(2 | 8 | 16);
    out.write(plain, 4, 6);
    out.writeBytes("a.fa\0two words\0".getBytes(StandardCharsets.UTF_8));
    little(out, 0, 2);
    out.write(plain, 10, plain.length - 10);
    return out.toByteArray();
  }

  /** Returns some byte arrays as one. */
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void little(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)) & 0xff);
    }
  }
}
