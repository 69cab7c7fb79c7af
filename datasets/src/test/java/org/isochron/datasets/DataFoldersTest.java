package org.isochron.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataFoldersTest {
  private static final String GENES = "genes.gb.train.gz";
  private static final Dataset FLY = Catalog.standard().find("dmel-augustus");
  private static final String SHA256 = FLY.files().get(0).sha256();

  /** A data set that is not bundled, with one file "abc" (sha256 of FIPS 180-2, appendix B.1). */
  private static final Dataset ABC =
      new Dataset(
          "abc",
          "test",
          "Three letters",
          "public domain",
          "FIPS 180-2",
          "FIPS 180-2, appendix B.1",
          false,
          List.of(
              new DatasetFile(
                  "abc.txt",
                  FileFormat.OTHER,
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                  3)),
          "text",
          List.of());

  @TempDir Path home;

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private Path abc(String text) throws IOException {
    Path folder = Files.createDirectories(home.resolve("given").resolve("test").resolve("abc"));
    return Files.writeString(folder.resolve("abc.txt"), text);
  }

  private DataFolders folders() {
    return DataFolders.withHome(home.resolve("home")).with(home.resolve("given"));
  }

  @Test
  void aBundledSetIsUnpackedOnceWithItsLicence() throws IOException {
    LocatedDataset first = DataFolders.withHome(home).locate(FLY);
    Path genes = home.resolve("bio").resolve("dmel-augustus").resolve(GENES);
    assertEquals(genes, first.file(GENES));
    assertEquals(List.of(genes + ": unpacked"), first.notes());
    assertTrue(
        Files.readString(first.folder().resolve("LICENSE")).contains("The \"Artistic License\""));
    assertTrue(Files.readString(first.folder().resolve("README.md")).contains(SHA256));
    assertEquals(List.of(), DataFolders.withHome(home).locate(FLY).notes());
    try (Stream<Path> files = Files.list(first.folder())) {
      assertEquals(3, files.count(), "no temporary file stays");
    }
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(genes))) {
      assertEquals("LOCUS", new String(in.readNBytes(5), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aDamagedCopyInTheHomeIsReplacedWithANote() throws IOException {
    DataFolders folders = DataFolders.withHome(home);
    Path genes = folders.locate(FLY).file(GENES);
    flip(genes, 1000);
    FileCheck damaged = folders.verify(FLY).get(0);
    assertEquals(FileCheck.Status.SHA256_DIFFERS, damaged.status());
    assertEquals(SHA256, damaged.expected());
    assertFalse(damaged.found().equals(SHA256));

    List<String> notes = folders.locate(FLY).notes();
    assertEquals(
        List.of(
            genes
                + ": sha256 differs: found "
                + damaged.found()
                + ", expected "
                + SHA256
                + "; replaced by the bundled copy"),
        notes);
    assertTrue(folders.verify(FLY).get(0).ok());
  }

  @Test
  void aTruncatedCopyInTheHomeIsReplacedToo() throws IOException {
    DataFolders folders = DataFolders.withHome(home);
    Path genes = folders.locate(FLY).file(GENES);
    Files.write(genes, new byte[7]);
    String note = folders.locate(FLY).notes().get(0);
    assertTrue(note.contains("length in bytes differs: found 7, expected 1127065; replaced"), note);
    assertTrue(folders.verify(FLY).get(0).ok());
  }

  @Test
  void aBundledSetVerifiesWithoutBeingUnpacked() throws IOException {
    FileCheck check = DataFolders.withHome(home).verify(FLY).get(0);
    assertTrue(check.ok(), check::message);
    assertEquals("bundled dmel-augustus/" + GENES + ": ok", check.message());
    assertFalse(Files.exists(home.resolve("bio")));
  }

  @Test
  void aGivenFolderComesFirstAndIsNotWritten() throws IOException {
    Path given = home.resolve("given");
    DataFolders.withHome(given).locate(FLY);
    Files.delete(given.resolve("bio").resolve("dmel-augustus").resolve("LICENSE"));
    LocatedDataset located = folders().locate(FLY);
    assertTrue(located.folder().startsWith(given));
    assertFalse(Files.exists(located.folder().resolve("LICENSE")));
    assertFalse(Files.exists(home.resolve("home")));
    flip(located.file(GENES), 5);
    FormatException e = assertThrows(FormatException.class, () -> folders().locate(FLY));
    assertEquals(located.file(GENES).toString(), e.place());
    assertTrue(e.getMessage().contains("sha256 differs: found "), e.getMessage());
  }

  @Test
  void aSetThatIsNotBundledIsFoundInAGivenFolder() throws IOException {
    Path file = abc("abc");
    assertEquals(List.of(file), folders().locate(ABC).files());
    assertTrue(folders().verify(ABC).get(0).ok());
  }

  @Test
  void aFlippedByteChangesTheSha256() throws IOException {
    Path file = abc("abb");
    FileCheck check = folders().verify(ABC).get(0);
    assertEquals(FileCheck.Status.SHA256_DIFFERS, check.status());
    assertEquals(ABC.files().get(0).sha256(), check.expected());
    assertEquals(file.toString(), check.where());
    assertThrows(FormatException.class, () -> folders().locate(ABC));
    abc("abcd");
    assertEquals(
        file + ": length in bytes differs: found 4, expected 3",
        folders().verify(ABC).get(0).message());
  }

  @Test
  void aMissingSetSaysWhereItWasLookedForAndItsOrigin() throws IOException {
    FileNotFoundException e =
        assertThrows(FileNotFoundException.class, () -> folders().locate(ABC));
    Path inGiven = home.resolve("given").resolve("test").resolve("abc");
    Path inHome = home.resolve("home").resolve("test").resolve("abc");
    assertEquals(
        "data set abc: looked for abc.txt in "
            + inGiven
            + " and "
            + inHome
            + "; it is not bundled. Origin: FIPS 180-2, appendix B.1",
        e.getMessage());
    FileCheck check = folders().verify(ABC).get(0);
    assertEquals(FileCheck.Status.MISSING, check.status());
    assertEquals(inGiven + " or " + inHome, check.where());
    Files.createDirectories(inGiven);
    assertEquals(
        inGiven.resolve("abc.txt") + ": missing, expected sha256 " + ABC.files().get(0).sha256(),
        folders().verify(ABC).get(0).message());
  }

  @Test
  void theHomeIsTheSystemPropertyWhereItIsSet() {
    String before = System.getProperty("isochron.data");
    try {
      System.setProperty("isochron.data", home.toString());
      assertEquals(home, DataFolders.standard().home());
    } finally {
      if (before == null) {
        System.clearProperty("isochron.data");
      } else {
        System.setProperty("isochron.data", before);
      }
    }
  }

  static List<Dataset> standard() {
    return Catalog.standard().list();
  }

  @ParameterizedTest
  @MethodSource("standard")
  void theSharedCopyOfEveryEntryVerifies(Dataset dataset) throws IOException {
    String shared = System.getProperty("isochron.shared");
    assumeTrue(shared != null, "system property isochron.shared is not set");
    Path data = Path.of(shared).resolve("data");
    Path folder = data.resolve(dataset.domain()).resolve(dataset.name());
    assumeTrue(Files.isDirectory(folder), folder + " does not exist");
    DataFolders folders = DataFolders.withHome(home).with(data);
    for (FileCheck check : folders.verify(dataset)) {
      assertTrue(check.ok(), check::message);
    }
    assertEquals(folder, folders.locate(dataset).folder());
  }
}
