package org.isochron.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KernelProviderTest {
  @Test
  void theKernelsInUseAreThoseThatWereAskedFor() {
    String choice = System.getProperty(KernelProvider.PROPERTY, "auto");
    String name = KernelProvider.kernels().name();
    assertEquals(KernelProvider.choose(choice).name(), name);
    if (choice.equals("simd")) {
      assertTrue(name.startsWith("simd-"), "asked for simd, got " + name);
    }
    if (choice.equals("scalar")) {
      assertEquals("scalar", name);
    }
    assertSame(KernelProvider.kernels(), KernelProvider.kernels());
  }

  @Test
  void scalarIsAlwaysToBeHad() {
    assertInstanceOf(ScalarKernels.class, KernelProvider.choose("scalar"));
    assertEquals(1, KernelProvider.choose("scalar").lanes());
  }

  @Test
  void aForcedSimdThatIsNotToBeHadIsAnErrorThatSaysHow() {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    Assumptions.assumeFalse(
        module && ServiceLoader.load(Kernels.class).findFirst().isPresent(),
        "skipped: vector kernels are to be had here");
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> KernelProvider.choose("simd"));
    assertEquals(
        "isochron.kernels=simd, but there are no vector kernels: start Java with --add-modules"
            + " jdk.incubator.vector and isochron-simd on the class path",
        e.getMessage());
  }

  @Test
  void anUnknownChoiceIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KernelProvider.choose("fast"));
    assertEquals("isochron.kernels: expected auto, simd or scalar, found fast", e.getMessage());
  }
}
