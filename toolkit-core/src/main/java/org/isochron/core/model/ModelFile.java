package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.io.SealedFile;
import org.isochron.core.recurrence.ParameterLayout;

/**
 * The model file: a {@link SealedFile} that begins with {@code ISOCHRON} and holds the parameters.
 */
public final class ModelFile {
  /** The version that this build writes. */
  public static final int FORMAT_VERSION = 4;

  private static final SealedFile.Kind KIND =
      new SealedFile.Kind("ISOCHRON", "an Isochron model", 1, FORMAT_VERSION);

  private ModelFile() {}

  /** The JSON header. */
  private record Header(
      String kind,
      NetworkHeader network,
      int parameters,
      JsonNode settings,
      Provenance provenance) {
    Header {
      NetworkHeader.require("kind", kind);
      NetworkHeader.require("network", network);
      NetworkHeader.require("provenance", provenance);
    }
  }

  /**
   * Writes a model, whole or not at all.
   *
   * @param file where
   * @param model what
   * @throws IllegalArgumentException if the file's header cannot describe a cell of the network, or
   *     a parameter is NaN or infinite
   * @throws IOException if writing fails
   */
  public static void write(Path file, TrainedModel model) throws IOException {
    byte[] bytes = bytes(model);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * Returns a model's bytes.
   *
   * @param model the model
   * @throws IllegalArgumentException if the header cannot describe a cell of the network, or a
   *     parameter is NaN or infinite
   */
  public static byte[] bytes(TrainedModel model) {
    int bad = firstNotFinite(model.parameters());
    if (bad >= 0) {
      throw new IllegalArgumentException("parameters: " + notFinite(model, bad));
    }
    Header header =
        new Header(
            model.kind(),
            NetworkHeader.of(model.network()),
            model.parameters().length,
            model.settings(),
            model.provenance());
    return SealedFile.bytes(KIND, header, List.of(model.parameters()));
  }

  /** Returns the index of the first parameter that is NaN or infinite, or −1. */
  private static int firstNotFinite(double[] parameters) {
    for (int i = 0; i < parameters.length; i++) {
      if (!Double.isFinite(parameters[i])) {
        return i;
      }
    }
    return -1;
  }

  private static String notFinite(TrainedModel model, int index) {
    ParameterLayout layout = model.network().layout();
    double value = model.parameters()[index];
    for (ParameterLayout.Entry entry : layout.entries()) {
      int at = index - layout.offset(entry.name());
      if (at < entry.size()) {
        return "%s: value %d, from 0: expected finite, found %s".formatted(entry.name(), at, value);
      }
    }
    throw new IndexOutOfBoundsException(index);
  }

  /**
   * Reads a model.
   *
   * @param file where
   * @throws FormatException if it is no model file, of another version, cut short or damaged, or a
   *     parameter is NaN or infinite
   * @throws IOException if reading fails
   */
  public static TrainedModel read(Path file) throws IOException {
    SealedFile sealed = SealedFile.read(KIND, file);
    byte[] json = sealed.header();
    String place = sealed.place();
    try {
      Header header = header(sealed.version(), json, place);
      double[] parameters = sealed.data(header.parameters())[0];
      TrainedModel model =
          new TrainedModel(
              header.kind(),
              header.network().network(place),
              parameters,
              header.settings(),
              header.provenance());
      int bad = firstNotFinite(parameters);
      if (bad >= 0) {
        throw new FormatException(sealed.place(bad), notFinite(model, bad));
      }
      return model;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new FormatException(place, e.getMessage(), e);
    }
  }

  private static Header header(int version, byte[] json, String place) throws FormatException {
    if (version == FORMAT_VERSION) {
      return Json.read(json, Header.class, place);
    }
    JsonNode tree = Json.tree(json, place);
    if (version == 1) {
      OlderHeaders.addLosses(tree);
    }
    if (version < 3) {
      OlderHeaders.addSettings(tree, place);
    }
    OlderHeaders.addLabelSets(tree);
    return Json.read(tree, Header.class, place);
  }

  /**
   * Returns what tells a network from others: a model file's header of it, which has a caller's own
   * cell, that no file can hold, by its class, name, tensors, state and the components of its
   * record.
   *
   * @param network the network
   * @throws IllegalArgumentException if an own cell is no record and has no {@code toString}, or
   *     neither components nor text can be the same in every process
   */
  public static JsonNode describe(RecurrentNetwork network) {
    return Json.toTree(NetworkHeader.identity(network));
  }

  /**
   * Returns the sha256 of a file, in hexadecimal.
   *
   * @param file any file
   * @throws IOException if reading fails
   */
  public static String sha256(Path file) throws IOException {
    return SealedFile.sha256(file);
  }
}
