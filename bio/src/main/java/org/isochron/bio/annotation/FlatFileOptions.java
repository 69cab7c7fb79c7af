package org.isochron.bio.annotation;

/**
 * What a reader of GenBank or EMBL takes as a transcript, and what it does with a location that no
 * {@link Transcript} holds.
 *
 * @param featureKey the feature that makes a transcript: {@code CDS} or {@code mRNA}
 * @param unsupported what to do with remote parts, {@code order}, mixed strands, overlapping or
 *     unordered exons, positions between bases, and partial marks inside a join
 */
public record FlatFileOptions(String featureKey, Unsupported unsupported) {
  /** What to do with a well-formed feature that no {@link Transcript} can hold. */
  public enum Unsupported {
    /** Stop with a {@link org.isochron.core.io.FormatException}. */
    REFUSE,
    /** Leave the feature out, and report it in {@link FlatFile#skipped()}. */
    SKIP
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the key is neither {@code CDS} nor {@code mRNA}
   */
  public FlatFileOptions {
    if (!"CDS".equals(featureKey) && !"mRNA".equals(featureKey)) {
      throw new IllegalArgumentException(
          "featureKey: expected 'CDS' or 'mRNA', found '" + featureKey + "'");
    }
    if (unsupported == null) {
      throw new IllegalArgumentException("unsupported: expected REFUSE or SKIP, found null");
    }
  }

  /** Returns: CDS features, refusing what is unsupported. */
  public static FlatFileOptions defaults() {
    return new FlatFileOptions("CDS", Unsupported.REFUSE);
  }

  /** Returns these options with another feature key. */
  public FlatFileOptions withFeatureKey(String key) {
    return new FlatFileOptions(key, unsupported);
  }

  /** Returns these options with another treatment of unsupported locations. */
  public FlatFileOptions withUnsupported(Unsupported treatment) {
    return new FlatFileOptions(featureKey, treatment);
  }
}
