package org.isochron.core.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.isochron.core.kernel.KernelProvider;

/** What build of the toolkit this is, and what it computes with. */
public final class Toolkit {
  private static final String RESOURCE = "/org/isochron/core/toolkit.properties";

  private Toolkit() {}

  /** Returns the toolkit's version. */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = Toolkit.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /**
   * Returns the name of the kernels that this process computes with, for example {@code simd-512}
   * or {@code scalar}.
   *
   * @throws IllegalStateException if vector kernels are forced and not to be had
   */
  public static String kernels() {
    return KernelProvider.kernels().name();
  }
}
