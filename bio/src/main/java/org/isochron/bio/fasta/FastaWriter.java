package org.isochron.bio.fasta;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.isochron.core.io.AtomicFile;

/** Writes FASTA: {@code >id description}, then the bases in lines of equal length, LF endings. */
public final class FastaWriter {
  /** Bases per line where the caller does not say. */
  public static final int DEFAULT_COLUMNS = 60;

  private FastaWriter() {}

  /**
   * Writes a file of 60 bases per line, whole or not at all.
   *
   * @throws IllegalArgumentException if an id comes twice; the file then stays as it was
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Iterable<FastaRecord> records) throws IOException {
    write(file, records, DEFAULT_COLUMNS);
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param columns bases per line, positive
   * @throws IllegalArgumentException if an id comes twice or {@code columns} is not positive; the
   *     file then stays as it was
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Iterable<FastaRecord> records, int columns)
      throws IOException {
    AtomicFile.write(file, out -> write(out, records, columns));
  }

  /**
   * Writes to a stream, which stays open.
   *
   * @param columns bases per line, positive
   * @throws IllegalArgumentException if an id comes twice or {@code columns} is not positive
   * @throws IOException if writing fails
   */
  public static void write(OutputStream out, Iterable<FastaRecord> records, int columns)
      throws IOException {
    if (columns < 1) {
      throw new IllegalArgumentException("columns: expected at least 1, found " + columns);
    }
    Set<String> ids = new HashSet<>();
    for (FastaRecord record : records) {
      if (!ids.add(record.id())) {
        throw new IllegalArgumentException("records: duplicate id '" + record.id() + "'");
      }
      String blank = record.description().isEmpty() ? "" : " ";
      String header = ">" + record.id() + blank + record.description() + "\n";
      out.write(header.getBytes(StandardCharsets.UTF_8));
      for (int from = 0; from < record.length(); from += columns) {
        out.write(record.bases(), from, Math.min(columns, record.length() - from));
        out.write('\n');
      }
    }
  }
}
