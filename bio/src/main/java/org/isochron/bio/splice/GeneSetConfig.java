package org.isochron.bio.splice;

import java.util.Objects;
import org.isochron.bio.annotation.GenBankOptions;

/**
 * How genes are cut out of their sequences and grouped.
 *
 * @param flank bases kept on either side of a gene, or {@link #WHOLE_RECORD}; each gene keeps a
 *     copy of its window, so whole records suit only files of one gene per record
 * @param grouping which genes must stay on one side of a split
 * @param genBank how GenBank files are read
 */
public record GeneSetConfig(int flank, Grouping grouping, GenBankOptions genBank) {
  /** The flank where the caller does not say: more than the context that a score reads. */
  public static final int DEFAULT_FLANK = 1000;

  /** A flank that reaches the record's ends. */
  public static final int WHOLE_RECORD = Integer.MAX_VALUE;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the flank is negative
   */
  public GeneSetConfig {
    Objects.requireNonNull(grouping, "grouping");
    Objects.requireNonNull(genBank, "genBank");
    if (flank < 0) {
      throw new IllegalArgumentException("flank: expected at least 0, found " + flank);
    }
  }

  /** Returns: {@value #DEFAULT_FLANK} bases of flank, and the defaults of grouping and reading. */
  public static GeneSetConfig defaults() {
    return new GeneSetConfig(DEFAULT_FLANK, Grouping.defaults(), GenBankOptions.defaults());
  }

  /** Returns this configuration with another flank. */
  public GeneSetConfig withFlank(int bases) {
    return new GeneSetConfig(bases, grouping, genBank);
  }

  /** Returns this configuration with another grouping. */
  public GeneSetConfig withGrouping(Grouping other) {
    return new GeneSetConfig(flank, other, genBank);
  }

  /** Returns this configuration with other reading options. */
  public GeneSetConfig withGenBank(GenBankOptions options) {
    return new GeneSetConfig(flank, grouping, options);
  }
}
