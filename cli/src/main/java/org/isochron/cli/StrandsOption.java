package org.isochron.cli;

import org.isochron.bio.splice.SitePredictor;
import org.isochron.bio.splice.SiteThresholds;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.Strands;
import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Option;

/** How the strands of sequences are read, and from which probability sites are called. */
final class StrandsOption {
  @Option(
      names = "--strands",
      paramLabel = "HOW",
      defaultValue = "together",
      description = {
        "together: one grammar explains both strands, no base lies in genes of both; apart: each"
            + " strand as if it were alone (default ${DEFAULT-VALUE})."
      })
  Strands strands;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description = {
        "Call sites from this probability on, above 0 up to 1 (default: the model's own, of best F1"
            + " on validation genes: of whole records for both strands together, of gene spans for"
            + " each apart)."
      })
  Double threshold;

  /** Refuses a threshold that is none. */
  void check() {
    if (threshold != null && !(threshold > 0 && threshold <= 1)) {
      throw CommandException.usage(
          "--threshold: expected above 0 and at most 1, found " + threshold, "");
    }
  }

  SitePredictor predictor(SpliceTagger tagger, Workers workers, Voice voice) {
    if (threshold != null) {
      return tagger.predictor(strands, new SiteThresholds(threshold, threshold), workers);
    }
    return tagger.predictor(strands, thresholds(tagger, strands, voice), workers);
  }

  /** Returns the model's thresholds, and says so where they are not meant for these strands. */
  static SiteThresholds thresholds(SpliceTagger tagger, Strands strands, Voice voice) {
    boolean missing = strands == Strands.TOGETHER && tagger.recordThresholds().isEmpty();
    if (missing) {
      voice.note(
          "the model has no thresholds of whole records: those of gene spans are used (splice train"
              + " chooses them, but not with --no-whole-records)");
    }
    return strands == Strands.APART || missing
        ? tagger.thresholds()
        : tagger.recordThresholds().orElseThrow();
  }
}
