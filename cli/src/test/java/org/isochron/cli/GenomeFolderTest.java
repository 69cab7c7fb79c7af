package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.annotation.GenomeFiles;
import org.isochron.bio.fasta.DataStreams;
import org.isochron.bio.fasta.Fasta;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.FastaWriter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of many small genomes. */
class GenomeFolderTest {
  private static final String WORM = "celegans-smallgenes/smallgenes";

  @TempDir Path folder;

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "x");
  }

  @Test
  void filesArePairedByTheirNames() throws IOException {
    Path b = file("b.fasta.gz");
    Path a = file("a.fa");
    Path bRows = file("b.gtf");
    Path aRows = file("a.gff3.gz");
    file("README.md");
    assertEquals(
        List.of(new GenomeFiles(a, aRows), new GenomeFiles(b, bRows)),
        GenomeFolder.pairs(folder, folder));
    assertEquals(List.of(new GenomeFiles(a, bRows)), GenomeFolder.pairs(a, bRows));
  }

  @Test
  void whatHasNoPartnerIsRefused() throws IOException {
    refused(": expected FASTA (.fa, .fasta, .fna) files, found none");
    Path a = file("a.fa");
    refused(": expected GFF3 or GTF files, found none");
    file("b.gff3");
    refused("a.fa: expected an annotation of the same name in " + folder);
    file("a.gff");
    refused("b.gff3: expected a FASTA file of the same name in " + folder);
    file("b.fa");
    file("b.fna");
    refused("b.fna: expected one file of its name, found " + folder.resolve("b.fa") + " too");
    var e = assertThrows(CommandException.class, () -> GenomeFolder.pairs(a, folder));
    assertTrue(e.getMessage().contains("a.fa: expected a folder, as "), e.getMessage());
  }

  private void refused(String message) {
    var e = assertThrows(CommandException.class, () -> GenomeFolder.pairs(folder, folder));
    assertTrue(e.getMessage().endsWith(message), e.getMessage());
  }

  /** The whole set as it was published: one FASTA and one GFF3 file for each gene. */
  @Test
  @Tag("slow")
  void ninehundredPairsOfTheWormAreReadFromAFolderAndFromTheCommandLine() throws IOException {
    Path fasta = worm(".fa");
    Map<String, StringBuilder> rows = rows(worm(".gff3.gz"));
    List<Object> words = new ArrayList<>();
    for (FastaRecord record : Fasta.readAll(fasta)) {
      Path sequence = folder.resolve(record.id() + ".fa");
      FastaWriter.write(sequence, List.of(record));
      Path annotation = folder.resolve(record.id() + ".gff3");
      Files.writeString(annotation, rows.getOrDefault(record.id(), new StringBuilder("#\n")));
      words.addAll(List.of("--fasta", sequence, "--annotation", annotation));
    }
    assertEquals(4 * 916, words.size());
    Run typed = train(words, "typed");
    assertEquals(0, typed.status(), typed.err());
    Run listed = train(List.of("--fasta", folder, "--annotation", folder), "listed");
    assertEquals(0, listed.status(), listed.err());
    List<String> split = Files.readAllLines(folder.resolve("typed/split.tsv"));
    assertEquals(917, split.size());
    assertEquals(genes(split), genes(Files.readAllLines(folder.resolve("listed/split.tsv"))));
    assertTrue(
        split.stream().filter(line -> line.contains("\ttest\t")).allMatch(l -> l.endsWith("\tV")));
  }

  private static List<String> genes(List<String> split) {
    return split.stream().map(line -> line.substring(0, line.indexOf('\t'))).sorted().toList();
  }

  private Run train(List<?> data, String out) throws IOException {
    List<Object> words = new ArrayList<>(List.of("splice", "train"));
    words.addAll(data);
    words.addAll(List.of("--config", MadeData.smallConfig(folder), "--time-limit", "PT0.001S"));
    words.addAll(List.of("--annotation-source", "WormBase", "--test-chromosome", "V"));
    words.addAll(List.of("--out", folder.resolve(out)));
    return Run.isochron(words.toArray());
  }

  private static Map<String, StringBuilder> rows(Path gff) throws IOException {
    Map<String, StringBuilder> rows = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(DataStreams.open(gff), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.contains("\tWormBase\t")) {
          String id = line.substring(0, line.indexOf('\t'));
          rows.computeIfAbsent(id, name -> new StringBuilder()).append(line).append('\n');
        }
      }
    }
    return rows;
  }

  private static Path worm(String ending) {
    String shared = System.getProperty("isochron.shared", "");
    Path file = Path.of(shared, "data", "bio").resolve(WORM + ending);
    Assumptions.assumeTrue(
        !shared.isEmpty() && Files.isRegularFile(file),
        "skipped: data/bio/" + WORM + ending + " is not below isochron.shared='" + shared + "'");
    return file;
  }
}
