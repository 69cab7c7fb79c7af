package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChromosomeNamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GRCH38; chr1; 1 10 11 MT; 1",
        "GRCH38; Chr1; 1 10 11 MT; 1",
        "GRCH38; 1; chr10 chr1 chrM; chr1",
        "GRCH38; NC_000001.11; chr1 chr2; chr1",
        "GRCH38; CM000663.2; NC_000001.11 NC_000002.12; NC_000001.11",
        "GRCH38; 1; CM000663.2 CM000664.2; CM000663.2",
        "GRCH38; MT; chr1 chrM; chrM",
        "GRCH38; chrM; 1 MT; MT",
        "GRCH38; M; NC_012920.1; NC_012920.1",
        "GRCH37; X; NC_000023.10 NC_000024.9; NC_000023.10",
        "GRCH37; chrMT; 1 MT; MT",
        "WBCEL235; I; chrI chrII chrIII; chrI",
        "WBCEL235; chrIII; BX284601.5 BX284603.4; BX284603.4",
        "WBCEL235; chrM; I MtDNA; MtDNA",
        "BDGP6; chr2L; 2L 2R; 2L",
        "BDGP6; NT_033779.5; 2L 2R; 2L",
        "TAIR10; chr4; Chr1 Chr4; Chr4",
        "TAIR10; NC_003075.7; 1 4; 4",
        "TAIR10; Pt; ChrC ChrM; ChrC",
        "GRCH38; chrEBV; chrEBV; chrEBV"
      })
  void namesOfOneChromosomeResolve(
      GenomeAssembly assembly, String name, String file, String expected) {
    assertEquals(
        expected, ChromosomeNames.of(assembly).resolve(name, Arrays.asList(file.split(" ", -1))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GRCH38; NC_000001.10; chr1 chr2",
        "GRCH38; NC_000001; chr1 chr2",
        "GRCH38; CHR01; chr1 chr2",
        "GRCH37; chrM; 1 MT",
        "WBCEL235; 1; I II",
        "BDGP6; chrx; X Y",
        "GRCH38; chr; chr1 chr2"
      })
  void otherVersionsCasesAndNumeralsAreOtherNames(
      GenomeAssembly assembly, String name, String file) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ChromosomeNames.of(assembly).resolve(name, Arrays.asList(file.split(" ", -1))));
    assertTrue(
        e.getMessage().startsWith("name: no sequence of the file is '" + name + "'"),
        e.getMessage());
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    var names = List.of("chr10", "chr1", "chr2", "chr11", "chr21", "chrX", "chr3");
    refused(
        "name: no sequence of the file is 'chr12' or an alias of it; the nearest of its 7 names: "
            + "'chr1', 'chr10', 'chr11', 'chr2', 'chr21'",
        () -> ChromosomeNames.prefixOnly().resolve("chr12", names));
    refused(
        "name: no sequence of the file is 'chr12' or an alias of it; it has no sequences",
        () -> ChromosomeNames.prefixOnly().resolve("chr12", List.of()));
  }

  @Test
  void anAmbiguousNameIsRefusedUnlessTheFileHasItAsItIs() {
    ChromosomeNames names = ChromosomeNames.of(GenomeAssembly.GRCH38);
    List<String> both = List.of("chr1", "1", "NC_000001.11");
    refused(
        "name: 'CM000663.2' is ambiguous: the file has '1', 'NC_000001.11', 'chr1'",
        () -> names.resolve("CM000663.2", both));
    assertEquals("chr1", names.resolve("chr1", both));
  }

  @Test
  void bundledTablesHaveAllChromosomesOnce() {
    assertEquals(
        List.of(25, 25, 7, 8, 7),
        Arrays.stream(GenomeAssembly.values()).map(a -> ChromosomeNames.of(a).size()).toList());
  }

  @Test
  void aTableOfOnesOwnGoesBeforeThePrefixRule() throws IOException {
    ChromosomeNames names =
        table("# ucsc\tassembly\tgenbank\nscaf1\t\tA1.1\n1\tscaf2\nchr1\tscaf3\n");
    assertEquals("A1.1", names.resolve("chrscaf1", List.of("A1.1", "scaf2")));
    assertEquals("scaf2", names.resolve("1", List.of("scaf2", "scaf3", "chr1")));
    assertEquals("scaf3", names.resolve("chr1", List.of("scaf2", "scaf3", "1")));
    assertEquals(3, names.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a>b#c| 2: expected two names or more, separated by tabs, found 'c'",
        "a>b##c>d| 2: expected two names or more, separated by tabs, found ''",
        "a>a| 1: expected two names or more, separated by tabs, found 'a\ta'",
        "a>b c| 1: a name: expected no blank, found 'b c'",
        "a>b#c>b| 2: 'b' already stands for a chromosome in line 1",
        "''| 0: no chromosome; expected lines of names separated by tabs",
        "%a>b| 1: no chromosome; expected lines of names separated by tabs"
      })
  void brokenTablesAreRefused(String text, String message) {
    String file = text.replace('>', '\t').replace('#', '\n').replace('%', '#');
    var e = assertThrows(FormatException.class, () -> table(file));
    assertEquals("names.tsv:" + message, e.getMessage());
  }

  private ChromosomeNames table(String text) throws IOException {
    return ChromosomeNames.read(Files.write(folder.resolve("names.tsv"), text.getBytes(UTF_8)));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
