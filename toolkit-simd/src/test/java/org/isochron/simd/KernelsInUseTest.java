package org.isochron.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.Kernels;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The build's proof that the fast path ran where it was asked for. */
class KernelsInUseTest {
  /** Returns the vector kernels; skips the test where the JVM was started without vectors. */
  static Kernels vectors() {
    String choice = System.getProperty(KernelProvider.PROPERTY, "auto");
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assertTrue(
        module || !choice.equals("simd"), "simd was asked for, the JVM has no vector module");
    Assumptions.assumeTrue(module, "skipped: the JVM was started without jdk.incubator.vector");
    return KernelProvider.choose("simd");
  }

  @Test
  void theVectorKernelsAreFoundAndHaveLanes() {
    Kernels vectors = vectors();
    assertEquals("org.isochron.simd.VectorKernels", vectors.getClass().getName());
    assertTrue(vectors.lanes() > 1, "lanes: " + vectors.lanes());
    assertEquals("simd-" + 32 * vectors.lanes(), vectors.name());
  }

  @Test
  void theEnginesLawsRunOnTheKernelsThatWereAskedFor() {
    String choice = System.getProperty(KernelProvider.PROPERTY, "auto");
    Kernels used = KernelProvider.kernels();
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    boolean fast = choice.equals("simd") || (choice.equals("auto") && module);
    assertEquals(fast ? "simd-" + 32 * used.lanes() : "scalar", used.name());
    assertEquals(fast, used.lanes() > 1, "lanes: " + used.lanes());
  }
}
