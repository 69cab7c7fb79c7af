package org.isochron.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.OnnxExport;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.Safetensors;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Workers;
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

  private static final int LISTED = 8;

  private final Console console;

  @Mixin HelpOption help;

  ModelCommand(Console console) {
    this.console = console;
  }

  @Command(name = "show", description = "Show a model's kind, parameters, settings and provenance.")
  int show(
      @Mixin HelpOption unused,
      @Parameters(paramLabel = "FILE", description = "A model.isoc.") Path file,
      @Mixin TalkOptions talk)
      throws IOException {
    TrainedModel model = read(file);
    Voice voice = new Voice(console, talk);
    Provenance from = model.provenance();
    Map<String, Object> facts = facts(file, model);
    facts.put("settings", model.settings());
    facts.put("provenance", from);
    voice.json(facts);
    voice.say("kind        " + model.kind());
    voice.say("sha256      " + facts.get("sha256"));
    voice.say("trained by  isochron " + from.toolkitVersion() + ", seed " + from.seed());
    from.data().forEach(d -> voice.say("on          " + d.name() + ", sha256 " + d.sha256()));
    voice.say(String.format(Locale.ROOT, "parameters  %,d", model.parameters().length));
    voice.say("cells run   " + path(model) + ", on this machine");
    for (ParameterLayout.Entry entry : model.network().layout().entries()) {
      voice.say("            " + entry.name() + " " + entry.shape());
    }
    voice.say("settings    " + text(shortened(model.settings())));
    voice.say("config      " + text(from.config()));
    return 0;
  }

  private static String path(TrainedModel model) {
    try (Workers workers = new Workers(1)) {
      return new NetworkRun(model.network(), workers).path();
    }
  }

  /** Returns settings with long lists as their length: fingerprints of genes are for programs. */
  private static JsonNode shortened(JsonNode node) {
    if (node.isArray() && node.size() > LISTED) {
      return TextNode.valueOf(node.size() + " entries; --json has them");
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(field -> copy.set(field.getKey(), shortened(field.getValue())));
    return copy;
  }

  private static Map<String, Object> facts(Path file, TrainedModel model) throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", model.kind());
    facts.put("sha256", ModelFile.sha256(file));
    facts.put("parameters", model.parameters().length);
    return facts;
  }

  private static String text(Object value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8).stripTrailing();
  }

  @Command(
      name = "verify",
      description =
          "Check a model file's length, version and checksum, and that its parameters are finite.")
  int verify(
      @Mixin HelpOption unused,
      @Parameters(paramLabel = "FILE", description = "A model.isoc.") Path file,
      @Mixin TalkOptions talk)
      throws IOException {
    TrainedModel model = read(file);
    return tell(new Voice(console, talk), file, model, "ok, " + model.kind());
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
      @Mixin OutputFile output,
      @Mixin TalkOptions talk)
      throws IOException {
    TrainedModel model = read(file);
    output.check(file);
    output.write(OnnxExport.bytes(model));
    String form = model.kind() + ", ONNX operator set " + OnnxExport.OPERATOR_SET;
    return tell(new Voice(console, talk), output.out, model, form);
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
      @Mixin OutputFile output,
      @Mixin TalkOptions talk)
      throws IOException {
    TrainedModel model = read(file);
    output.check(file);
    output.write(Safetensors.of(model, type.dtype).bytes());
    String form = model.kind() + ", " + type.name();
    return tell(new Voice(console, talk), output.out, model, form);
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

  private static int tell(Voice voice, Path file, TrainedModel model, String form)
      throws IOException {
    Map<String, Object> facts = facts(file, model);
    voice.json(facts);
    voice.say(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d parameters, sha256 %s",
            file,
            form,
            model.parameters().length,
            facts.get("sha256")));
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
