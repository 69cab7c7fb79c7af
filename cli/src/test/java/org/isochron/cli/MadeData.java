package org.isochron.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.SpliceConfig;
import org.isochron.core.io.Json;

/** Small genes with planted GT...AG introns, and the files that hold them. */
final class MadeData {
  static final int LENGTH = 400;

  /** What makes any configuration small, whatever else it has. */
  private static final Map<String, Integer> SMALL =
      Map.of("hidden", 6, "headUnits", 4, "layers", 1, "batchSize", 8);

  private MadeData() {}

  /** Returns random bases with an intron at 0-based [150, 230). */
  static String bases(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append("acgt".charAt(random.nextInt(4)));
    }
    text.replace(146, 158, "ccaggtaagtat");
    text.replace(212, 232, "tttttttctttcctgcaggc");
    return text.toString();
  }

  static String reversed(String bases) {
    return new String(Iupac.reverseComplement(bases.getBytes(UTF_8)), UTF_8);
  }

  /**
   * Returns a record; its location is the CDS line, or broken over two where it holds a line end.
   */
  static String record(String name, String location, String bases) {
    StringBuilder text = new StringBuilder();
    text.append("LOCUS       %s   %d bp  DNA%n".formatted(name, bases.length()).replace("\r", ""));
    text.append("FEATURES             Location/Qualifiers\n");
    text.append("     CDS             ");
    text.append(location.replace("\n", "\n" + " ".repeat(21))).append("\nORIGIN\n");
    for (int i = 0; i < bases.length(); i += 60) {
      text.append("%9d ".formatted(i + 1));
      text.append(bases, i, Math.min(bases.length(), i + 60)).append('\n');
    }
    return text.append("//\n").toString();
  }

  /** Returns some genes, every second one on the minus strand. */
  static String genBank(int genes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < genes; i++) {
      String bases = bases(i);
      text.append(
          i % 2 == 0
              ? record("s" + i, "join(31..150,\n231..350)", bases)
              : record("s" + i, "complement(join(51..170,25\n1..370))", reversed(bases)));
    }
    return text.toString();
  }

  static Path genBankFile(Path folder) throws IOException {
    return Files.writeString(folder.resolve("made.gb"), genBank(24));
  }

  /** Writes a configuration that trains in a moment. */
  static Path smallConfig(Path folder) throws IOException {
    JsonNode tree = Json.toTree(SpliceConfig.defaults());
    shrink(tree);
    Path file = folder.resolve("small.json");
    Json.write(file, tree);
    return file;
  }

  private static void shrink(JsonNode node) {
    if (node instanceof ObjectNode object) {
      SMALL.forEach(
          (name, value) -> {
            if (object.has(name)) {
              object.put(name, value);
            }
          });
    }
    node.forEach(MadeData::shrink);
  }

  static Path gzip(Path file, String text, int bytesLost) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() - bytesLost));
  }

  /**
   * Writes the files and results of a training that is not what a test is about: that of the made
   * genes, run once for all tests.
   */
  static void trained(Path folder, Path out) throws IOException {
    genBankFile(folder);
    smallConfig(folder);
    copy(Once.RESULTS, out);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  /** The training that is run once. */
  private static final class Once {
    static final Path RESULTS = results();

    private static Path results() {
      try {
        Path folder = Files.createTempDirectory("trained");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        Path out = folder.resolve("out");
        Run run = train(folder, out);
        if (run.status() != 0) {
          throw new AssertionError(run.err());
        }
        return out;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Trains on the made genes for two epochs, into a folder. */
  static Run train(Path folder, Path out, Object... more) throws IOException {
    Object[] args = {
      "splice",
      "train",
      "--genbank",
      genBankFile(folder),
      "--config",
      smallConfig(folder),
      "--epochs",
      2,
      "--out",
      out
    };
    Object[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Run.isochron(all);
  }
}
