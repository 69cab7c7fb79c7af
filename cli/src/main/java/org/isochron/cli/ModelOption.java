package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.isochron.bio.splice.SpliceEnsemble;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.model.ModelFile;
import picocli.CommandLine.Option;

/** The model, or several that are used as one. */
final class ModelOption {
  @Option(
      names = "--model",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = {
        "A model.isoc. Several are used as one: the mean of what they say of each base goes through"
            + " one grammar."
      })
  List<Path> files;

  /** Reads the model. */
  SpliceTagger tagger() throws IOException {
    Inputs.refuseTwice("--model", existing());
    List<SpliceTagger> taggers = new ArrayList<>();
    for (Path file : files) {
      taggers.add(Inputs.tagger(file));
    }
    try {
      return SpliceEnsemble.of(taggers);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "--model: " + e.getMessage(),
          "Models that are used as one must tell the same species and have the same tasks.");
    }
  }

  private List<Path> existing() {
    files.forEach(file -> Inputs.check("--model", file));
    return files;
  }

  /** Returns the files' names and checksums, as output files name what made them. */
  String origin() throws IOException {
    List<String> named = new ArrayList<>();
    for (Path file : files) {
      named.add("model " + file.getFileName() + ", sha256 " + ModelFile.sha256(file));
    }
    return String.join("; ", named);
  }

  /** Returns the files as typed. */
  String names() {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
