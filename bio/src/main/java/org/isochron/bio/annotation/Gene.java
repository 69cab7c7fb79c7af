package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A gene on a sequence: the transcripts that it is spliced into.
 *
 * @param id unique in its file
 * @param sequenceId the sequence that the positions refer to
 * @param strand the strand that the gene reads
 * @param transcripts at least one, in the file's order; positions are those of the plus strand
 */
public record Gene(String id, String sequenceId, Strand strand, List<Transcript> transcripts) {
  static final Comparator<Interval> BY_POSITION =
      Comparator.comparingInt(Interval::start).thenComparingInt(Interval::end);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if an id is empty or holds a control character, there is no
   *     strand or no transcript, or two transcripts have the same id
   */
  public Gene {
    transcripts = List.copyOf(transcripts);
    if (id.isEmpty() || sequenceId.isEmpty()) {
      throw new IllegalArgumentException(
          "gene: expected two ids, found '" + id + "' on '" + sequenceId + "'");
    }
    Transcript.checkId("gene", id);
    if (strand == null || transcripts.isEmpty()) {
      throw new IllegalArgumentException("gene " + id + ": expected a strand and a transcript");
    }
    Set<String> ids = new HashSet<>();
    for (Transcript transcript : transcripts) {
      if (!ids.add(transcript.id())) {
        throw new IllegalArgumentException(
            "gene " + id + ": duplicate transcript id " + transcript.id());
      }
    }
  }

  /**
   * Makes a gene of one transcript of the same id, whose exons are all coding and start with a
   * whole codon.
   */
  public static Gene of(String id, String sequenceId, Strand strand, List<Interval> exons) {
    return of(sequenceId, strand, Transcript.coding(id, exons, 1));
  }

  /** Makes a gene of one transcript, and of its id. */
  public static Gene of(String sequenceId, Strand strand, Transcript transcript) {
    return new Gene(transcript.id(), sequenceId, strand, List.of(transcript));
  }

  /** Returns the transcripts' introns, each once, in ascending order. */
  public List<Interval> introns() {
    return distinct(Transcript::introns);
  }

  /** Returns the transcripts' gaps that are too short for an intron, each once, ascending. */
  public List<Interval> shortGaps() {
    return distinct(Transcript::shortGaps);
  }

  /** Returns the exons of all transcripts, those that overlap united, in ascending order. */
  public List<Interval> exons() {
    List<Interval> united = new ArrayList<>();
    for (Interval exon : distinct(Transcript::exons)) {
      int last = united.size() - 1;
      if (last >= 0 && united.get(last).overlaps(exon)) {
        Interval before = united.get(last);
        united.set(last, new Interval(before.start(), Math.max(before.end(), exon.end())));
      } else {
        united.add(exon);
      }
    }
    return List.copyOf(united);
  }

  private List<Interval> distinct(Function<Transcript, List<Interval>> parts) {
    return transcripts.stream()
        .flatMap(transcript -> parts.apply(transcript).stream())
        .distinct()
        .sorted(BY_POSITION)
        .toList();
  }

  /** Returns the positions from the first exon's start to the last exon's end. */
  public Interval span() {
    int start = Integer.MAX_VALUE;
    int end = 0;
    for (Transcript transcript : transcripts) {
      Interval span = transcript.span();
      start = Math.min(start, span.start());
      end = Math.max(end, span.end());
    }
    return new Interval(start, end);
  }

  /** Returns this gene under another id. */
  public Gene called(String otherId) {
    return new Gene(otherId, sequenceId, strand, transcripts);
  }

  /** Returns this gene on a sequence of another name. */
  public Gene on(String otherSequenceId) {
    return new Gene(id, otherSequenceId, strand, transcripts);
  }

  /**
   * Returns the gene as seen on the reverse complement of its sequence: opposite strand, mirrored
   * transcripts.
   *
   * @param length of the sequence
   * @throws IllegalArgumentException if an exon reaches beyond it
   */
  public Gene mirrored(int length) {
    return new Gene(
        id,
        sequenceId,
        strand.opposite(),
        transcripts.stream().map(transcript -> transcript.mirrored(length)).toList());
  }
}
