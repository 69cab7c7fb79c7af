package org.isochron.bio.variants;

/**
 * An alternative allele of a VCF file that has no scores, and why.
 *
 * @param place {@code file:line}
 * @param sequence the file's name of the sequence
 * @param position1 as the file has it, 1-based
 * @param reference as the file has it
 * @param alternative as the file has it
 * @param reason why
 * @param detail what was found
 */
public record UnscoredAllele(
    String place,
    String sequence,
    int position1,
    String reference,
    String alternative,
    Reason reason,
    String detail) {
  /** Why an allele is not scored. */
  public enum Reason {
    /** The record has no alternative: {@code .}. */
    NO_ALTERNATIVE("no alternative allele"),
    /** {@code *} or {@code <*>}: the base is deleted by, or unknown from, another record. */
    SPANNED("allele * stands for no bases of its own"),
    /** {@code <DEL>}, a breakend, or another allele without its bases. */
    SYMBOLIC("symbolic allele without bases"),
    /** An allele with N or another ambiguous letter. */
    AMBIGUOUS("ambiguous bases in an allele"),
    /** The alternative is the reference. */
    SAME("the alternative is the reference"),
    /** More reference bases than twice the distance. */
    TOO_LONG("more reference bases than twice the distance"),
    /** No gene is annotated there. */
    OUTSIDE_GENES("outside annotated genes"),
    /** The sequence has other bases there than the file says, or ends before them. */
    OTHER_REFERENCE("the sequence has other bases there"),
    /** The sequences have none of that name. */
    NO_SEQUENCE("no sequence of that name");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** Returns the reason in words. */
    public String text() {
      return text;
    }
  }
}
