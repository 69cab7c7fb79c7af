package org.isochron.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.ParameterLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Model files. */
@Command(
    name = "model",
    description = "Model files: what is inside, and whether they are whole.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron model show fly/model.isoc",
      "  isochron model show fly/model.isoc --json",
      "  isochron model verify fly/model.isoc"
    })
final class ModelCommand {
  private static final String HINT = "Copy the model file again, or train it again.";

  private final Console console;

  @Mixin HelpOption help;

  ModelCommand(Console console) {
    this.console = console;
  }

  @Command(name = "show", description = "Show a model's kind, parameters, settings and provenance.")
  int show(
      @Mixin HelpOption unused,
      @Parameters(paramLabel = "FILE", description = "A model.isoc.") Path file,
      @Option(names = "--json", description = "Print JSON.") boolean json)
      throws IOException {
    TrainedModel model = read(file);
    PrintStream out = console.out();
    Provenance from = model.provenance();
    if (json) {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("kind", model.kind());
      m.put("sha256", ModelFile.sha256(file));
      m.put("parameters", model.parameters().length);
      m.put("settings", model.settings());
      m.put("provenance", from);
      out.print(new String(Json.bytes(m), StandardCharsets.UTF_8));
      return 0;
    }
    out.println("kind        " + model.kind());
    out.println("sha256      " + ModelFile.sha256(file));
    out.println("trained by  isochron " + from.toolkitVersion() + ", seed " + from.seed());
    from.data().forEach(d -> out.println("on          " + d.name() + ", sha256 " + d.sha256()));
    out.printf(Locale.ROOT, "parameters  %,d%n", model.parameters().length);
    for (ParameterLayout.Entry entry : model.network().layout().entries()) {
      out.println("            " + entry.name() + " " + entry.shape());
    }
    out.print("settings    " + text(model.settings()));
    out.print("config      " + text(from.config()));
    return 0;
  }

  private static String text(Object value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }

  @Command(name = "verify", description = "Check a model file's length, version and checksum.")
  int verify(
      @Mixin HelpOption unused,
      @Parameters(paramLabel = "FILE", description = "A model.isoc.") Path file)
      throws IOException {
    TrainedModel model = read(file);
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: ok, %s, %,d parameters, sha256 %s%n",
            file,
            model.kind(),
            model.parameters().length,
            ModelFile.sha256(file));
    return 0;
  }

  private static TrainedModel read(Path file) throws IOException {
    Inputs.check("FILE", file);
    try {
      return ModelFile.read(file);
    } catch (FormatException e) {
      throw CommandException.badInput(e.getMessage(), HINT);
    }
  }
}
