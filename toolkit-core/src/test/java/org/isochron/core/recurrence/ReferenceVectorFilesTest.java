package org.isochron.core.recurrence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Which files of a folder {@link ReferenceVectorsTest} runs: a folder that tests nothing fails. */
class ReferenceVectorFilesTest {
  @TempDir Path folder;

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void anEmptyFolderFails() {
    assertThrows(AssertionFailedError.class, () -> ReferenceVectorsTest.tests(folder));
  }

  @Test
  void aFolderOfUnknownKindsFailsAndNamesThem() throws IOException {
    file("a.json", "{\"cell\": \"transformer\"}");
    file("b.json", "{\"cell\": \"lstm\", \"proj_size\": 3}");
    AssertionFailedError e =
        assertThrows(AssertionFailedError.class, () -> ReferenceVectorsTest.tests(folder));
    assertTrue(e.getMessage().contains("a.json describes no RNN"), e.getMessage());
    assertTrue(e.getMessage().contains("b.json has a projection"), e.getMessage());
  }

  @Test
  void aFolderThatOtherTestsReadDoesNotFail() throws IOException {
    file("cases.json", "{}");
    List<DynamicTest> tests = ReferenceVectorsTest.tests(folder).toList();
    String skipped = tests.get(0).getDisplayName();
    assertEquals("skipped: cases.json is read by KerasVectorsTest, OnnxVectorsTest", skipped);
  }

  @Test
  void unknownKindsBesideKnownOnesAreNamedAsSkipped() throws IOException {
    file("known.json", "{\"cell\": \"gru\"}");
    file("unknown.json", "{\"cell\": \"transformer\"}");
    List<DynamicTest> tests = ReferenceVectorsTest.tests(folder).toList();
    assertEquals(2, tests.size());
    assertEquals("known.json", tests.get(0).getDisplayName());
    String skipped = tests.get(1).getDisplayName();
    assertTrue(skipped.startsWith("skipped: unknown.json "), skipped);
    assertThrows(TestAbortedException.class, () -> tests.get(1).getExecutable().execute());
  }
}
