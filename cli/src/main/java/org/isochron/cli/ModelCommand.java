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
import org.isochron.core.model.OnnxExport;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.Safetensors;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.ParameterLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Model files. */
@Command(
    name = "model",
    description = "Model files: what is inside, whether they are whole, and other formats.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron model show fly/model.isoc",
      "  isochron model show fly/model.isoc --json",
      "  isochron model verify fly/model.isoc",
      "  isochron model export-onnx fly/model.isoc --out fly.onnx",
      "  isochron model export-safetensors fly/model.isoc --out fly.safetensors"
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

  @Command(
      name = "export-onnx",
      description = {
        "Write a model for ONNX runtimes: inputs x [T,N,C] and lengths [N], outputs NAME.logits and"
            + " NAME.probabilities of every head.",
        "docs/exchange.md says what they mean."
      })
  int exportOnnx(
      @Mixin HelpOption unused,
      @Parameters(paramLabel = "MODEL", description = "A model.isoc.") Path file,
      @Mixin OutputFile output)
      throws IOException {
    TrainedModel model = read(file);
    output.check(file);
    output.write(OnnxExport.bytes(model));
    return written(output.out, model, "ONNX operator set " + OnnxExport.OPERATOR_SET);
  }

  @Command(
      name = "export-safetensors",
      description = "Write a model's parameters, by path, in the safetensors format.")
  int exportSafetensors(
      @Mixin HelpOption unused,
      @Parameters(paramLabel = "MODEL", description = "A model.isoc.") Path file,
      @Option(
              names = "--dtype",
              paramLabel = "TYPE",
              defaultValue = "F64",
              description = "F64, which is exact (the default), or F32.")
          WrittenType type,
      @Mixin OutputFile output)
      throws IOException {
    TrainedModel model = read(file);
    output.check(file);
    output.write(Safetensors.of(model, type.dtype).bytes());
    return written(output.out, model, type.name());
  }

  /** The types that safetensors are written in. */
  private enum WrittenType {
    F64(Safetensors.Dtype.F64),
    F32(Safetensors.Dtype.F32);

    final Safetensors.Dtype dtype;

    WrittenType(Safetensors.Dtype dtype) {
      this.dtype = dtype;
    }
  }

  private int written(Path file, TrainedModel model, String form) throws IOException {
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %s, %,d parameters, %s, sha256 %s%n",
            file,
            model.kind(),
            model.parameters().length,
            form,
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
