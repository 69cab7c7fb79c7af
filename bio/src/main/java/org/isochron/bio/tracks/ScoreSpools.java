package org.isochron.bio.tracks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.SpliceSite;

/** A {@link ScoreSpool} for each kind of site on each strand. */
final class ScoreSpools implements Closeable {
  private final Map<Track, ScoreSpool> spools = new LinkedHashMap<>();

  private ScoreSpools() {}

  /** What a spool holds the values of. */
  private record Track(SpliceSite.Kind kind, Strand strand) {}

  /** Opens all of them beside the files that they serve. */
  static ScoreSpools in(Path folder) throws IOException {
    ScoreSpools all = new ScoreSpools();
    try {
      for (SpliceSite.Kind kind : SpliceSite.Kind.values()) {
        for (Strand strand : Strand.values()) {
          String name = (kind.name() + "." + strand.name()).toLowerCase(Locale.ROOT);
          all.spools.put(new Track(kind, strand), ScoreSpool.in(folder, name));
        }
      }
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  ScoreSpool of(SpliceSite.Kind kind, Strand strand) {
    return spools.get(new Track(kind, strand));
  }

  void begin(int bases) {
    spools.values().forEach(spool -> spool.begin(bases));
  }

  /** Checks that every base has its values. */
  void checkWhole() {
    spools.values().forEach(ScoreSpool::checkWhole);
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (ScoreSpool spool : spools.values()) {
      try {
        spool.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
