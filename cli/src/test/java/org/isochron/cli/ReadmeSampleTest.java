package org.isochron.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.Toolkit;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.LstmCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Java of the documents compiles, all blocks of one as one program; that of the engine's pages
 * runs, in a folder of its own. Running the README's would take its time.
 */
class ReadmeSampleTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");
  private static final String FRAME =
      """
      import java.nio.file.*;
      import java.util.*;
      import org.isochron.astro.lightcurve.*;
      import org.isochron.bio.splice.*;
      import org.isochron.core.analysis.*;
      import org.isochron.core.autodiff.*;
      import org.isochron.core.evaluation.*;
      import org.isochron.core.io.*;
      import org.isochron.core.model.*;
      import org.isochron.core.objective.*;
      import org.isochron.core.recurrence.*;
      import org.isochron.core.sequence.*;
      import org.isochron.core.training.*;

      public final class Sample {
        public static void main(String[] args) throws Exception {
      BODY
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/transients.md"})
  void theSampleCompiles(String document) throws IOException {
    assertCompiles(document);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docs/analysis.md", "docs/engine.md", "docs/exchange.md", "docs/training.md"})
  void theSampleRuns(String document) throws Exception {
    assertCompiles(document);
    writeModel();
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      String[] arguments = {folder.toString()};
      loader.loadClass("Sample").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }
  }

  /** Writes the model that a document reads. */
  private void writeModel() throws IOException {
    RecurrentNetwork network =
        RecurrentNetwork.of(new LstmCell(3, 4), Head.of("class", Head.Scope.STEP, 2));
    Provenance provenance = new Provenance(Toolkit.version(), 1, Json.toTree(Map.of()), List.of());
    TrainedModel model =
        new TrainedModel(
            "sample", network, network.initialParameters(1), Json.toTree(Map.of()), provenance);
    ModelFile.write(folder.resolve("model.isoc"), model);
  }

  private void assertCompiles(String document) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Checkout.root().resolve(document)));
    String program = block.results().map(found -> found.group(1)).collect(joining());
    assertFalse(program.isEmpty(), "no java block in " + document);
    String messages = compile(program.replace("Path.of(\"", "Path.of(args[0], \""));
    assertEquals("", messages);
    assertTrue(Files.exists(folder.resolve("Sample.class")));
  }

  @Test
  void aSampleThatHasRottenIsRefusedWithTheCompilersWords() {
    String messages = compile("GeneSet genes = GeneSet.readAll(Path.of(\"x\"));");
    assertTrue(messages.contains("readAll"), messages);
    assertFalse(Files.exists(folder.resolve("Sample.class")));
  }

  /** Returns what the compiler says. */
  private String compile(String block) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String source = FRAME.replace("BODY", block);
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder + "");
    StringWriter messages = new StringWriter();
    compiler.getTask(messages, null, null, options, null, List.of(file)).call();
    return messages.toString();
  }
}
