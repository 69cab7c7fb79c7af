package org.isochron.datasets;

import java.util.regex.Pattern;

/**
 * One file of a data set, with what proves it whole.
 *
 * @param name the file's name inside the data set's folder
 * @param format what it is written in
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes its length
 */
public record DatasetFile(String name, FileFormat format, String sha256, long bytes) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the entry.
   *
   * @throws IllegalArgumentException if the name is not a plain file name, there is no format,
   *     sha256 is not 64 digits or bytes are negative
   */
  public DatasetFile {
    Dataset.match("file name", name, NAME);
    if (format == null) {
      throw new IllegalArgumentException("format of " + name + " is null, expected one");
    }
    Dataset.match("sha256 of " + name, sha256, SHA256);
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "bytes of " + name + " is " + bytes + ", expected at least 0");
    }
  }
}
