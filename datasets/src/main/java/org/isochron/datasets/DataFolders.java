package org.isochron.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.isochron.core.io.FormatException;

/**
 * The folders where data sets stand, each in the layout {@code domain/name/file}.
 *
 * <p>Folders given by the user come first and are only read. Last comes the home: the system
 * property {@code isochron.data}, else the environment variable {@code ISOCHRON_DATA}, else {@code
 * ~/.cache/isochron}; bundled sets are unpacked there. No file is used whose sha256 is not the
 * catalogue's.
 */
public final class DataFolders {
  private static final List<String> ACCOMPANYING = List.of("LICENSE", "README.md");

  private final List<Path> given;
  private final Path home;

  private DataFolders(List<Path> given, Path home) {
    this.given = List.copyOf(given);
    this.home = Objects.requireNonNull(home, "home");
  }

  /** Returns the home alone. */
  public static DataFolders standard() {
    String folder = System.getProperty("isochron.data");
    if (folder == null || folder.isBlank()) {
      folder = System.getenv("ISOCHRON_DATA");
    }
    if (folder == null || folder.isBlank()) {
      return withHome(Path.of(System.getProperty("user.home"), ".cache", "isochron"));
    }
    return withHome(Path.of(folder));
  }

  /**
   * Returns folders with another home.
   *
   * @param home where bundled sets are unpacked; made when needed
   */
  public static DataFolders withHome(Path home) {
    return new DataFolders(List.of(), home);
  }

  /**
   * Returns these folders with one more, searched after those given before and before the home.
   *
   * @param folder in the layout {@code domain/name/file}; only read
   */
  public DataFolders with(Path folder) {
    List<Path> more = new ArrayList<>(given);
    more.add(folder);
    return new DataFolders(more, home);
  }

  /** Returns the folder where bundled sets are unpacked. */
  public Path home() {
    return home;
  }

  /**
   * Finds a data set's files and verifies them; a bundled set is unpacked into the home where no
   * folder has it, and a damaged copy there is replaced, with a note.
   *
   * @param dataset an entry of the catalogue
   * @throws FileNotFoundException if no folder has all files; says where was looked and what the
   *     origin is
   * @throws FormatException if a file's length or sha256 differs
   * @throws IOException if a file cannot be read or unpacked
   */
  public LocatedDataset locate(Dataset dataset) throws IOException {
    for (Path root : given) {
      Path folder = folder(root, dataset);
      if (hasAll(folder, dataset)) {
        return verified(dataset, folder);
      }
    }
    Path folder = folder(home, dataset);
    if (dataset.bundled()) {
      return unpacked(dataset, folder);
    }
    if (hasAll(folder, dataset)) {
      return verified(dataset, folder);
    }
    throw new FileNotFoundException(notFound(dataset));
  }

  /**
   * Checks every file of a data set in the first folder that has the set; a bundled set that stands
   * in no folder is checked inside the jar. Nothing is written.
   *
   * @param dataset an entry of the catalogue
   * @return one result per file, in the catalogue's order
   * @throws IOException if a file that is there cannot be read
   */
  public List<FileCheck> verify(Dataset dataset) throws IOException {
    List<FileCheck> checks = new ArrayList<>();
    for (Path root : roots()) {
      Path folder = folder(root, dataset);
      if (Files.isDirectory(folder)) {
        for (DatasetFile file : dataset.files()) {
          checks.add(check(file, folder.resolve(file.name())));
        }
        return checks;
      }
    }
    for (DatasetFile file : dataset.files()) {
      checks.add(
          dataset.bundled()
              ? Bundled.check(dataset, file)
              : FileCheck.missing(file, looked(dataset, " or ")));
    }
    return checks;
  }

  private static LocatedDataset verified(Dataset dataset, Path folder) throws IOException {
    for (DatasetFile file : dataset.files()) {
      FileCheck check = check(file, folder.resolve(file.name()));
      if (!check.ok()) {
        throw new FormatException(check.where(), check.problem());
      }
    }
    return new LocatedDataset(dataset, folder, List.of());
  }

  private static LocatedDataset unpacked(Dataset dataset, Path folder) throws IOException {
    List<String> notes = new ArrayList<>();
    for (DatasetFile file : dataset.files()) {
      Path target = folder.resolve(file.name());
      FileCheck before = check(file, target);
      if (!before.ok()) {
        unpack(dataset, file, target);
        notes.add(
            before.status() == FileCheck.Status.MISSING
                ? target + ": unpacked"
                : before.message() + "; replaced by the bundled copy");
      }
    }
    return new LocatedDataset(dataset, folder, notes);
  }

  private static void unpack(Dataset dataset, DatasetFile file, Path target) throws IOException {
    FileCheck inside = Bundled.check(dataset, file);
    if (!inside.ok()) {
      throw new FormatException(inside.where(), inside.problem());
    }
    Path folder = Objects.requireNonNull(target.getParent(), "folder");
    Files.createDirectories(folder);
    Bundled.copy(dataset, file.name(), target);
    for (String text : ACCOMPANYING) {
      if (!Files.exists(folder.resolve(text))) {
        Bundled.copy(dataset, text, folder.resolve(text));
      }
    }
  }

  private static FileCheck check(DatasetFile file, Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return FileCheck.missing(file, path.toString());
    }
    try (InputStream in = Files.newInputStream(path)) {
      return FileCheck.of(file, path.toString(), in);
    }
  }

  private static boolean hasAll(Path folder, Dataset dataset) {
    return dataset.files().stream()
        .allMatch(file -> Files.isRegularFile(folder.resolve(file.name())));
  }

  private String notFound(Dataset dataset) {
    return "data set "
        + dataset.name()
        + ": looked for "
        + dataset.files().stream().map(DatasetFile::name).collect(Collectors.joining(", "))
        + " in "
        + looked(dataset, " and ")
        + "; it is not bundled. Origin: "
        + dataset.origin();
  }

  private String looked(Dataset dataset, String and) {
    return roots().stream()
        .map(root -> folder(root, dataset).toString())
        .collect(Collectors.joining(and));
  }

  private List<Path> roots() {
    List<Path> roots = new ArrayList<>(given);
    roots.add(home);
    return roots;
  }

  private static Path folder(Path root, Dataset dataset) {
    return root.resolve(dataset.domain()).resolve(dataset.name());
  }
}
