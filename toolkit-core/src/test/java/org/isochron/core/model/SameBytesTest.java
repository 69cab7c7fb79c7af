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
      "588e93b3fcc9a1eb625839040b6066c01c1a81ab1a3d68e651353f0741fea98b";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSeededTrainingWritesTheSameBytesEverywhere(int threads) throws NoSuchAlgorithmException {
    byte[] bytes = ModelFile.bytes(TinyTagger.train(threads));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertEquals(SHA256, HexFormat.of().formatHex(digest), threads + " threads");
  }
}
