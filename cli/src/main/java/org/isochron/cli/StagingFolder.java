package org.isochron.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hidden folder where results are prepared. Its process holds a lock on a file in it, which the
 * system releases however the process ends: a folder whose lock is free is a killed run's.
 */
final class StagingFolder {
  private static final String PREFIX = ".part-";
  private static final String OWNER = ".owner";
  private static final int ATTEMPTS = 10;

  private final Path path;
  private final FileChannel owner;

  private StagingFolder(Path path, FileChannel owner) {
    this.path = path;
    this.owner = owner;
  }

  /** Makes a folder inside another. */
  static StagingFolder in(Path folder) throws IOException {
    for (int i = 1; ; i++) {
      Path path = Files.createTempDirectory(folder, PREFIX);
      FileChannel owner =
          FileChannel.open(
              path.resolve(OWNER), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      boolean held = lock(owner);
      // Another process may have taken it for a stale one before the lock was there.
      if ((held && Files.exists(path.resolve(OWNER))) || i == ATTEMPTS) {
        return new StagingFolder(path, owner);
      }
      owner.close();
    }
  }

  /** Returns whether nobody else holds the lock; where the file system has none, nobody does. */
  private static boolean lock(FileChannel file) {
    try {
      return file.tryLock() != null;
    } catch (IOException e) {
      return true;
    }
  }

  /** Removes what killed runs left in a folder, never what a living process still writes. */
  static void removeStale(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*")) {
      all.forEach(found::add);
    }
    for (Path path : found) {
      if (isStale(path)) {
        removeTree(path);
      }
    }
  }

  /** A folder without the file is none of these, or not yet one. */
  private static boolean isStale(Path path) {
    Path file = path.resolve(OWNER);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException | IOException e) {
      return false;
    }
  }

  /** Returns the place of a file in it. */
  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Returns a file's name in it. */
  Path relativize(Path file) {
    return path.relativize(file);
  }

  /** Returns the files that were prepared. */
  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(Files::isRegularFile).filter(file -> !file.endsWith(OWNER)).toList();
    }
  }

  /** Removes it with all that is in it. */
  void remove() throws IOException {
    owner.close();
    removeTree(path);
  }

  private static void removeTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
