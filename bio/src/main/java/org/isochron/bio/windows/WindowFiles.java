package org.isochron.bio.windows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.windows.SpliceWindow.Kind;

/**
 * Reads the window sets that come as a folder of FASTA files {@code Donor_Train_Positive.txt}, with
 * Acceptor, Test and Negative in their places, plain or with {@code .gz}.
 *
 * <p>These sets repeat ids and sequences: all records are kept, and a window's id is its header,
 * {@code @}, and its place. Loci are unknown, so a window's group is its id; {@link WindowGroups}
 * joins those that share sequence.
 */
public final class WindowFiles {
  private WindowFiles() {}

  /** Which part of a set. */
  public enum Part {
    /** To fit a model. */
    TRAIN("Train"),
    /** To measure it. */
    TEST("Test");

    private final String word;

    Part(String word) {
      this.word = word;
    }
  }

  /**
   * Reads the sites, then the negatives, of one kind of site.
   *
   * @param folder with the files
   * @param layout of their windows
   * @param site of which the negatives are decoys
   * @param part of the set
   * @throws NoSuchFileException if the folder lacks one of the two files
   * @throws org.isochron.core.io.FormatException if a file breaks the format or a window has
   *     another length
   * @throws IOException if one cannot be read
   */
  public static List<SpliceWindow> read(
      Path folder, WindowLayout layout, SpliceSite.Kind site, Part part) throws IOException {
    boolean donor = site == SpliceSite.Kind.DONOR;
    String stem = (donor ? "Donor_" : "Acceptor_") + part.word;
    int boundary = layout.boundary(site);
    Kind kind = donor ? Kind.DONOR : Kind.ACCEPTOR;
    List<SpliceWindow> windows = new ArrayList<>();
    read(find(folder, stem + "_Positive.txt"), layout.length(), boundary, kind, windows);
    read(find(folder, stem + "_Negative.txt"), layout.length(), boundary, Kind.NEITHER, windows);
    return List.copyOf(windows);
  }

  private static Path find(Path folder, String name) throws NoSuchFileException {
    Path plain = folder.resolve(name);
    Path gzip = folder.resolve(name + ".gz");
    if (!Files.exists(plain) && !Files.exists(gzip)) {
      throw new NoSuchFileException(plain.toString(), null, "expected it, or it with .gz");
    }
    return Files.exists(plain) ? plain : gzip;
  }

  /**
   * Reads one file: a line {@code > name}, a line of bases, and so on.
   *
   * @param file plain or gzip
   * @param length bases of every window
   * @param boundary of every window
   * @param kind of every window
   * @throws org.isochron.core.io.FormatException if the file breaks the format or a window has
   *     another length
   * @throws IOException if it cannot be read
   */
  public static List<SpliceWindow> read(Path file, int length, int boundary, Kind kind)
      throws IOException {
    List<SpliceWindow> windows = new ArrayList<>();
    read(file, length, boundary, kind, windows);
    return List.copyOf(windows);
  }

  private static void read(
      Path file, int length, int boundary, Kind kind, List<SpliceWindow> windows)
      throws IOException {
    try (TextLines lines = TextLines.open(file)) {
      int before = windows.size();
      for (String header = lines.next(); header != null; header = lines.next()) {
        if (!header.startsWith(">")) {
          throw lines.problem("expected a header that starts with '>', found '" + header + "'");
        }
        String name = header.substring(1).strip();
        if (name.isEmpty()) {
          throw lines.problem(1, "expected a name after '>', found the end of the line");
        }
        String id = name + "@" + lines.place();
        String text = lines.next();
        if (text == null) {
          throw lines.problem("expected the bases of '" + name + "', found the end of the file");
        }
        windows.add(new SpliceWindow(id, lines.bases(text, 0, length), boundary, kind, id));
      }
      if (windows.size() == before) {
        throw lines.problem("expected a header that starts with '>', found an empty file");
      }
    }
  }
}
