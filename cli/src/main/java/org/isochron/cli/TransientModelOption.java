package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.isochron.astro.transients.TransientClassifier;
import picocli.CommandLine.Option;

/** The model. */
final class TransientModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "A model.isoc of transients train.")
  Path file;

  TransientClassifier classifier() throws IOException {
    return TransientClassifier.load(Inputs.check("--model", file));
  }

  /** Refuses a redshift that the model does not read, and none where it reads one. */
  static String redshift(String given, TransientClassifier classifier) {
    boolean reads = classifier.reading().redshift();
    String source = given == null ? "none" : given;
    if (reads && given == null) {
      throw CommandException.usage(
          "--redshift: the model reads redshifts, expected host, spec, none or a file",
          "Give what it was trained with; none where no redshift is known.");
    }
    if (!reads && RedshiftSource.isAny(source)) {
      throw CommandException.usage(
          "--redshift " + source + ": the model reads no redshift", "Leave the option out.");
    }
    return source;
  }
}
