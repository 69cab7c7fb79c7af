package org.isochron.cli;

import org.isochron.core.model.Toolkit;
import picocli.CommandLine.IVersionProvider;

/** The lines of {@code --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "isochron " + Toolkit.version(), "JDK " + jdk(), "kernels " + Toolkit.kernels()
    };
  }

  /** Returns the JDK's version and vendor. */
  static String jdk() {
    return System.getProperty("java.runtime.version")
        + " ("
        + System.getProperty("java.vendor")
        + ")";
  }
}
