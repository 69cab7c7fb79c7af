package org.isochron.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./isochron}, with a stand-in for Java. */
class LauncherTest {
  private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

  @TempDir Path folder;
  private Path java;

  @BeforeEach
  void copyLauncher() throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "this system has no /bin/sh");
    Path jar = folder.resolve("root/cli/target/isochron.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "");
    Files.copy(Checkout.root().resolve("isochron"), folder.resolve("root/isochron"));
    java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
  }

  /** Makes a Java of these shell lines. */
  private void java(String modules, String lines) throws IOException {
    Files.writeString(
        folder.resolve("jdk/release"),
        "JAVA_VERSION=\"17.0.1\"\nMODULES=\"java.base " + modules + "\"\n");
    Files.writeString(java, "#!/bin/sh\n" + lines);
    assertTrue(java.toFile().setExecutable(true));
  }

  private record Result(int status, String out, String err) {}

  private Result run(String... args) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add("/bin/sh");
    words.add(folder.resolve("root/isochron").toString());
    words.addAll(List.of(args));
    Path out = folder.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().remove("ISOCHRON_NO_VECTOR");
    builder.environment().remove("ISOCHRON_JAVA_OPTS");
    Process process = builder.start();
    // Until the last of those who write to it has ended, the filter among them.
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return new Result(process.exitValue(), Files.readString(out), err);
  }

  @Test
  void theWarningOfTheVectorModuleIsTakenOutAndNothingElse() throws Exception {
    java(
        "jdk.incubator.vector",
        "echo 'Picked up JAVA_TOOL_OPTIONS: -Dx  y' >&2\n"
            + "echo '"
            + WARNING
            + "' >&2\n"
            + "echo '  a problem of the JVM' >&2\n"
            + "printf 'no line end' >&2\n"
            + "echo result; exit 3\n");
    Result run = run();
    assertEquals(3, run.status());
    assertEquals("result\n", run.out());
    assertEquals(
        "Picked up JAVA_TOOL_OPTIONS: -Dx  y\n  a problem of the JVM\nno line end", run.err());
  }

  @Test
  void withoutTheWarningEverythingIsLetThrough() throws Exception {
    java("jdk.incubator.vector", "echo one >&2; printf two >&2; exit 1\n");
    assertEquals(new Result(1, "", "one\ntwo"), run());
    java("jdk.other", "echo '" + WARNING + "' >&2\n");
    assertEquals(new Result(0, "", WARNING + "\n"), run(), "no module, no filter");
  }

  @Test
  void theCommandWritesToTheUnfilteredStream() throws Exception {
    java(
        "jdk.incubator.vector",
        "case \" $* \" in *' -Disochron.stderr=3 '*) ;; *) exit 9 ;; esac\n"
            + "echo '"
            + WARNING
            + "' >&3; echo \"$@\" | tr ' ' '\\n' | tail -n 2\n");
    Result run = run("a", "b");
    assertEquals(0, run.status());
    assertEquals("a\nb\n", run.out());
    assertEquals(WARNING + "\n", run.err());
  }

  @Test
  void aSignalReachesJava() throws Exception {
    java("jdk.incubator.vector", "kill -TERM $$\n");
    assertEquals(128 + 15, run().status(), "java runs in the launcher's own process");
  }
}
