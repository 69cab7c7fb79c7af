package org.isochron.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Java of the documents compiles, all blocks of one as one program; running it would take its
 * time.
 */
class ReadmeSampleTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");
  private static final String FRAME =
      """
      import java.nio.file.*;
      import java.util.*;
      import org.isochron.bio.splice.*;
      import org.isochron.core.analysis.*;
      import org.isochron.core.evaluation.*;
      import org.isochron.core.model.*;
      import org.isochron.core.objective.*;
      import org.isochron.core.recurrence.*;
      import org.isochron.core.sequence.*;
      import org.isochron.core.training.*;

      final class Sample {
        public static void main(String[] args) throws Exception {
      BODY
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/analysis.md", "docs/engine.md"})
  void theSampleCompiles(String document) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Checkout.root().resolve(document)));
    String program = block.results().map(found -> found.group(1)).collect(joining());
    assertFalse(program.isEmpty(), "no java block in " + document);
    String messages = compile(program);
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
