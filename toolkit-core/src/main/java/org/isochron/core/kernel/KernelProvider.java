package org.isochron.core.kernel;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Chooses the {@link Kernels} of this process: vector kernels where they are on the class path and
 * the JVM has the vector module, else scalar ones.
 *
 * <p>The system property {@code isochron.kernels} forces a choice: {@code auto} (default), {@code
 * simd} (an error if vectors are not to be had) or {@code scalar}.
 */
public final class KernelProvider {
  /** The property that forces a choice. */
  public static final String PROPERTY = "isochron.kernels";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static Kernels chosen;

  private KernelProvider() {}

  /**
   * Returns the kernels of this process, chosen at the first call.
   *
   * @throws IllegalStateException if {@code simd} is forced and vectors are not to be had
   */
  public static synchronized Kernels kernels() {
    if (chosen == null) {
      chosen = choose(System.getProperty(PROPERTY, "auto"));
    }
    return chosen;
  }

  /**
   * Chooses kernels by name.
   *
   * @param choice {@code auto}, {@code simd} or {@code scalar}
   * @throws IllegalArgumentException if the name is none of these
   * @throws IllegalStateException if {@code simd} is not to be had
   */
  public static Kernels choose(String choice) {
    return switch (choice) {
      case "scalar" -> new ScalarKernels();
      case "simd" -> {
        Kernels vector = vectorKernels();
        if (vector == null) {
          throw new IllegalStateException(
              PROPERTY
                  + "=simd, but there are no vector kernels: start Java with --add-modules "
                  + VECTOR_MODULE
                  + " and isochron-simd on the class path");
        }
        yield vector;
      }
      case "auto" -> {
        Kernels vector = vectorKernels();
        yield vector == null ? new ScalarKernels() : vector;
      }
      default ->
          throw new IllegalArgumentException(
              PROPERTY + ": expected auto, simd or scalar, found " + choice);
    };
  }

  private static Kernels vectorKernels() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return null;
    }
    try {
      return ServiceLoader.load(Kernels.class, KernelProvider.class.getClassLoader())
          .findFirst()
          .orElse(null);
    } catch (ServiceConfigurationError e) {
      throw new IllegalStateException("the vector kernels on the class path do not load", e);
    }
  }
}
