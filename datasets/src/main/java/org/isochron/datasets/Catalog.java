package org.isochron.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;

/** The data sets known by name, in the catalogue's order. */
public final class Catalog {
  static final String RESOURCE = "catalog.json";

  private static final int NEAREST = 3;

  private final Map<String, Dataset> entries;

  private Catalog(Map<String, Dataset> entries) {
    this.entries = entries;
  }

  /**
   * The file's form.
   *
   * @param version 1
   * @param datasets the entries
   */
  record Content(int version, List<Dataset> datasets) {
    Content {
      if (version != 1) {
        throw new IllegalArgumentException("version " + version + ", this build reads 1");
      }
      datasets = List.copyOf(datasets);
    }
  }

  /**
   * Returns the catalogue that comes with this version.
   *
   * @throws UncheckedIOException if the jar is damaged
   */
  public static Catalog standard() {
    try (InputStream in = Catalog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is not in the jar of " + Catalog.class.getName());
      }
      return read(in.readAllBytes(), RESOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a catalogue strictly.
   *
   * @param json the text, UTF-8
   * @param place the name of the source, for messages
   * @throws FormatException if it is not a catalogue or a name stands twice
   */
  public static Catalog read(byte[] json, String place) throws FormatException {
    Map<String, Dataset> entries = new LinkedHashMap<>();
    for (Dataset dataset : Json.read(json, Content.class, place).datasets()) {
      if (entries.put(dataset.name(), dataset) != null) {
        throw new FormatException(place, "two data sets are named '" + dataset.name() + "'");
      }
    }
    return new Catalog(entries);
  }

  /** Returns all data sets. */
  public List<Dataset> list() {
    return List.copyOf(entries.values());
  }

  /**
   * Returns the data set of a name.
   *
   * @param name as in {@link #list}
   * @throws IllegalArgumentException if there is none; the message gives the nearest names
   */
  public Dataset find(String name) {
    Dataset dataset = entries.get(name);
    if (dataset == null) {
      throw new IllegalArgumentException(
          "no data set is named '" + name + "'; the nearest names are " + nearest(name));
    }
    return dataset;
  }

  private String nearest(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return entries.keySet().stream()
        .sorted(Comparator.comparingInt(known -> distance(wanted, known)))
        .limit(NEAREST)
        .collect(Collectors.joining(", "));
  }

  /**
   * Edits from one name to another (Levenshtein); a name that holds the other counts as one edit.
   */
  private static int distance(String a, String b) {
    if (!a.isEmpty() && (a.contains(b) || b.contains(a))) {
      return 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
