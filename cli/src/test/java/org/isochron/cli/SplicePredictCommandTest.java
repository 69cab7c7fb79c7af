package org.isochron.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplicePredictCommandTest {
  @TempDir static Path shared;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    Run run = MadeData.train(shared, shared.resolve("trained"));
    assertEquals(0, run.status(), run.err());
    model = shared.resolve("trained/model.isoc");
  }

  private Run predict(String threshold, Object... fasta) {
    Object[] args = new Object[9 + fasta.length];
    List<Object> first = List.of("splice", "predict", "--model", model, "--threshold", threshold);
    for (int i = 0; i < 6; i++) {
      args[i] = first.get(i);
    }
    args[6] = "--out";
    args[7] = folder.resolve("out");
    args[8] = "--fasta";
    System.arraycopy(fasta, 0, args, 9, fasta.length);
    return Run.isochron(args);
  }

  private Path fasta(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void bothStrandsAreCalledAtForwardCoordinates() throws IOException {
    String bases = MadeData.bases(99);
    String both = ">plus\n" + bases + "\n>turned\n" + MadeData.reversed(bases) + "\n";
    Run run = predict("1e-9", fasta("both.fa", both));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("2 sequences, 800 bases, 3,200 sites"), run.out());

    Set<String> plus = new TreeSet<>();
    Set<String> turned = new TreeSet<>();
    List<String> tsv = Files.readAllLines(folder.resolve("out/sites.tsv"));
    for (String line : tsv.subList(1, tsv.size())) {
      String[] c = line.split("\t", -1);
      int position1 = Integer.parseInt(c[1]);
      if (c[0].equals("plus")) {
        plus.add(position1 + c[2] + c[3] + c[4]);
      } else {
        String strand = c[2].equals("+") ? "-" : "+";
        turned.add((MadeData.LENGTH + 1 - position1) + strand + c[3] + c[4]);
      }
    }
    assertEquals(1600, plus.size());
    assertEquals(plus, turned, "a sequence and its reverse complement have the same sites");
  }

  @Test
  void bedIsZeroBasedAndAgreesWithTheTable() throws IOException {
    assertEquals(0, predict("1e-9", fasta("a.fa", ">a\n" + MadeData.bases(3) + "\n")).status());
    List<String> bed = Files.readAllLines(folder.resolve("out/sites.bed"));
    List<String> tsv = Files.readAllLines(folder.resolve("out/sites.tsv"));
    assertEquals(bed.size() + 1, tsv.size());
    for (int i = 0; i < bed.size(); i++) {
      String[] b = bed.get(i).split("\t", -1);
      String[] t = tsv.get(i + 1).split("\t", -1);
      int start0 = Integer.parseInt(b[1]);
      assertEquals(start0 + 1, Integer.parseInt(b[2]));
      assertEquals(start0 + 1, Integer.parseInt(t[1]));
      assertEquals(t[0] + t[2] + t[3], b[0] + b[5] + b[3]);
      assertEquals(Math.round(1000 * Float.parseFloat(t[4])), Integer.parseInt(b[4]));
    }
    assertTrue(bed.get(0).startsWith("a\t0\t1\t"), bed.get(0));
  }

  @Test
  void highThresholdCallsNothing() throws IOException {
    assertEquals(0, predict("1", fasta("a.fa", ">a\nacgtacgtac\n")).status());
    assertEquals("", Files.readString(folder.resolve("out/sites.bed")));
  }

  @Test
  void thresholdOutOfRangeIsWrongUsage() throws IOException {
    Run run = predict("1.5", fasta("a.fa", ">a\nacgt\n"));
    assertEquals(2, run.status());
    assertTrue(run.err().contains("--threshold: expected above 0 and at most 1, found 1.5"));
  }

  @Test
  void sameIdInTwoFilesIsRefused() throws IOException {
    Path a = fasta("a.fa", ">x\nacgt\n");
    Path b = fasta("b.fa", ">x\nacgt\n");
    Run run = predict("0.5", a, b);
    assertEquals(3, run.status());
    assertTrue(run.err().contains(b + ": duplicate id 'x', first used in " + a), run.err());
    assertTrue(Files.notExists(folder.resolve("out")));
  }
}
