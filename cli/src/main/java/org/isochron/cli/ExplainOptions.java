package org.isochron.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.explain.SenseRegion;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.variants.DeltaConfig;
import org.isochron.bio.variants.ReferenceSequences;
import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Option;

/** What is explained. */
final class ExplainOptions {
  @Option(
      names = "--region",
      paramLabel = "NAME:START-END",
      converter = Region.Text.class,
      description = {
        "Part of a sequence, 1-based, both ends in it (default: every sequence of --fasta, whole)."
            + " At most 5,000 bases."
      })
  Region region;

  @Option(
      names = "--strand",
      paramLabel = "+|-",
      defaultValue = "+",
      description = "The strand that is read (default: ${DEFAULT-VALUE}).")
  String strand;

  @Option(
      names = "--site",
      paramLabel = "KIND:POSITION",
      description = {
        "The site that is explained: donor:POSITION, the last base of an exon, or acceptor:POSITION,"
            + " the first; 1-based on the forward strand (default: the strongest of the region)."
      })
  String site = "";

  @Option(
      names = "--context",
      paramLabel = "N",
      defaultValue = "" + DeltaConfig.DEFAULT_CONTEXT,
      description =
          "Bases that the model reads on either side of the region (default: ${DEFAULT-VALUE}).")
  int context;

  /** A chosen site by kind and position. */
  private record Chosen(SpliceSite.Kind kind, int position0) {}

  /** Checks what can be checked without reading. */
  void check() {
    strand();
    chosen();
    if (context < 0 || context > SenseRegion.MOST_BASES) {
      throw CommandException.usage(
          "--context: expected 0 to " + SenseRegion.MOST_BASES + ", found " + context, "");
    }
  }

  private Strand strand() {
    return switch (strand) {
      case "+" -> Strand.PLUS;
      case "-" -> Strand.MINUS;
      default -> throw CommandException.usage("--strand: expected + or -, found " + strand, "");
    };
  }

  private Chosen chosen() {
    if (site.isEmpty()) {
      return null;
    }
    String[] parts = site.toLowerCase(Locale.ROOT).split(":", -1);
    boolean kind = parts[0].equals("donor") || parts[0].equals("acceptor");
    if (parts.length != 2 || !kind || !parts[1].matches("[1-9][0-9]{0,8}")) {
      throw CommandException.usage(
          "--site: expected donor:POSITION or acceptor:POSITION, found " + site, "");
    }
    return new Chosen(
        SpliceSite.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[1]) - 1);
  }

  /** Returns the names of the sequences to explain. */
  List<String> sequences(ReferenceSequences all) {
    if (region == null) {
      if (chosen() != null && all.names().size() > 1) {
        throw CommandException.usage("--site: expected with --region, or a single sequence", "");
      }
      return all.names();
    }
    String name = region.sequence();
    if (!all.names().contains(name)) {
      throw CommandException.badInput(
          "--region: no sequence of the file is '" + name + "'", "Its name must be the FASTA's.");
    }
    return List.of(name);
  }

  /** Reads what is to be explained of a sequence. */
  SenseRegion read(ReferenceSequences all, String name) throws IOException {
    Interval part = region == null ? new Interval(0, all.length(name)) : region.interval();
    try {
      return SenseRegion.read(all, name, part, strand(), context);
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(
          name + ": " + e.getMessage(), "Name a part of it: --region " + name + ":1-1000");
    }
  }

  /** Returns the site to explain. */
  SpliceSite site(SpliceTagger tagger, SenseRegion of, Workers workers) {
    Chosen chosen = chosen();
    if (chosen == null) {
      return of.strongest(tagger, workers);
    }
    try {
      return of.site(tagger, chosen.position0(), chosen.kind(), workers);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "--site "
              + site
              + ": expected it in the region, which is "
              + of.sequenceId()
              + ":"
              + (of.region().start() + 1)
              + "-"
              + of.region().end(),
          "");
    }
  }
}
