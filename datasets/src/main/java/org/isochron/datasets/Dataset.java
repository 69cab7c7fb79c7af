package org.isochron.datasets;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One entry of the catalogue.
 *
 * @param name short name, unique in the catalogue
 * @param domain the folder it stands in, for example {@code bio}
 * @param title one line
 * @param licence under what terms the data may be used
 * @param citation what to cite
 * @param origin where the data publicly comes from, in words
 * @param bundled whether the files are inside this jar
 * @param files its files, at least one
 * @param format for people, how to read it: coordinates, columns, what is in it
 * @param traps what is easily got wrong
 */
public record Dataset(
    String name,
    String domain,
    String title,
    String licence,
    String citation,
    String origin,
    boolean bundled,
    List<DatasetFile> files,
    String format,
    List<String> traps) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern TEXT = Pattern.compile("\\S.*");

  /**
   * Checks the entry.
   *
   * @throws IllegalArgumentException if a text is blank, a name is not lower-case words joined by
   *     '-', there is no file or two files have one name
   */
  public Dataset {
    match("name", name, NAME);
    match("domain of " + name, domain, NAME);
    match("title of " + name, title, TEXT);
    match("licence of " + name, licence, TEXT);
    match("citation of " + name, citation, TEXT);
    match("origin of " + name, origin, TEXT);
    match("format of " + name, format, TEXT);
    files = List.copyOf(files);
    traps = List.copyOf(traps);
    if (files.isEmpty()
        || files.stream().map(DatasetFile::name).distinct().count() < files.size()) {
      throw new IllegalArgumentException(
          "files of " + name + " are " + files + ", expected at least one and each name once");
    }
  }

  /** Returns the formats of the files, in their order. */
  public List<FileFormat> formats() {
    return files.stream().map(DatasetFile::format).toList();
  }

  /** Returns the length of all files together. */
  public long bytes() {
    return files.stream().mapToLong(DatasetFile::bytes).sum();
  }

  static void match(String what, String value, Pattern pattern) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(what + " is '" + value + "', expected " + pattern);
    }
  }
}
