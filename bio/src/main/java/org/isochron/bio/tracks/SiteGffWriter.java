package org.isochron.bio.tracks;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.core.io.Json;

/**
 * Writes called sites and introns as GFF3, 1-based and inclusive.
 *
 * <p>A donor is a {@code five_prime_cis_splice_site}, an acceptor a {@code
 * three_prime_cis_splice_site}: by their definition in the Sequence Ontology (SO:0000163,
 * SO:0000164) the intron's first and last two bases, of which those outside the sequence are left
 * out. {@code exon_base} is the adjoining exon base, where BED and TSV have the site. The score
 * column has the probability.
 */
public final class SiteGffWriter {
  private static final String SOURCE = "isochron";
  private static final String PLAIN_IN_ID = ".:^*$@!+_?-|";
  private static final String HEX = "0123456789ABCDEF";

  private final Writer out;
  private String sequenceId;
  private int length;
  private int introns;

  private SiteGffWriter(Writer out) {
    this.out = out;
  }

  /** Writes features. */
  @FunctionalInterface
  public interface Content {
    /**
     * Calls {@link SiteGffWriter#sequence}, and for its features {@link SiteGffWriter#site} and
     * {@link SiteGffWriter#intron}, for each sequence.
     *
     * @throws IOException if reading or writing fails; no file then appears
     */
    void writeTo(SiteGffWriter gff) throws IOException;
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param file where
   * @param content writes the features
   * @throws IllegalArgumentException if a feature is not on the sequence that was named last
   * @throws IOException if the content or writing fails
   */
  public static void write(Path file, Content content) throws IOException {
    TextFiles.write(
        List.of(file),
        writers -> {
          Writer out = writers.get(0);
          out.write("##gff-version 3\n");
          content.writeTo(new SiteGffWriter(out));
        });
  }

  /**
   * Names the sequence of the features that follow.
   *
   * @param id of the sequence
   * @param bases its length, positive
   * @throws IllegalArgumentException if the id is empty or the length not positive
   * @throws IOException if writing fails
   */
  public void sequence(String id, int bases) throws IOException {
    if (id.isEmpty() || bases < 1) {
      throw new IllegalArgumentException(
          "sequence: expected an id and a length, found '" + id + "' and " + bases);
    }
    sequenceId = id;
    length = bases;
    out.write("##sequence-region " + escapeId(id) + " 1 " + bases + "\n");
  }

  /**
   * Writes a site.
   *
   * @throws IllegalArgumentException if it is not on the sequence, or at its end with no base of
   *     the intron inside
   * @throws IOException if writing fails
   */
  public void site(SpliceSite site) throws IOException {
    check(site);
    boolean donor = site.kind() == SpliceSite.Kind.DONOR;
    boolean after = donor == (site.strand() == Strand.PLUS);
    int start = after ? site.position0() + 1 : Math.max(0, site.position0() - 2);
    int end = after ? Math.min(length, site.position0() + 3) : site.position0();
    if (start >= end) {
      throw new IllegalArgumentException(
          "site: expected a base of the intron within " + length + " bases, found " + site);
    }
    String type = donor ? "five_prime_cis_splice_site" : "three_prime_cis_splice_site";
    String attributes = "exon_base=" + (site.position0() + 1);
    line(type, new Interval(start, end), site.probability(), site.strand(), attributes);
  }

  /**
   * Writes an intron.
   *
   * @throws IllegalArgumentException if it is not on the sequence
   * @throws IOException if writing fails
   */
  public void intron(PredictedIntron intron) throws IOException {
    check(intron.donor());
    check(intron.acceptor());
    String attributes =
        "ID=intron"
            + ++introns
            + ";donor_probability="
            + Json.number(intron.donor().probability())
            + ";acceptor_probability="
            + Json.number(intron.acceptor().probability());
    line("intron", intron.interval(), intron.probability(), intron.donor().strand(), attributes);
  }

  private void check(SpliceSite site) {
    if (!site.sequenceId().equals(sequenceId) || site.position0() >= length) {
      throw new IllegalArgumentException(
          "feature: expected it on sequence '"
              + sequenceId
              + "' of "
              + length
              + " bases, found "
              + site);
    }
  }

  private void line(String type, Interval interval, float score, Strand strand, String attributes)
      throws IOException {
    out.write(
        escapeId(sequenceId)
            + "\t"
            + SOURCE
            + "\t"
            + type
            + "\t"
            + (interval.start() + 1)
            + "\t"
            + interval.end()
            + "\t"
            + Json.number(score)
            + "\t"
            + strand.symbol()
            + "\t.\t"
            + attributes
            + "\n");
  }

  /** Percent-encodes what GFF3 does not allow in the first column. */
  static String escapeId(String id) {
    StringBuilder text = new StringBuilder();
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN_IN_ID.indexOf(c) >= 0;
      if (plain) {
        text.append(c);
      } else {
        text.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return text.toString();
  }
}
