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
      "9a37968076b9448d5d59892b94a02ae7f24163e78d43f2e5c6076548c390a5a6";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSeededTrainingWritesTheSameBytesEverywhere(int threads) throws NoSuchAlgorithmException {
    byte[] bytes = ModelFile.bytes(TinyTagger.train(threads));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertEquals(SHA256, HexFormat.of().formatHex(digest), threads + " threads");
  }
}
