package org.isochron.bio.tracks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.ScoreSink;
import org.isochron.bio.splice.SpliceSite;

/**
 * Writes the probabilities of donors and acceptors at every base as bedGraph, sequence by sequence.
 *
 * <p>Lines are {@code sequence start end value}, tab-separated, 0-based and half-open, ascending;
 * they cover every base once. Bases in a row with the same value share a line. A value is the
 * shortest decimal that reads back as the same float. Memory does not grow with the sequence:
 * stretches come in either direction and wait in temporary files, 16 bytes per base, beside the
 * tracks. All files appear when the content is complete, or none does.
 */
public final class SiteTracks implements ScoreSink {
  private static final int BLOCK = 1 << 14;

  private final Layout layout;
  private final List<Writer> writers;
  private final ScoreSpools spools;
  private final Set<String> written = new HashSet<>();
  private String sequenceId;
  private int offset;
  private int length;

  private SiteTracks(Layout layout, List<Writer> writers, ScoreSpools spools) {
    this.layout = layout;
    this.writers = writers;
    this.spools = spools;
  }

  /** How the two strands of a kind of site are laid out. */
  public enum Layout {
    /** A file for each: donor.plus, donor.minus, acceptor.plus, acceptor.minus. */
    STRANDS,
    /**
     * One file for both: the greater of the two probabilities, with a minus sign where it is that
     * of the minus strand; the smaller one is not written.
     */
    SIGNED
  }

  /** Scores sequences. */
  @FunctionalInterface
  public interface Content {
    /**
     * Calls, for each sequence, {@link SiteTracks#begin}, {@link SiteTracks#take} until every base
     * of both strands is scored, and {@link SiteTracks#end}.
     *
     * @throws IOException if reading or writing fails; no file then appears
     */
    void writeTo(SiteTracks tracks) throws IOException;
  }

  /**
   * Returns the files of a layout, for example {@code donor.plus.bedgraph}.
   *
   * @param folder where
   * @param layout of the strands
   */
  public static List<Path> files(Path folder, Layout layout) {
    List<Path> files = new ArrayList<>();
    for (SpliceSite.Kind kind : SpliceSite.Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (layout == Layout.SIGNED) {
        files.add(folder.resolve(name + ".bedgraph"));
      } else {
        files.add(folder.resolve(name + ".plus.bedgraph"));
        files.add(folder.resolve(name + ".minus.bedgraph"));
      }
    }
    return List.copyOf(files);
  }

  /**
   * Writes the {@link #files} of a layout.
   *
   * @param folder where; it must exist
   * @param layout of the strands
   * @param content scores the sequences
   * @throws IllegalArgumentException if a sequence is scored in part or twice, its id has a blank,
   *     or a score is not finite; no file then appears
   * @throws IOException if the content or writing fails; no file then appears
   */
  public static void write(Path folder, Layout layout, Content content) throws IOException {
    TextFiles.write(
        files(folder, layout),
        writers -> {
          try (ScoreSpools spools = ScoreSpools.in(folder)) {
            SiteTracks tracks = new SiteTracks(layout, writers, spools);
            content.writeTo(tracks);
            tracks.checkEnded();
          }
        });
  }

  /**
   * Begins a sequence.
   *
   * @param id without blanks
   * @param bases its length, positive
   * @throws IllegalArgumentException if the id or the length is none, or the id comes twice
   * @throws IllegalStateException if another sequence has not ended
   */
  public void begin(String id, int bases) {
    begin(id, 0, bases);
  }

  /**
   * Begins a stretch of a sequence, whose lines are all that is written of it.
   *
   * @param id of the sequence, without blanks
   * @param start0 where the stretch begins, 0-based
   * @param bases its length, positive
   * @throws IllegalArgumentException as {@link #begin(String, int)}, or if the start is negative
   * @throws IllegalStateException if another sequence has not ended
   */
  public void begin(String id, int start0, int bases) {
    checkEnded();
    if (id.isEmpty() || id.chars().anyMatch(c -> c <= ' ') || bases < 1) {
      throw new IllegalArgumentException(
          "sequence: expected an id without blanks and a length, found '" + id + "' and " + bases);
    }
    if (start0 < 0) {
      throw new IllegalArgumentException("start: expected at least 0, found " + start0);
    }
    if (!written.add(id)) {
      throw new IllegalArgumentException("sequence: '" + id + "' comes twice");
    }
    sequenceId = id;
    offset = start0;
    length = bases;
    spools.begin(bases);
  }

  /**
   * Takes a stretch of one strand's probabilities.
   *
   * @throws IllegalArgumentException if it does not adjoin what came before or leaves the sequence
   * @throws UncheckedIOException if writing fails
   */
  @Override
  public void take(Strand strand, int start0, float[] donor, float[] acceptor) {
    if (sequenceId == null) {
      throw new IllegalStateException("take: expected a sequence to have begun, none has");
    }
    try {
      spools.of(SpliceSite.Kind.DONOR, strand).put(start0 - offset, donor);
      spools.of(SpliceSite.Kind.ACCEPTOR, strand).put(start0 - offset, acceptor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the lines of the sequence that has begun.
   *
   * @throws IllegalArgumentException if a base of a strand has no value, or none that is finite
   * @throws IOException if writing fails
   */
  public void end() throws IOException {
    if (sequenceId == null) {
      throw new IllegalStateException("end: expected a sequence to have begun, none has");
    }
    spools.checkWhole();
    int file = 0;
    for (SpliceSite.Kind kind : SpliceSite.Kind.values()) {
      ScoreSpool plus = spools.of(kind, Strand.PLUS);
      ScoreSpool minus = spools.of(kind, Strand.MINUS);
      if (layout == Layout.SIGNED) {
        writeSigned(writers.get(file++), plus, minus);
      } else {
        write(writers.get(file++), plus);
        write(writers.get(file++), minus);
      }
    }
    sequenceId = null;
  }

  private void write(Writer out, ScoreSpool spool) throws IOException {
    BedGraphRuns runs = new BedGraphRuns(out, sequenceId, offset);
    float[] values = new float[Math.min(BLOCK, length)];
    for (int at = 0; at < length; at += BLOCK) {
      int count = Math.min(BLOCK, length - at);
      spool.read(at, values, count);
      for (int i = 0; i < count; i++) {
        runs.add(values[i]);
      }
    }
    runs.finish();
  }

  private void writeSigned(Writer out, ScoreSpool plus, ScoreSpool minus) throws IOException {
    BedGraphRuns runs = new BedGraphRuns(out, sequenceId, offset);
    float[] forward = new float[Math.min(BLOCK, length)];
    float[] reverse = new float[forward.length];
    for (int at = 0; at < length; at += BLOCK) {
      int count = Math.min(BLOCK, length - at);
      plus.read(at, forward, count);
      minus.read(at, reverse, count);
      for (int i = 0; i < count; i++) {
        runs.add(reverse[i] > forward[i] ? -reverse[i] : forward[i]);
      }
    }
    runs.finish();
  }

  private void checkEnded() {
    if (sequenceId != null) {
      throw new IllegalStateException(
          "tracks: expected sequence '" + sequenceId + "' to have ended");
    }
  }
}
