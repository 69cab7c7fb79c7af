package org.isochron.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the check of one file found.
 *
 * @param name the file's name
 * @param status the outcome
 * @param where the path that was read, or where it was looked for
 * @param expected the expected length or sha256
 * @param found the length or sha256 found; empty where the file is missing
 */
public record FileCheck(String name, Status status, String where, String expected, String found) {
  private static final int BLOCK = 1 << 16;

  /** The outcome of a check. */
  public enum Status {
    /** Length and sha256 are as expected. */
    OK("ok"),
    /** There is no such file. */
    MISSING("missing"),
    /** The length is another one. */
    SIZE_DIFFERS("length in bytes differs"),
    /** The length is right, the content is not. */
    SHA256_DIFFERS("sha256 differs");

    private final String text;

    Status(String text) {
      this.text = text;
    }
  }

  /** Returns whether the file is as expected. */
  public boolean ok() {
    return status == Status.OK;
  }

  /** Returns one line: path, outcome, found, expected. */
  public String message() {
    return where + ": " + problem();
  }

  /** Returns the outcome without the path. */
  String problem() {
    return switch (status) {
      case OK -> status.text;
      case MISSING -> status.text + ", expected sha256 " + expected;
      case SIZE_DIFFERS, SHA256_DIFFERS ->
          status.text + ": found " + found + ", expected " + expected;
    };
  }

  static FileCheck missing(DatasetFile file, String where) {
    return new FileCheck(file.name(), Status.MISSING, where, file.sha256(), "");
  }

  /** Reads a stream to its end and compares; the caller closes it. */
  static FileCheck of(DatasetFile file, String where, InputStream in) throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    DigestInputStream counted = new DigestInputStream(in, digest);
    byte[] block = new byte[BLOCK];
    for (int n = counted.read(block); n >= 0; n = counted.read(block)) {
      bytes += n;
    }
    if (bytes != file.bytes()) {
      String expected = Long.toString(file.bytes());
      return new FileCheck(file.name(), Status.SIZE_DIFFERS, where, expected, Long.toString(bytes));
    }
    String found = HexFormat.of().formatHex(digest.digest());
    Status status = found.equals(file.sha256()) ? Status.OK : Status.SHA256_DIFFERS;
    return new FileCheck(file.name(), status, where, file.sha256(), found);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
