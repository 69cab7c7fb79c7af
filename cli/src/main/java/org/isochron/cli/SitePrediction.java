package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.splice.SitePredictor;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.core.io.FormatException;

/**
 * Calls sites in files of sequences, one record in memory at a time.
 *
 * @param predictor calls them
 * @param formats the files to write
 * @param voice says how far it is
 */
record SitePrediction(SitePredictor predictor, Set<SiteFormat> formats, Voice voice) {
  /** What was read and called. */
  record Counts(long sequences, long bases, long sites, double seconds) {
    double basesPerSecond() {
      return bases / Math.max(seconds, 1e-9);
    }
  }

  /** Prepares the results of a region. */
  Counts write(SequencePiece region, OutputFolder out) throws IOException {
    return counted(out, tally -> tally.add(region));
  }

  /** Prepares the results of all sequences in some files. */
  Counts write(List<SequenceFile> files, OutputFolder out) throws IOException {
    Map<String, Path> fileOfId = new HashMap<>();
    return counted(
        out,
        tally -> {
          for (SequenceFile file : files) {
            try (SequenceFile.Reader reader = file.open()) {
              for (FastaRecord r = reader.next(); r != null; r = reader.next()) {
                refuseTwice(fileOfId, r.id(), file.path());
                tally.add(SequencePiece.whole(r));
              }
            }
          }
        });
  }

  private static void refuseTwice(Map<String, Path> fileOfId, String id, Path file)
      throws FormatException {
    Path earlier = fileOfId.put(id, file);
    if (earlier != null) {
      throw new FormatException(
          file.toString(), "duplicate id '" + id + "', first used in " + earlier);
    }
  }

  /** Hands on sequences. */
  private interface Source {
    void each(Tally tally) throws IOException;
  }

  private Counts counted(OutputFolder out, Source source) throws IOException {
    RunClock clock = new RunClock();
    try (PredictionProgress progress = new PredictionProgress(voice)) {
      Tally tally = new Tally(progress);
      SiteFiles.write(
          formats,
          out,
          files -> {
            tally.files = files;
            source.each(tally);
          });
      return new Counts(tally.sequences, tally.bases, tally.sites, clock.seconds());
    }
  }

  /** What is done so far. */
  private final class Tally {
    private final PredictionProgress progress;
    private SiteFiles files;
    private long sequences;
    private long bases;
    private long sites;

    Tally(PredictionProgress progress) {
      this.progress = progress;
    }

    void add(SequencePiece piece) throws IOException {
      sequences++;
      bases += piece.wanted().length();
      progress.begin(piece.id(), piece.bases().length());
      files.begin(piece);
      List<SpliceSite> found = predictor.predict(piece.bases(), files, progress::done);
      sites += files.end(found);
      progress.end();
    }
  }
}
