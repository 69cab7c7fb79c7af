package org.isochron.bio.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.isochron.bio.fasta.DataLines;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.core.io.FormatException;

/**
 * Which names mean the same chromosome: those in one row of a table, and those that differ only by
 * {@code chr}, {@code Chr} or {@code CHR} in front.
 *
 * <p>It never guesses: a version number or another letter case makes another name, and a name that
 * could be two sequences of a file is an error.
 */
public final class ChromosomeNames {
  private static final List<String> PREFIXES = List.of("chr", "Chr", "CHR");

  private final Map<String, Set<String>> rowOfName;

  private final int size;

  private ChromosomeNames(Map<String, Set<String>> rowOfName, int size) {
    this.rowOfName = rowOfName;
    this.size = size;
  }

  /** Returns names without a table: only the prefix may differ. */
  public static ChromosomeNames prefixOnly() {
    return new ChromosomeNames(Map.of(), 0);
  }

  /** Returns the bundled names of an assembly: its authors', UCSC's, GenBank's and RefSeq's. */
  public static ChromosomeNames of(GenomeAssembly assembly) {
    String file = assembly.label() + ".tsv";
    try (InputStream in = ChromosomeNames.class.getResourceAsStream(file)) {
      return read(Objects.requireNonNull(in, file), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a table: one chromosome a line, its names separated by tabs, as in UCSC's chromAlias.txt
   * files with one column a source. Lines that start with {@code #} are comments; a field may be
   * empty where a source has no name.
   *
   * @throws FormatException if a line is blank, holds fewer than two names or a name with a blank,
   *     or a name stands in two lines; or if there is no line
   * @throws IOException if it cannot be read
   */
  public static ChromosomeNames read(Path file) throws IOException {
    try (InputStream in = DataStreams.open(file)) {
      return read(in, String.valueOf(file.getFileName()));
    }
  }

  private static ChromosomeNames read(InputStream in, String name) throws IOException {
    Map<String, Set<String>> rows = new LinkedHashMap<>();
    Map<String, Long> lineOfName = new LinkedHashMap<>();
    int size = 0;
    try (DataLines lines = new DataLines(in, name)) {
      while (lines.next()) {
        if (lines.startsWith("#")) {
          continue;
        }
        Set<String> row = row(lines);
        size++;
        for (String one : row) {
          Long earlier = lineOfName.putIfAbsent(one, lines.number());
          if (earlier != null) {
            throw lines.problem("'" + one + "' already stands for a chromosome in line " + earlier);
          }
          rows.put(one, row);
        }
      }
      if (rows.isEmpty()) {
        throw lines.problem("no chromosome; expected lines of names separated by tabs");
      }
    }
    return new ChromosomeNames(rows, size);
  }

  /** Returns the number of chromosomes in the table. */
  public int size() {
    return size;
  }

  private static Set<String> row(DataLines lines) throws FormatException {
    Set<String> row = new LinkedHashSet<>();
    for (String field : lines.text().split("\t", -1)) {
      if (field.chars().anyMatch(c -> c <= ' ')) {
        throw lines.problem("a name: expected no blank, found '" + field + "'");
      }
      if (!field.isEmpty()) {
        row.add(field);
      }
    }
    if (row.size() < 2) {
      throw lines.problem(
          "expected two names or more, separated by tabs, found '" + lines.text() + "'");
    }
    return row;
  }

  /**
   * Returns the one name of a file that means the same chromosome: the name itself where the file
   * has it, else an alias.
   *
   * @param name any name of the chromosome
   * @param namesOfTheFile the names to choose from
   * @throws IllegalArgumentException if no name of the file, or more than one, means it
   */
  public String resolve(String name, Collection<String> namesOfTheFile) {
    if (namesOfTheFile.contains(name)) {
      return name;
    }
    Set<String> aliases = aliases(name);
    Set<String> found = new TreeSet<>();
    for (String candidate : namesOfTheFile) {
      if (aliases.contains(candidate)) {
        found.add(candidate);
      }
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "name: '" + name + "' is ambiguous: the file has " + NearestNames.listed(found));
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "name: no sequence of the file is '"
              + name
              + "' or an alias of it; "
              + NearestNames.describe(name, namesOfTheFile));
    }
    return found.iterator().next();
  }

  /**
   * Returns all names of a chromosome that the table and the prefix rule give, itself included.
   *
   * @param name any of them
   */
  public Set<String> aliases(String name) {
    Set<String> written = new LinkedHashSet<>();
    written.add(name);
    if (rowOfName.containsKey(name)) {
      written.addAll(rowOfName.get(name));
    } else {
      for (String spelling : spellings(name)) {
        written.addAll(rowOfName.getOrDefault(spelling, Set.of()));
      }
    }
    Set<String> aliases = new LinkedHashSet<>(written);
    for (String one : written) {
      for (String spelling : spellings(one)) {
        // What the table says goes before the prefix rule.
        if (written.containsAll(rowOfName.getOrDefault(spelling, Set.of()))) {
          aliases.add(spelling);
        }
      }
    }
    return aliases;
  }

  private static List<String> spellings(String name) {
    String bare = name;
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        bare = name.substring(prefix.length());
      }
    }
    return List.of(bare, "chr" + bare, "Chr" + bare, "CHR" + bare);
  }
}
