package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The made genes as genomes with annotations. */
final class MadeGenomes {
  private MadeGenomes() {}

  /** Writes the made genes [from, to) as FASTA and GFF3, and returns the options that name them. */
  static List<Object> options(Path folder, String name, int from, int to) throws IOException {
    StringBuilder fasta = new StringBuilder();
    StringBuilder rows = new StringBuilder("##gff-version 3\n");
    for (int i = from; i < to; i++) {
      String bases = MadeData.bases(i);
      boolean plus = i % 2 == 0;
      fasta.append(">s").append(i).append('\n');
      fasta.append(plus ? bases : MadeData.reversed(bases)).append('\n');
      int shift = plus ? 0 : 20;
      rows.append(row(i, "mRNA", 31 + shift, 350 + shift, "ID=s" + i + "#1"));
      for (String type : List.of("exon", "CDS")) {
        rows.append(row(i, type, 31 + shift, 150 + shift, "Parent=s" + i + "#1"));
        rows.append(row(i, type, 231 + shift, 350 + shift, "Parent=s" + i + "#1"));
      }
    }
    Path sequences = Files.writeString(folder.resolve(name + ".fa"), fasta);
    Path annotation = Files.writeString(folder.resolve(name + ".gff3"), rows);
    return List.of("--fasta", sequences, "--annotation", annotation);
  }

  private static String row(int gene, String type, int start, int end, String attributes) {
    String strand = gene % 2 == 0 ? "+" : "-";
    String phase = type.equals("CDS") ? "0" : ".";
    return String.join(
        "\t",
        "s" + gene,
        "made",
        type,
        String.valueOf(start),
        String.valueOf(end),
        ".",
        strand,
        phase,
        attributes + "\n");
  }
}
