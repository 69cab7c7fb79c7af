package org.isochron.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.splice.GeneSet;
import org.isochron.bio.splice.GeneSplit;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;

/** Input files: there, readable, known by their sha256. */
final class Inputs {
  private static final String MODEL_HINT =
      "Copy the model file again, or make one: isochron splice train --help";

  private static final int BLOCK = 1 << 16;

  private Inputs() {}

  /** Refuses a path that no reader could read. */
  static Path check(String option, Path file) {
    String hint = "Check the path given with " + option + ".";
    if (!Files.exists(file)) {
      throw CommandException.badInput(file + ": no such file", hint);
    }
    if (Files.isDirectory(file)) {
      throw CommandException.badInput(file + ": a folder, expected a file", hint);
    }
    if (!Files.isReadable(file)) {
      throw CommandException.badInput(file + ": cannot be read (permissions)", hint);
    }
    return file;
  }

  /** Refuses a file that is given twice, whatever its path looks like. */
  static void refuseTwice(String option, List<Path> files) throws IOException {
    Map<Path, Path> seen = new HashMap<>();
    for (Path file : files) {
      Path earlier = seen.putIfAbsent(file.toRealPath(), file);
      if (earlier != null) {
        String same = earlier.equals(file) ? "" : ", which is " + earlier;
        throw CommandException.usage(
            option + ": " + file + same + ": the same file, given twice", "Give each file once.");
      }
    }
  }

  /** Returns names and checksums, as a model's provenance holds them. */
  static List<Provenance.DataFile> dataFiles(List<Path> files) throws IOException {
    List<Provenance.DataFile> data = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      data.add(new Provenance.DataFile(name, ModelFile.sha256(file)));
    }
    return List.copyOf(data);
  }

  /** Returns names and checksums of what gzip files hold, so that packing hides nothing. */
  static List<Provenance.DataFile> contents(List<Path> files) throws IOException {
    List<Provenance.DataFile> data = new ArrayList<>();
    for (Path file : files) {
      String content = contentSha256(file);
      if (!content.equals(ModelFile.sha256(file))) {
        String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
        data.add(new Provenance.DataFile(name + " (uncompressed)", content));
      }
    }
    return List.copyOf(data);
  }

  private static String contentSha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    byte[] block = new byte[BLOCK];
    try (InputStream in = DataStreams.open(file)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Reads a configuration, in which nothing may be null. */
  static <T> T config(String option, Path file, Class<T> type) throws IOException {
    JsonNode tree = Json.tree(check(option, file));
    if (tree.isObject()) {
      refuseNull(tree, file.toString());
    }
    return Json.read(file, type);
  }

  private static void refuseNull(JsonNode node, String place) throws FormatException {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = place + ": " + entry.getKey();
      if (entry.getValue().isNull()) {
        throw new FormatException(name, "expected a value, found null");
      }
      refuseNull(entry.getValue(), name);
    }
  }

  /** Reads a split of these genes. */
  static GeneSplit split(Path file, GeneSet genes) throws IOException {
    requireUtf8(check("--split", file), "expected gene<TAB>group<TAB>set lines");
    return GeneSplit.load(file, genes);
  }

  private static void requireUtf8(Path file, String expected) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    CharBuffer text = CharBuffer.allocate(bytes.capacity());
    if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
      long line = 1 + text.flip().chars().filter(c -> c == '\n').count();
      String place = file + ":" + line;
      throw new FormatException(place, "not UTF-8 text: " + expected);
    }
  }

  /** Reads a splice-site tagger. */
  static SpliceTagger tagger(Path file) throws IOException {
    check("--model", file);
    try {
      return SpliceTagger.load(file);
    } catch (FormatException e) {
      throw CommandException.badInput(e.getMessage(), MODEL_HINT);
    }
  }
}
