package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.core.io.FormatException;

/**
 * A strict, streaming reader of annotated sequences, {@link GenBank} or {@link Embl}: one record in
 * memory at a time.
 */
public sealed interface FlatFile extends AutoCloseable permits GenBank, Embl {
  /**
   * Opens a file, plain or gzip; GenBank or EMBL is told by its first line.
   *
   * @throws FormatException if its first line is of neither
   * @throws IOException if it cannot be opened
   */
  static FlatFile open(Path file, FlatFileOptions options) throws IOException {
    return of(DataStreams.open(file), String.valueOf(file.getFileName()), options);
  }

  /**
   * Reads from a stream as {@link #open(Path, FlatFileOptions)} does from a file.
   *
   * @param in closed with the reader
   * @param name what messages call it
   * @throws FormatException if its first line is of neither format
   * @throws IOException if it cannot be read
   */
  static FlatFile open(InputStream in, String name, FlatFileOptions options) throws IOException {
    return of(DataStreams.decompress(in, name), name, options);
  }

  /**
   * Reads a whole GenBank or EMBL file with {@link FlatFileOptions#defaults()}.
   *
   * @throws FormatException if the file breaks the format, or holds a location that no gene can
   *     hold
   * @throws IOException if it cannot be read
   */
  static List<AnnotatedSequence> read(Path file) throws IOException {
    try (FlatFile reader = open(file, FlatFileOptions.defaults())) {
      return reader.readRest();
    }
  }

  private static FlatFile of(InputStream in, String name, FlatFileOptions options)
      throws IOException {
    try {
      byte[] head = in.readNBytes(1024);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
      String line = new String(head, ISO_8859_1).stripLeading().lines().findFirst().orElse("");
      if (line.startsWith("ID ")) {
        return new Embl(whole, name, options);
      }
      if (line.startsWith("LOCUS ") || line.contains(GenBank.RELEASE_HEADING)) {
        return new GenBank(whole, name, options);
      }
      String shown = line.length() <= 40 ? line : line.substring(0, 40) + "...";
      throw new FormatException(
          name + ":1",
          "expected GenBank (a LOCUS line) or EMBL (an ID line), found "
              + (shown.isEmpty() ? "neither" : "'" + shown + "'"));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Returns the next record, or null at the end.
   *
   * @throws FormatException if the file breaks the format, at {@code file:line} or {@code
   *     file:line:column}
   * @throws IOException if it cannot be read
   */
  AnnotatedSequence next() throws IOException;

  /**
   * Returns the remaining records.
   *
   * @throws IOException as {@link #next()}
   */
  default List<AnnotatedSequence> readRest() throws IOException {
    List<AnnotatedSequence> records = new ArrayList<>();
    for (AnnotatedSequence r = next(); r != null; r = next()) {
      records.add(r);
    }
    return List.copyOf(records);
  }

  /** Returns the features left out so far, in the file's order; always empty under REFUSE. */
  List<SkippedFeature> skipped();

  @Override
  void close() throws IOException;
}
