package org.isochron.core.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all: into a temporary neighbour first, then moved into place. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Produces a file's bytes. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the bytes; the stream is closed by the caller.
     *
     * @param out a buffered stream into the temporary file
     * @throws IOException if writing fails; the target then stays as it was
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file through a temporary neighbour, so that a failure leaves the target as it was.
   *
   * @param target the file to make or replace; its folder must exist
   * @param content what to write
   * @throws IOException if the folder is missing or cannot be written, or the content fails
   */
  public static void write(Path target, Content content) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(target + ": its folder does not exist");
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(target + ": its folder cannot be written");
    }
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        content.writeTo(out);
      }
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Writes text as UTF-8, whole or not at all.
   *
   * @param target the file to make or replace
   * @param text its content
   * @throws IOException as {@link #write}
   */
  public static void writeText(Path target, String text) throws IOException {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
