package org.isochron.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
  private static byte[] resource() throws IOException {
    try (InputStream in = Catalog.class.getResourceAsStream(Catalog.RESOURCE)) {
      return in.readAllBytes();
    }
  }

  @Test
  void theStandardCatalogueHoldsTheSetsOfBiology() {
    List<String> names = Catalog.standard().list().stream().map(Dataset::name).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "dmel-augustus",
                "human-chr16",
                "flatfiles",
                "genome-1pct",
                "celegans-smallgenes",
                "uci-splice",
                "human-602",
                "athaliana-602",
                "hs3d-balanced")),
        names::toString);
  }

  @Test
  void theResourceIsInItsOneForm() throws IOException {
    assertArrayEquals(Json.bytes(Json.tree(resource(), "catalog")), resource());
  }

  @Test
  void onlySetsThatMayBePassedOnAreBundled() {
    for (Dataset dataset : Catalog.standard().list()) {
      boolean restricted = dataset.licence().contains("ot to be passed on");
      assertFalse(dataset.bundled() && restricted, dataset.name());
    }
    assertTrue(Catalog.standard().find("dmel-augustus").bundled());
  }

  @ParameterizedTest
  @CsvSource({
    "dmel-agustus, dmel-augustus",
    "augustus, dmel-augustus",
    "Human-603, human-602",
    "splice, uci-splice"
  })
  void anUnknownNameIsAnsweredWithTheNearest(String name, String nearest) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Catalog.standard().find(name));
    String start = "no data set is named '" + name + "'; the nearest names are " + nearest + ", ";
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  @Test
  void anEntryIsFoundByItsName() {
    Catalog catalog = Catalog.standard();
    for (Dataset dataset : catalog.list()) {
      assertSame(dataset, catalog.find(dataset.name()));
    }
    assertEquals(1127065, catalog.find("dmel-augustus").bytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\": 1 | \"version\": 2 | version 2, this build reads 1",
        "\"human-chr16\" | \"dmel-augustus\" | two data sets are named 'dmel-augustus'",
        "\"licence\" | \"license\" | licence: missing",
        "\"format\": \"FASTA\" | \"format\": \"BAM\" | format",
        "\"hg38.fa\" | \"../hg38.fa\" | file name is '../hg38.fa'",
        "b391dd0e | B391dd0e | sha256 of hg38.fa is 'B391dd0e",
        "\"hg38.fa\" | \"refseq.hg38.gtf\" | expected at least one and each name once"
      })
  void aBrokenCatalogueIsRefused(String part, String broken, String message) throws IOException {
    String text = new String(resource(), StandardCharsets.UTF_8);
    String changed = text.replaceFirst(part, broken);
    assertFalse(text.equals(changed), part);
    FormatException e =
        assertThrows(
            FormatException.class,
            () -> Catalog.read(changed.getBytes(StandardCharsets.UTF_8), "my.json"));
    assertTrue(e.getMessage().startsWith("my.json"), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void aLocatedSetNamesItsFiles() {
    Dataset dataset = Catalog.standard().find("human-chr16");
    LocatedDataset located = new LocatedDataset(dataset, Path.of("x"), List.of());
    assertEquals(
        List.of(Path.of("x", "hg38.fa"), Path.of("x", "refseq.hg38.gtf")), located.files());
    assertEquals(Path.of("x", "hg38.fa"), located.file("hg38.fa"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> located.file("hg19.fa"));
    assertEquals(
        "human-chr16 has no file 'hg19.fa', expected one of [hg38.fa, refseq.hg38.gtf]",
        e.getMessage());
  }
}
