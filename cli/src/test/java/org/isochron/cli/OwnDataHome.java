package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test an empty folder of data sets, and takes it away again. */
final class OwnDataHome implements BeforeEachCallback, AfterEachCallback {
  private static final String PROPERTY = "isochron.data";
  private static final ExtensionContext.Namespace MINE =
      ExtensionContext.Namespace.create(OwnDataHome.class);

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Path home = Files.createTempDirectory("data-home");
    System.setProperty(PROPERTY, home.toString());
    context.getStore(MINE).put(PROPERTY, home);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    System.clearProperty(PROPERTY);
    Path home = context.getStore(MINE).get(PROPERTY, Path.class);
    List<Path> all;
    try (Stream<Path> walk = Files.walk(home)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
