package org.isochron.bio.windows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.isochron.bio.fasta.FastaRecord;
import org.isochron.bio.fasta.Iupac;

/**
 * A stretch of sense bases with one label, that of the place before {@code bases[boundary]}.
 *
 * <p>At a donor, {@code bases[boundary - 1]} is the exon's last base and the intron's GT follows;
 * at an acceptor, the intron's AG ends at {@code boundary - 1} and {@code bases[boundary]} is the
 * exon's first base. Other sites inside the window are not labelled.
 *
 * @param id unique within its set
 * @param bases nucleotide letters; shared, not copied, and must not be changed
 * @param boundary 1 to the number of bases − 1
 * @param kind the label
 * @param group what must stay on one side of a split: the locus, or the id where none is known
 */
public record SpliceWindow(String id, byte[] bases, int boundary, Kind kind, String group) {
  /** What lies at the boundary. */
  public enum Kind {
    /** An exon ends and an intron begins. */
    DONOR,
    /** An intron ends and an exon begins. */
    ACCEPTOR,
    /** No splice site. */
    NEITHER
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if id or group is blank, a base is no nucleotide letter or the
   *     boundary is not between two bases
   */
  public SpliceWindow {
    Objects.requireNonNull(kind, "kind");
    if (id.isBlank() || group.isBlank()) {
      throw new IllegalArgumentException(
          "window: expected an id and a group, found '" + id + "' and '" + group + "'");
    }
    if (boundary < 1 || boundary >= bases.length) {
      throw new IllegalArgumentException(
          "boundary of '" + id + "': expected 1 to " + (bases.length - 1) + ", found " + boundary);
    }
    for (int i = 0; i < bases.length; i++) {
      if (!Iupac.isLetter(bases[i])) {
        throw new IllegalArgumentException(
            "bases of '" + id + "': position " + i + ": " + Iupac.describeForeign(bases[i]));
      }
    }
  }

  /** Returns the number of bases. */
  public int length() {
    return bases.length;
  }

  /** Returns whether the bases from a position on, U read as T, are the given plain ones. */
  public boolean hasMotif(int position0, String motif) {
    String text = text();
    return text.startsWith(motif, position0);
  }

  /**
   * Returns the probabilities of A, C, G, T at each base, [T,4]: N gives 0.25 each, R gives A and G
   * 0.5 each.
   */
  public float[] probabilities() {
    float[] out = new float[bases.length * Iupac.BASES];
    for (int i = 0; i < bases.length; i++) {
      Iupac.probabilities(bases[i], out, i * Iupac.BASES);
    }
    return out;
  }

  /** Returns this window in another group. */
  public SpliceWindow withGroup(String other) {
    return new SpliceWindow(id, bases, boundary, kind, other);
  }

  /** Returns the window as a FASTA record; blanks of the id become {@code _}. */
  public FastaRecord fasta() {
    return new FastaRecord(id.replace(' ', '_'), kind.name().toLowerCase(Locale.ROOT), bases);
  }

  /** Returns the bases as text in upper case, U as T: equal for equal sequences. */
  String text() {
    String letters = new String(bases, StandardCharsets.US_ASCII);
    return letters.toUpperCase(Locale.ROOT).replace('U', 'T');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpliceWindow that
        && id.equals(that.id)
        && Arrays.equals(bases, that.bases)
        && boundary == that.boundary
        && kind == that.kind
        && group.equals(that.group);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, Arrays.hashCode(bases), boundary, kind, group);
  }

  @Override
  public String toString() {
    return "SpliceWindow[" + id + ", " + kind + ", " + bases.length + " bases]";
  }
}
