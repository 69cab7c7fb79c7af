package org.isochron.core.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What build of the toolkit this is. */
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
}
