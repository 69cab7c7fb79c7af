package org.isochron.bio.windows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.isochron.bio.Damage;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedWindowsTest {
  private static final Pattern PLACE = Pattern.compile("x(:[0-9]+|: attribute|: expected)");

  /** Blanks and quotes, which say nothing in an ARFF row of these. */
  private static final Pattern IGNORED = Pattern.compile("[ \t'\"]");

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x"), bytes);
  }

  private static String bases(int seed, int length) {
    StringBuilder bases = new StringBuilder();
    for (int i = 0; i < length; i++) {
      bases.append("ACGT".charAt(Math.floorMod(seed * 7919 + i * i * 31 + i, 4)));
    }
    return bases.toString();
  }

  private static String text(SpliceWindow window) {
    return new String(window.bases(), ISO_8859_1);
  }

  @Test
  void uci() throws IOException {
    StringBuilder text = new StringBuilder("@relation splice\n@attribute name {A-1,B-2,C-3}\n");
    for (int i = 1; i <= UciSplice.LENGTH; i++) {
      text.append("@attribute a" + i + " {A,C,G,T}\n");
    }
    text.append("@attribute Class {EI,IE,N}\n@data\n");
    String[] rows = {"A-1", "B-2", "C-3"};
    for (int i = 0; i < rows.length; i++) {
      String bases = bases(i, UciSplice.LENGTH).replaceAll("(?<=.)(?=.)", ",");
      text.append(rows[i] + "," + bases + "," + List.of("EI", "IE", "N").get(i) + "\n");
    }
    Damage.check("UCI", text.toString().getBytes(ISO_8859_1), PLACE, this::readUci);
  }

  /** The rows are those of the text after {@code @data}, commas between their cells. */
  private void readUci(byte[] bytes) throws IOException {
    List<SpliceWindow> windows = UciSplice.read(file(bytes));
    List<String> expected = new ArrayList<>();
    boolean data = false;
    for (String line : Damage.lines(bytes)) {
      if (data && !line.isBlank() && !line.strip().startsWith("%")) {
        String[] cells = IGNORED.matcher(line).replaceAll("").split(",", -1);
        expected.add(
            cells[0]
                + String.join("", List.of(cells).subList(1, 61))
                + cells[61].replace("EI", "DONOR").replace("IE", "ACCEPTOR"));
      }
      data |= line.strip().equalsIgnoreCase("@data");
    }
    assertEquals(
        expected,
        windows.stream()
            .map(
                w ->
                    w.id().replaceAll("@.*", "")
                        + text(w)
                        + (w.kind() == Kind.NEITHER ? "N" : w.kind()))
            .toList());
  }

  @Test
  void hs3d() throws IOException {
    String text =
        "Date/Time 1\n\nExon-Intron true splice sites\n\n"
            + "AB1 ( 1,1,1): "
            + bases(1, 140)
            + "\nAB1 ( 2,2,2): "
            + bases(2, 140)
            + "\nCD2 ( 3,1,1): "
            + bases(3, 140)
            + "\n";
    Damage.check(
        "HS3D",
        text.getBytes(ISO_8859_1),
        PLACE,
        bytes -> {
          List<SpliceWindow> windows = Hs3dDonors.read(file(bytes));
          List<String> lines = Damage.lines(bytes);
          List<String> expected =
              lines.subList(4, lines.size()).stream()
                  .map(line -> line.substring(line.indexOf(": ") + 2))
                  .toList();
          assertEquals(expected, windows.stream().map(DamagedWindowsTest::text).toList());
        });
  }

  @Test
  void windowsOf602() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append("> site " + i + "\n" + bases(i, 602) + "\n");
    }
    Damage.check(
        "602",
        text.toString().getBytes(ISO_8859_1),
        PLACE,
        bytes -> {
          List<SpliceWindow> windows = WindowFiles.read(file(bytes), 602, 300, Kind.DONOR);
          List<String> lines = Damage.lines(bytes);
          List<String> expected = new ArrayList<>();
          for (int i = 1; i < lines.size(); i += 2) {
            expected.add(lines.get(i));
          }
          assertEquals(expected, windows.stream().map(DamagedWindowsTest::text).toList());
        });
  }
}
