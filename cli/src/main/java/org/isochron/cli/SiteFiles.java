package org.isochron.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.ScoreSink;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceSiteWriter;
import org.isochron.bio.tracks.PredictedIntron;
import org.isochron.bio.tracks.SiteGffWriter;
import org.isochron.bio.tracks.SiteTracks;

/** The open files of a prediction: sites of one sequence after the other, in every format. */
final class SiteFiles implements ScoreSink {
  private final List<SpliceSiteWriter> tables = new ArrayList<>();
  private final List<SiteTracks> tracks = new ArrayList<>();
  private SiteGffWriter gff;
  private SequencePiece piece;

  private SiteFiles() {}

  /** Writes to the open files. */
  interface Content {
    /** Calls {@link #begin}, {@link #take} and {@link #end} for each sequence. */
    void writeTo(SiteFiles files) throws IOException;
  }

  /** Prepares the files of some formats. */
  static void write(Set<SiteFormat> formats, OutputFolder out, Content content) throws IOException {
    SiteFiles files = new SiteFiles();
    Content all = content;
    if (formats.contains(SiteFormat.SIGNED)) {
      all = files.tracks(out, SiteFormat.SIGNED, SiteTracks.Layout.SIGNED, all);
    }
    if (formats.contains(SiteFormat.BEDGRAPH)) {
      all = files.tracks(out, SiteFormat.BEDGRAPH, SiteTracks.Layout.STRANDS, all);
    }
    if (formats.contains(SiteFormat.GFF3)) {
      all = files.features(out, all);
    }
    if (formats.contains(SiteFormat.TSV)) {
      all = files.table(out, SiteFormat.TSV, SpliceSiteWriter.Format.TSV, all);
    }
    if (formats.contains(SiteFormat.BED)) {
      all = files.table(out, SiteFormat.BED, SpliceSiteWriter.Format.BED, all);
    }
    all.writeTo(files);
  }

  private static Path prepare(OutputFolder out, SiteFormat format) throws IOException {
    return out.prepare(format.files().get(0));
  }

  private Content tracks(
      OutputFolder out, SiteFormat format, SiteTracks.Layout layout, Content inner) {
    return files ->
        SiteTracks.write(
            prepare(out, format).getParent(),
            layout,
            opened -> {
              tracks.add(opened);
              inner.writeTo(files);
            });
  }

  private Content features(OutputFolder out, Content inner) {
    return files ->
        SiteGffWriter.write(
            prepare(out, SiteFormat.GFF3),
            opened -> {
              gff = opened;
              inner.writeTo(files);
            });
  }

  private Content table(
      OutputFolder out, SiteFormat format, SpliceSiteWriter.Format lines, Content inner) {
    return files -> {
      Path file = prepare(out, format);
      try (SpliceSiteWriter table =
          new SpliceSiteWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), lines)) {
        tables.add(table);
        inner.writeTo(files);
      }
    };
  }

  /** Begins a sequence. */
  void begin(SequencePiece next) throws IOException {
    piece = next;
    for (SiteTracks track : tracks) {
      track.begin(next.id(), next.wanted().start(), next.wanted().length());
    }
    if (gff != null) {
      gff.sequence(next.id(), next.length());
    }
  }

  @Override
  public void take(Strand strand, int start0, float[] donor, float[] acceptor) {
    if (tracks.isEmpty()) {
      return;
    }
    int start = start0 + piece.start0();
    int from = Math.max(start, piece.wanted().start());
    int to = Math.min(start + donor.length, piece.wanted().end());
    if (from >= to) {
      return;
    }
    float[] d = Arrays.copyOfRange(donor, from - start, to - start);
    float[] a = Arrays.copyOfRange(acceptor, from - start, to - start);
    for (SiteTracks track : tracks) {
      track.take(strand, from, d, a);
    }
  }

  /**
   * Ends the sequence.
   *
   * @param sites those called in what was read, in its positions
   * @return how many of them are reported
   */
  int end(List<SpliceSite> sites) throws IOException {
    List<SpliceSite> reported = piece.isRegion() ? inside(sites) : sites;
    for (SpliceSiteWriter table : tables) {
      for (SpliceSite site : reported) {
        table.write(site);
      }
    }
    if (gff != null) {
      for (SpliceSite site : reported) {
        gff.site(site);
      }
      for (PredictedIntron intron : PredictedIntron.of(reported)) {
        gff.intron(intron);
      }
    }
    for (SiteTracks track : tracks) {
      track.end();
    }
    // The next sequence may be as long: this one need not stay beside it.
    piece = null;
    return reported.size();
  }

  private List<SpliceSite> inside(List<SpliceSite> sites) {
    return sites.stream()
        .map(
            s ->
                new SpliceSite(
                    s.sequenceId(),
                    s.position0() + piece.start0(),
                    s.strand(),
                    s.kind(),
                    s.probability()))
        .filter(
            s -> s.position0() >= piece.wanted().start() && s.position0() < piece.wanted().end())
        .toList();
  }
}
