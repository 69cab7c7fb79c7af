package org.isochron.bio.variants;

import htsjdk.variant.variantcontext.Allele;
import java.util.Optional;
import org.isochron.bio.variants.UnscoredAllele.Reason;

/** Tells which alternatives of VCF records have bases to score. */
final class VcfAlleles {
  private VcfAlleles() {}

  /**
   * Returns why an alternative cannot be scored, whatever the sequence; empty if it can.
   *
   * @param reference the record's, as it is written
   * @param allele the alternative
   * @param config how changes are measured
   */
  static Optional<Reason> unscorable(String reference, Allele allele, DeltaConfig config) {
    if (allele.equals(Allele.SPAN_DEL) || allele.isNonRefAllele()) {
      return Optional.of(Reason.SPANNED);
    }
    if (allele.isSymbolic() || allele.isBreakpoint() || allele.isSingleBreakend()) {
      return Optional.of(Reason.SYMBOLIC);
    }
    String alternative = allele.getBaseString();
    if (!Variant.isPlain(reference) || !Variant.isPlain(alternative)) {
      return Optional.of(Reason.AMBIGUOUS);
    }
    if (reference.equalsIgnoreCase(alternative)) {
      return Optional.of(Reason.SAME);
    }
    return reference.length() > config.longestReference()
        ? Optional.of(Reason.TOO_LONG)
        : Optional.empty();
  }
}
