package org.isochron.bio.fasta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;

/** Reads and writes {@code .fai} files, as {@code samtools faidx} makes them. */
final class FaiFile {
  private FaiFile() {}

  /**
   * Reads an index.
   *
   * @throws FormatException if a line has not five columns, a number is out of range, a name comes
   *     twice, or there is no line
   */
  static List<FaiEntry> read(Path file) throws IOException {
    List<FaiEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try (DataLines lines =
        new DataLines(Files.newInputStream(file), String.valueOf(file.getFileName()))) {
      while (lines.next()) {
        FaiEntry entry = entry(lines);
        if (!names.add(entry.name())) {
          throw lines.problem("duplicate name '" + entry.name() + "'");
        }
        entries.add(entry);
      }
      if (entries.isEmpty()) {
        throw new FormatException(lines.placeOf(1), "the index is empty; expected a line a record");
      }
    }
    return List.copyOf(entries);
  }

  /** Writes an index, whole or not at all. */
  static void write(Path file, List<FaiEntry> entries) throws IOException {
    AtomicFile.writeText(
        file, entries.stream().map(entry -> entry.line() + "\n").collect(Collectors.joining()));
  }

  private static FaiEntry entry(DataLines lines) throws FormatException {
    String[] columns = lines.text().split("\t", -1);
    if (columns.length != 5) {
      throw lines.problem(
          "expected 5 columns (name, length, offset, bases a line, bytes a line), found "
              + columns.length
              + (columns.length == 6 ? ": the index of a FASTQ file?" : ""));
    }
    if (columns[0].isEmpty() || columns[0].chars().anyMatch(c -> c <= ' ')) {
      throw lines.problem("name: expected text without blanks, found '" + columns[0] + "'");
    }
    int length = (int) number(lines, "length", columns[1], 1, Integer.MAX_VALUE - 8);
    long offset = number(lines, "offset", columns[2], 3, Long.MAX_VALUE / 4);
    int lineBases = (int) number(lines, "bases a line", columns[3], 1, Integer.MAX_VALUE - 8);
    // A record of one line at the end of a file may have no line ending.
    int least = length <= lineBases ? lineBases : lineBases + 1;
    int lineBytes = (int) number(lines, "bytes a line", columns[4], least, lineBases + 2L);
    return new FaiEntry(
        columns[0], length, offset, lineBases, lineBytes, lines.placeOf(lines.number()));
  }

  private static long number(DataLines lines, String what, String text, long least, long most)
      throws FormatException {
    boolean digits = text.matches("[0-9]{1,18}");
    if (!digits || Long.parseLong(text) < least || Long.parseLong(text) > most) {
      throw lines.problem(what + ": expected " + least + " to " + most + ", found '" + text + "'");
    }
    return Long.parseLong(text);
  }
}
