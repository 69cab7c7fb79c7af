package org.isochron.bio.annotation;

import java.util.Map;

/** What a row says about the transcript that it is a part of. */
enum FeatureRole {
  EXON,
  CDS,
  UTR,
  STOP,
  /** No part: a gene, a transcript, or something else. */
  OTHER;

  private static final Map<String, FeatureRole> PARTS =
      Map.ofEntries(
          Map.entry("exon", EXON),
          Map.entry("pseudogenic_exon", EXON),
          Map.entry("CDS", CDS),
          Map.entry("five_prime_UTR", UTR),
          Map.entry("three_prime_UTR", UTR),
          Map.entry("five_prime_utr", UTR),
          Map.entry("three_prime_utr", UTR),
          Map.entry("UTR", UTR),
          Map.entry("5UTR", UTR),
          Map.entry("3UTR", UTR),
          Map.entry("stop_codon", STOP));

  static FeatureRole of(String type) {
    return PARTS.getOrDefault(type, OTHER);
  }
}
