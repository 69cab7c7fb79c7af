package org.isochron.bio.variants;

import htsjdk.samtools.SAMSequenceDictionary;
import htsjdk.samtools.SAMSequenceRecord;
import htsjdk.variant.vcf.VCFHeader;
import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.annotation.SequenceNames;
import org.isochron.core.io.FormatException;

/**
 * The header of a VCF file that scores are added to: its own lines, one that says what the scores
 * are, one that says how they were made, and contigs where it has none.
 */
final class VcfScoresHeader {
  private static final String COLUMNS =
      "ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_AG|DP_AL|DP_DG|DP_DL";

  private final String id;
  private final DeltaConfig config;
  private final String origin;

  /**
   * Makes headers.
   *
   * @param id of the INFO field
   * @param config how changes were measured
   * @param origin what made them, in one line without quotes
   */
  VcfScoresHeader(String id, DeltaConfig config, String origin) {
    this.id = id;
    this.config = config;
    this.origin = origin;
  }

  /**
   * Returns the lines to write.
   *
   * @throws FormatException if the file has an INFO field of that id, or a contig of another length
   *     than its sequence
   */
  List<String> of(VcfLines file, ReferenceSequences sequences, SequenceNames names)
      throws FormatException {
    String place = file.name() + ": header";
    VCFHeader header = file.parsedHeader();
    if (header.getInfoHeaderLine(id) != null) {
      throw new FormatException(
          place, "INFO field " + id + " is there already; choose another id for the new one");
    }
    boolean contigs = !header.getContigLines().isEmpty();
    if (contigs) {
      checkLengths(header.getSequenceDictionary(), place, sequences, names);
    }
    List<String> lines = new ArrayList<>(file.header());
    String columns = lines.remove(lines.size() - 1);
    if (!contigs && names.exact()) {
      for (String name : sequences.names()) {
        lines.add("##contig=<ID=" + name + ",length=" + sequences.length(name) + ">");
      }
    }
    lines.add(info());
    lines.add("##isochronVariants=\"" + origin + settings() + "\"");
    lines.add(columns);
    return lines;
  }

  private String info() {
    return "##INFO=<ID="
        + id
        + ",Number=.,Type=String,Description=\"Changes of splice-site probabilities, one entry for"
        + " each alternative and gene (or strand): largest gain and loss of acceptors (AG, AL) and"
        + " donors (DG, DL) within "
        + config.distance()
        + " bases of POS (DS), and their positions from POS on the forward strand (DP). Format: "
        + COLUMNS
        + "\">";
  }

  private String settings() {
    return "; distance "
        + config.distance()
        + ", context "
        + config.context()
        + ", "
        + (config.masked() ? "masked" : "not masked")
        + (config.shifted() ? ", shifted" : "");
  }

  /** Another length is another assembly, whose positions mean other bases. */
  private static void checkLengths(
      SAMSequenceDictionary contigs,
      String place,
      ReferenceSequences sequences,
      SequenceNames names)
      throws FormatException {
    if (contigs == null) {
      return; // Contigs without lengths say nothing to compare.
    }
    for (SAMSequenceRecord contig : contigs.getSequences()) {
      String name = resolved(names, contig.getSequenceName());
      int length = contig.getSequenceLength();
      boolean comparable = !name.isEmpty() && length != SAMSequenceRecord.UNKNOWN_SEQUENCE_LENGTH;
      if (comparable && sequences.length(name) != length) {
        throw new FormatException(
            place,
            "contig "
                + contig.getSequenceName()
                + ": expected the "
                + sequences.length(name)
                + " bases of the sequence "
                + name
                + ", found "
                + length
                + ": another assembly");
      }
    }
  }

  /** Contigs that no record is on need no sequence. */
  private static String resolved(SequenceNames names, String contig) {
    try {
      return names.resolve(contig);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
