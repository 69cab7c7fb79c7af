package org.isochron.bio.annotation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.isochron.bio.Damage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of chromosome names: each row that is read makes its names mean the same. */
class DamagedNamesTest {
  private static final String TABLE =
      "# alias\tsource\nchr1\t1\tNC_000001.11\tCM000663.2\nchr2\t2\tNC_000002.12\t\nchrX\tX\tNC_000023.11\n";

  @TempDir Path folder;

  @Test
  void damagedTablesAreReadOrRefused() throws IOException {
    Path file = folder.resolve("x");
    Damage.check(
        "chromosome names",
        TABLE.getBytes(UTF_8),
        Pattern.compile("x:[0-9]+"),
        bytes -> {
          ChromosomeNames names = ChromosomeNames.read(Files.write(file, bytes));
          int rows = 0;
          for (String line : Damage.lines(bytes)) {
            if (line.startsWith("#")) {
              continue;
            }
            rows++;
            List<String> row =
                List.of(new String(line.getBytes(ISO_8859_1), UTF_8).split("\t", -1)).stream()
                    .filter(name -> !name.isEmpty())
                    .toList();
            for (String name : row) {
              assertTrue(names.aliases(name).containsAll(row), name);
              assertEquals(row.get(0), names.resolve(name, List.of(row.get(0))));
            }
          }
          assertEquals(rows, names.size());
        });
  }
}
