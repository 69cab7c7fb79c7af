package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.isochron.bio.annotation.GenBankText.cds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.fasta.Gzip;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatFileTest {
  @TempDir Path folder;

  @Test
  void bothFormatsAreToldByTheirContentPlainAndGzip() throws IOException {
    String genBank = GenBankText.record("s", cds("1..9"));
    String heading = "GBPRI1.SEQ  Genetic Sequence Data Bank\n      June 15\n\n   1 loci\n\n";
    List<AnnotatedSequence> expected = GenBankText.read(genBank);
    for (String text :
        List.of(genBank, "\n\n" + genBank, heading + genBank, EmblText.record("s", cds("1..9")))) {
      Path file = Files.write(folder.resolve("x"), text.getBytes(UTF_8));
      assertEquals(expected, FlatFile.read(file));
      assertEquals(expected, FlatFile.read(Files.write(file, Gzip.member(text))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">s| found '>s'",
        "''| found neither",
        "A line of far more than forty characters, of neither format| "
            + "found 'A line of far more than forty characters...'"
      })
  void otherTextIsRefused(String text, String found) {
    var in = new ByteArrayInputStream(text.getBytes(UTF_8));
    var e =
        assertThrows(
            FormatException.class, () -> FlatFile.open(in, "x.gb", FlatFileOptions.defaults()));
    assertEquals(
        "x.gb:1: expected GenBank (a LOCUS line) or EMBL (an ID line), " + found, e.getMessage());
  }
}
