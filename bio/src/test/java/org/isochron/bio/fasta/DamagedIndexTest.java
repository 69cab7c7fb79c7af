package org.isochron.bio.fasta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.isochron.bio.Damage;
import org.isochron.bio.fasta.IndexedFasta.MissingIndex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged indexes and bgzip files: what is read through them are the records of the good file. */
class DamagedIndexTest {
  private static final String FASTA = ">a x\nACGTACGTNN\nCGTAC\n>b\nTTTTTACGTA\nGG\n>c\nAACC\n";
  private static final Pattern PLACE = Pattern.compile("x\\.fa(\\.gz)?(\\.fai|\\.gzi)?:");

  @TempDir Path folder;
  private final Map<String, byte[]> records = new HashMap<>();

  @BeforeEach
  void readGood() throws IOException {
    Path file = Files.writeString(folder.resolve("good.fa"), FASTA);
    for (FastaRecord record : Fasta.readAll(file)) {
      records.put(record.id(), record.bases());
    }
  }

  /** Reads all records of an index, and a part of each. */
  private void read(Path file) throws IOException {
    try (IndexedFasta fasta = IndexedFasta.open(file)) {
      assertTrue(!fasta.names().isEmpty());
      for (String name : fasta.names()) {
        byte[] expected = records.get(name);
        assertArrayEquals(expected, fasta.bases(name), name);
        byte[] part = Arrays.copyOfRange(expected, 3, expected.length);
        assertArrayEquals(part, fasta.bases(name, 3, expected.length), name);
      }
    }
  }

  /** Damages one of the files that records are read through. */
  private void check(String format, Path damaged, Path file) throws IOException {
    Damage.check(
        format,
        Files.readAllBytes(damaged),
        PLACE,
        bytes -> {
          Files.write(damaged, bytes);
          read(file);
        });
  }

  @Test
  void fai() throws IOException {
    Path file = Files.writeString(folder.resolve("x.fa"), FASTA);
    IndexedFasta.open(file, MissingIndex.WRITE).close();
    check(".fai", folder.resolve("x.fa.fai"), file);
  }

  @Test
  void gzi() throws IOException {
    Path file = Bgzip.write(folder.resolve("x.fa.gz"), FASTA.getBytes(UTF_8), 10);
    IndexedFasta.open(file, MissingIndex.WRITE).close();
    check(".gzi", folder.resolve("x.fa.gz.gzi"), file);
  }

  @Test
  void bgzip() throws IOException {
    Path file = Bgzip.write(folder.resolve("x.fa.gz"), FASTA.getBytes(UTF_8), 10);
    IndexedFasta.open(file, MissingIndex.WRITE).close();
    check("bgzip, by its index", file, file);
  }

  @Test
  void gzip() throws IOException {
    Path file = folder.resolve("x.fa.gz");
    Damage.check(
        "gzip, whole",
        Gzip.member(FASTA),
        PLACE,
        bytes -> {
          for (FastaRecord record : Fasta.readAll(Files.write(file, bytes))) {
            assertArrayEquals(records.get(record.id()), record.bases());
          }
        });
  }
}
