package org.isochron.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the Vector API to a command that was started as {@code java -jar}: a JVM takes modules
 * only at its start, so the command starts a second one with the module.
 */
final class VectorModule {
  static final String NAME = "jdk.incubator.vector";

  /** Set in the second JVM, so that there is never a third. */
  private static final String RELAUNCHED = "isochron.relaunched";

  /** The user's way to say no. */
  private static final String OPT_OUT = "ISOCHRON_NO_VECTOR";

  private VectorModule() {}

  /** Tells whether this JVM has the module. */
  static boolean present() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
  }

  /** Tells whether a second JVM would have the module that this one lacks. */
  static boolean relaunchHelps() {
    return !present()
        && !Boolean.getBoolean(RELAUNCHED)
        && !"1".equals(System.getenv(OPT_OUT))
        && !"scalar".equals(System.getProperty("isochron.kernels"))
        && ModuleFinder.ofSystem().find(NAME).isPresent();
  }

  /** Returns why there is no SIMD and how to get it, or nothing where there is. */
  static String hint() {
    if (present() || "scalar".equals(System.getProperty("isochron.kernels"))) {
      return "";
    }
    return ModuleFinder.ofSystem().find(NAME).isPresent()
        ? "; for SIMD unset " + OPT_OUT + " or start Java with --add-modules " + NAME
        : "; for SIMD use a JDK that has the module " + NAME;
  }

  /** Runs the command in a second JVM, with this one's options, input and output. */
  static int relaunch(List<String> args) {
    try {
      Process child = new ProcessBuilder(command(args)).inheritIO().start();
      Thread destroy = new Thread(() -> destroy(child), "isochron-relaunch");
      Runtime.getRuntime().addShutdownHook(destroy);
      return child.waitFor();
    } catch (IOException e) {
      System.err.println("isochron: cannot start Java with " + NAME + ": " + e.getMessage());
      return Main.run(args.toArray(new String[0]), System.out, System.err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Failures.FAILED;
    }
  }

  private static void destroy(Process child) {
    child.destroy();
    try {
      child.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("--add-modules", NAME, "-D" + RELAUNCHED + "=true"));
    String classPath = System.getProperty("java.class.path");
    if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
      command.addAll(List.of("-jar", classPath));
    } else {
      command.addAll(List.of("-cp", classPath, Main.class.getName()));
    }
    command.addAll(args);
    return command;
  }
}
