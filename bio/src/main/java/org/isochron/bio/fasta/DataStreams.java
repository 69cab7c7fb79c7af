package org.isochron.bio.fasta;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens data files, plain or gzip; which of the two is told by the first bytes, not by the name.
 */
public final class DataStreams {
  private DataStreams() {}

  /**
   * Opens a file.
   *
   * @param file a plain or gzip file
   * @return its uncompressed bytes, not buffered: read in blocks
   * @throws IOException if the file cannot be opened
   */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return decompress(raw, String.valueOf(file.getFileName()));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * Uncompresses a stream if it starts with the gzip magic bytes 1f 8b.
   *
   * @param raw a plain or gzip stream; closed with the returned one
   * @param name what messages call it
   * @return its uncompressed bytes; while reading, damaged or truncated gzip data give a {@link
   *     org.isochron.core.io.FormatException} with the place {@code name: byte N} of the compressed
   *     file
   * @throws IOException if the first bytes cannot be read
   */
  public static InputStream decompress(InputStream raw, String name) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, 2);
    byte[] magic = new byte[2];
    int read = in.readNBytes(magic, 0, 2);
    in.unread(magic, 0, read);
    boolean gzip = read == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    return gzip ? new GzipMembers(in, name) : in;
  }
}
