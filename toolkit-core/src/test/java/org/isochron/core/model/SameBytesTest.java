package org.isochron.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One seed and one set of data make one model file: on JDK 17 and 25, on scalar and vector kernels,
 * on any number of threads. This runs on all of them.
 */
class SameBytesTest {
  private static final String SHA256 =
      "0003ad6991a0c7a226aa195e520cf80b6a724fb1ebec0c5a87e604adce7534df";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSeededTrainingWritesTheSameBytesEverywhere(int threads) throws NoSuchAlgorithmException {
    byte[] bytes = ModelFile.bytes(TinyTagger.train(threads));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertEquals(SHA256, HexFormat.of().formatHex(digest), threads + " threads");
  }
}
