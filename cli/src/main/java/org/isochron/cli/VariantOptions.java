package org.isochron.cli;

import org.isochron.bio.variants.DeltaConfig;
import org.isochron.bio.variants.VcfAnnotator;
import picocli.CommandLine.Option;

/** How variants are scored. */
final class VariantOptions {
  @Option(
      names = {"-D", "--distance"},
      paramLabel = "N",
      defaultValue = "" + DeltaConfig.DEFAULT_DISTANCE,
      description =
          "Look for sites up to N bases before and after POS (default: ${DEFAULT-VALUE}).")
  int distance;

  @Option(
      names = "--context",
      paramLabel = "N",
      defaultValue = "" + DeltaConfig.DEFAULT_CONTEXT,
      description = {
        "Bases that the model reads beyond these on either side (default: ${DEFAULT-VALUE}); more of"
            + " them cost time."
      })
  int context;

  @Option(
      names = {"-M", "--mask"},
      description =
          "Count gains at annotated sites of the gene, and losses elsewhere, as no change.")
  boolean mask;

  @Option(
      names = "--shift",
      description = {
        "Where an insertion or deletion in repeated bases may be said to be in several places, take"
            + " the one with the least change, not the one that is given: a copied site is then no"
            + " gain beside a loss."
      })
  boolean shift;

  @Option(
      names = "--skip-misfits",
      description = {
        "Leave variants without scores, and list them, whose sequence is not in --fasta or has other"
            + " bases than REF; without this they are an error."
      })
  boolean skipMisfits;

  @Option(
      names = "--info-id",
      paramLabel = "ID",
      defaultValue = VcfAnnotator.DEFAULT_ID,
      description = "Name of the INFO field (default: ${DEFAULT-VALUE}).")
  String id;

  @Option(
      names = "--compress",
      negatable = true,
      description = "Write variants.vcf.gz, bgzip, or not (default: as the input's name ends).")
  Boolean compress;

  /** Returns how changes are measured. */
  DeltaConfig config() {
    try {
      return new DeltaConfig(distance, context, mask, shift);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--" + e.getMessage(), "");
    }
  }

  VcfAnnotator.Misfits misfits() {
    return skipMisfits ? VcfAnnotator.Misfits.REPORT : VcfAnnotator.Misfits.REFUSE;
  }
}
