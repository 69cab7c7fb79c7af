package org.isochron.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.splice.ScoreSink;
import org.isochron.bio.splice.SitePredictor;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceSiteWriter;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.io.FormatException;
import org.isochron.core.recurrence.Workers;

/**
 * Calls sites in files of sequences, one record in memory at a time.
 *
 * @param tagger the model
 * @param thresholds probabilities from which donors and acceptors are called
 * @param workers who computes
 * @param voice says how far it is
 */
record SitePrediction(SpliceTagger tagger, double[] thresholds, Workers workers, Voice voice) {
  /** What was read and called. */
  record Counts(long sequences, long bases, long sites, double seconds) {
    double basesPerSecond() {
      return bases / Math.max(seconds, 1e-9);
    }
  }

  /** Returns one threshold for both kinds of site, or the model's where none is given. */
  static double[] thresholds(SpliceTagger tagger, Double threshold) {
    return threshold == null
        ? new double[] {tagger.donorThreshold(), tagger.acceptorThreshold()}
        : new double[] {threshold, threshold};
  }

  /** Prepares sites.bed and sites.tsv. */
  Counts write(List<SequenceFile> files, OutputFolder out) throws IOException {
    try (SpliceSiteWriter bed = writer(out, "sites.bed", SpliceSiteWriter.Format.BED);
        SpliceSiteWriter tsv = writer(out, "sites.tsv", SpliceSiteWriter.Format.TSV);
        PredictionProgress progress = new PredictionProgress(voice)) {
      return write(files, List.of(bed, tsv), progress);
    }
  }

  private static SpliceSiteWriter writer(
      OutputFolder out, String name, SpliceSiteWriter.Format format) throws IOException {
    Path file = out.prepare(name);
    return new SpliceSiteWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format);
  }

  private Counts write(
      List<SequenceFile> files, List<SpliceSiteWriter> writers, PredictionProgress progress)
      throws IOException {
    RunClock clock = new RunClock();
    SitePredictor predictor = tagger.predictor(thresholds, workers);
    Map<String, Path> fileOfId = new HashMap<>();
    long bases = 0;
    long sites = 0;
    for (SequenceFile file : files) {
      try (SequenceFile.Reader reader = file.open()) {
        for (FastaRecord r = reader.next(); r != null; r = reader.next()) {
          refuseTwice(fileOfId, r.id(), file.path());
          bases += r.length();
          progress.begin(r.id(), r.length());
          for (SpliceSite site : predictor.predict(r, ScoreSink.NONE, progress::done)) {
            sites++;
            for (SpliceSiteWriter writer : writers) {
              writer.write(site);
            }
          }
          progress.end();
        }
      }
    }
    return new Counts(fileOfId.size(), bases, sites, clock.seconds());
  }

  private static void refuseTwice(Map<String, Path> fileOfId, String id, Path file)
      throws FormatException {
    Path earlier = fileOfId.put(id, file);
    if (earlier != null) {
      throw new FormatException(
          file.toString(), "duplicate id '" + id + "', first used in " + earlier);
    }
  }
}
