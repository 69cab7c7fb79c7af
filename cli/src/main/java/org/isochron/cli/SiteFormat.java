package org.isochron.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isochron.bio.tracks.SiteTracks;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The files that called sites and probabilities are written to. */
enum SiteFormat {
  /** Called sites, 0-based and half-open. */
  BED("bed"),
  /** Called sites with all digits, 1-based. */
  TSV("tsv"),
  /** Called sites and the introns between them, 1-based and inclusive. */
  GFF3("gff3"),
  /** Probabilities of every base, a file for each kind of site and strand. */
  BEDGRAPH("bedgraph"),
  /** Probabilities of every base, a file for each kind of site, the minus strand's negative. */
  SIGNED("bedgraph-signed");

  private final String word;

  SiteFormat(String word) {
    this.word = word;
  }

  /** Returns the names of its files. */
  List<String> files() {
    return switch (this) {
      case BED -> List.of("sites.bed");
      case TSV -> List.of("sites.tsv");
      case GFF3 -> List.of("sites.gff3");
      case BEDGRAPH -> tracks(SiteTracks.Layout.STRANDS);
      case SIGNED -> tracks(SiteTracks.Layout.SIGNED);
    };
  }

  private static List<String> tracks(SiteTracks.Layout layout) {
    return SiteTracks.files(Path.of(""), layout).stream().map(Path::toString).toList();
  }

  /** Returns the files of all formats: each run replaces what an earlier one left of any. */
  static List<String> allFiles() {
    List<String> all = new ArrayList<>();
    Stream.of(values()).forEach(format -> all.addAll(format.files()));
    return List.copyOf(all);
  }

  /** Reads a format's word. */
  static final class Text implements ITypeConverter<SiteFormat> {
    @Override
    public SiteFormat convert(String text) {
      return Stream.of(values())
          .filter(format -> format.word.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected "
                          + Stream.of(values()).map(f -> f.word).collect(Collectors.joining(", "))
                          + ", found '"
                          + text
                          + "'"));
    }
  }
}
