package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One way in which a gene is spliced: its exons, and the coding part where that is known.
 *
 * <p>Exons that touch, or have a gap of fewer than {@value #MIN_INTRON} bases between them, are
 * kept as given and mean no intron (GenBank writes a programmed frameshift so). Positions are those
 * of the plus strand, for either strand.
 *
 * @param id unique in its file
 * @param exons ascending and not overlapping; untranslated ones too, where the file has them
 * @param coding the parts of the exons that are translated, ascending; empty if none is known
 * @param codonStart 1, 2 or 3: the first base of the first whole codon, counted from the 5' end of
 *     the coding part, as in GenBank's {@code /codon_start}; 1 without a coding part
 * @param openEnds where the transcript goes on beyond what is annotated
 */
public record Transcript(
    String id, List<Interval> exons, List<Interval> coding, int codonStart, OpenEnds openEnds) {
  /**
   * The least length of an intron: the shortest known ones have 15 bases (Stentor coeruleus,
   * Slabodnick et al. 2017, doi 10.1016/j.cub.2016.12.057); a margin below.
   */
  public static final int MIN_INTRON = 10;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the id is empty or holds a control character, there is no
   *     exon, parts overlap or are out of order, a coding part is not inside an exon, or {@code
   *     codonStart} is not 1, 2 or 3, or not 1 without a coding part
   */
  public Transcript {
    Objects.requireNonNull(openEnds, "openEnds");
    exons = List.copyOf(exons);
    coding = List.copyOf(coding);
    checkId("transcript", id);
    if (exons.isEmpty()) {
      throw new IllegalArgumentException("transcript " + id + ": expected an exon");
    }
    checkOrder(id, "exons", exons);
    checkOrder(id, "coding parts", coding);
    for (Interval part : coding) {
      if (exons.stream().noneMatch(exon -> exon.contains(part))) {
        throw new IllegalArgumentException(
            "transcript " + id + ": expected coding parts inside exons, found " + part);
      }
    }
    int most = coding.isEmpty() ? 1 : 3;
    if (codonStart < 1 || codonStart > most) {
      String expected = coding.isEmpty() ? "1 without a coding part" : "1 to 3";
      throw new IllegalArgumentException(
          "transcript " + id + ": codonStart: expected " + expected + ", found " + codonStart);
    }
  }

  static void checkId(String what, String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException(what + ": expected an id, found ''");
    }
    if (id.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(what + " " + id + ": control character in its id");
    }
  }

  private static void checkOrder(String id, String what, List<Interval> parts) {
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i).start() < parts.get(i - 1).end()) {
        throw new IllegalArgumentException(
            "transcript "
                + id
                + ": expected ascending "
                + what
                + " that do not overlap, found "
                + parts);
      }
    }
  }

  /** Makes a transcript whose exons are all coding, as of a GenBank CDS. */
  public static Transcript coding(String id, List<Interval> exons, int codonStart) {
    return new Transcript(id, exons, exons, codonStart, OpenEnds.NONE);
  }

  /** Makes a transcript of which no coding part is known. */
  public static Transcript untranslated(String id, List<Interval> exons) {
    return new Transcript(id, exons, List.of(), 1, OpenEnds.NONE);
  }

  /** Returns this transcript with other open ends. */
  public Transcript withOpenEnds(OpenEnds ends) {
    return new Transcript(id, exons, coding, codonStart, ends);
  }

  /** Returns the gaps of at least {@value #MIN_INTRON} bases between exons, in ascending order. */
  public List<Interval> introns() {
    return gaps().stream().filter(gap -> gap.length() >= MIN_INTRON).toList();
  }

  /** Returns the gaps that are too short for an intron, in ascending order. */
  public List<Interval> shortGaps() {
    return gaps().stream().filter(gap -> gap.length() < MIN_INTRON).toList();
  }

  private List<Interval> gaps() {
    List<Interval> gaps = new ArrayList<>();
    for (int i = 1; i < exons.size(); i++) {
      int start = exons.get(i - 1).end();
      int end = exons.get(i).start();
      if (start < end) {
        gaps.add(new Interval(start, end));
      }
    }
    return gaps;
  }

  /**
   * Returns the exons cut at the two ends of the coding part, with the coding parts in between; the
   * exons themselves where no coding part is known.
   */
  public List<Interval> pieces() {
    if (coding.isEmpty()) {
      return exons;
    }
    int first = coding.get(0).start();
    int last = coding.get(coding.size() - 1).end();
    List<Interval> pieces = new ArrayList<>();
    for (Interval exon : exons) {
      if (exon.start() < first) {
        pieces.add(new Interval(exon.start(), Math.min(exon.end(), first)));
      }
    }
    pieces.addAll(coding);
    for (Interval exon : exons) {
      if (exon.end() > last) {
        pieces.add(new Interval(Math.max(exon.start(), last), exon.end()));
      }
    }
    return pieces;
  }

  /** Returns the positions from the first exon's start to the last exon's end. */
  public Interval span() {
    return new Interval(exons.get(0).start(), exons.get(exons.size() - 1).end());
  }

  /** Returns the number of exon bases. */
  public int exonBases() {
    return exons.stream().mapToInt(Interval::length).sum();
  }

  /**
   * Returns the transcript as seen on the reverse complement of its sequence.
   *
   * @param length of the sequence
   * @throws IllegalArgumentException if an exon reaches beyond it
   */
  public Transcript mirrored(int length) {
    return new Transcript(
        id, mirrored(exons, length), mirrored(coding, length), codonStart, openEnds.mirrored());
  }

  private static List<Interval> mirrored(List<Interval> parts, int length) {
    List<Interval> mirrored = new ArrayList<>();
    for (int i = parts.size() - 1; i >= 0; i--) {
      mirrored.add(parts.get(i).mirrored(length));
    }
    return mirrored;
  }
}
