package org.isochron.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder that receives all results of a run or none: they are prepared in a hidden folder inside
 * it and moved when everything is there. A failure or an interrupt removes what was prepared; what
 * a killed run left, the next one into the folder removes.
 */
final class OutputFolder implements AutoCloseable {
  /** Moved last: where it is, the rest is. */
  private static final String LAST = "metrics.json";

  private static final Comparator<String> FIRST_TO_GO =
      Comparator.comparing((String name) -> !name.equals(LAST)).thenComparing(name -> name);

  private final Path folder;
  private final StagingFolder staging;
  private final List<String> results;
  private final List<Path> made;
  private final Set<String> kept = new HashSet<>();
  private final Thread onInterrupt;
  private boolean done;

  private OutputFolder(Path folder, StagingFolder staging, List<String> results, List<Path> made) {
    this.folder = folder;
    this.staging = staging;
    this.results = List.copyOf(results);
    this.made = made;
    onInterrupt = new Thread(this::discard, "isochron-discard");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * Makes the folder and proves that it can be written to.
   *
   * @param results names of the files and folders that the run will make
   * @throws CommandException if it cannot be written to, or holds a result and not force
   */
  static OutputFolder open(Path folder, boolean force, List<String> results) {
    List<Path> made = new ArrayList<>();
    try {
      for (Path p = folder.toAbsolutePath().normalize(); p != null; p = p.getParent()) {
        if (Files.exists(p)) {
          break;
        }
        made.add(p);
      }
      Files.createDirectories(folder);
      refuseExisting(folder, force, results);
      refuseOtherKinds(folder, results);
      StagingFolder.removeStale(folder);
      return new OutputFolder(folder, StagingFolder.in(folder), results, made);
    } catch (FileAlreadyExistsException e) {
      removeEmpty(made);
      throw unwritable(folder, e.getFile() + " is a file, expected a folder");
    } catch (IOException e) {
      removeEmpty(made);
      throw unwritable(folder, reason(folder, e));
    }
  }

  /** Returns why there can be no folder: what stands in its way, as far as that is known. */
  private static String reason(Path folder, IOException e) {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (Files.isRegularFile(there)) {
      return there + " is a file, expected a folder";
    }
    return "cannot be written to: "
        + (e instanceof AccessDeniedException
            ? "no permission to write in " + there
            : Failures.ofInputOutput(e));
  }

  private static CommandException unwritable(Path folder, String why) {
    return CommandException.usage(
        "output folder " + folder + ": " + why,
        "Choose another folder with --out, or make room for this one.");
  }

  private static void refuseExisting(Path folder, boolean force, List<String> results) {
    for (String name : results) {
      if (!force && Files.exists(folder.resolve(name))) {
        throw CommandException.usage(
            folder.resolve(name) + ": is there already, and is not overwritten",
            SpliceResults.CHECKPOINTS.contains(name)
                ? "Go on from it with --resume, or begin anew with --force."
                : "Choose another folder with --out, or replace the results with --force.");
      }
    }
  }

  /** Refuses a folder where a file belongs, and a file where a folder belongs. */
  private static void refuseOtherKinds(Path folder, List<String> results) {
    for (String name : results) {
      if (Files.isDirectory(folder.resolve(name))) {
        throw unwritable(folder, name + " in it is a folder, expected a file or nothing");
      }
      Path parent = Path.of(name).getParent();
      if (parent != null && Files.isRegularFile(folder.resolve(parent))) {
        throw unwritable(folder, parent + " in it is a file, expected a folder or nothing");
      }
    }
  }

  /**
   * Returns the place where a result is prepared.
   *
   * @throws IllegalArgumentException if it is none of the results that the folder was opened for:
   *     it would replace a file of that name that nobody asked about
   */
  Path prepare(String name) throws IOException {
    if (!results.contains(name)) {
      throw new IllegalArgumentException(
          "result '" + name + "': expected one of those declared, " + results);
    }
    Path file = staging.resolve(name);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return file;
  }

  /** Keeps a result that is in place already. */
  void keep(String name) {
    kept.add(name);
  }

  /** Returns the place where a result will be. */
  Path place(String name) {
    return folder.resolve(name);
  }

  /**
   * Removes what says that an earlier run's results are whole, and those that this run did not make
   * again, never a file of another name; then moves everything that was prepared into place.
   */
  synchronized void commit() throws IOException {
    List<Path> files = prepared();
    int changed = 0;
    try {
      for (String name : results.stream().sorted(FIRST_TO_GO).toList()) {
        boolean replaced = !name.equals(LAST) && Files.exists(staging.resolve(name));
        if (!replaced && !kept.contains(name) && Files.deleteIfExists(folder.resolve(name))) {
          changed++;
        }
      }
      for (Path file : files) {
        Path target = folder.resolve(staging.relativize(file));
        Files.createDirectories(target.toAbsolutePath().getParent());
        move(file, target);
        changed++;
      }
    } catch (IOException e) {
      if (changed > 0) {
        throw halfDone(e);
      }
      throw e;
    }
    staging.remove();
    done = true;
  }

  private CommandException halfDone(IOException e) {
    return CommandException.failed(
        "output folder " + folder + ": " + Failures.ofInputOutput(e),
        "Its results are incomplete: earlier ones were removed or some were replaced. Run again"
            + " with --force.",
        e);
  }

  private List<Path> prepared() throws IOException {
    return staging.files().stream()
        .sorted(Comparator.comparing((Path p) -> p.endsWith(LAST)).thenComparing(p -> p))
        .toList();
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private synchronized void discard() {
    if (!done) {
      done = true;
      try {
        staging.remove();
      } catch (IOException e) {
        return; // What is left is hidden, and the next run removes it.
      }
      removeEmpty(made);
    }
  }

  /** Removes folders that this run made, as far as they are empty. */
  private static void removeEmpty(List<Path> deepestFirst) {
    try {
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      return; // Not empty: somebody else's file is in it by now.
    }
  }

  @Override
  public void close() {
    discard();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      return; // The JVM ends already.
    }
  }
}
