package org.isochron.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commands on transients. */
@Command(
    name = "transients",
    description = "Transients: classes of light curves.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron transients train --snana HEAD.FITS.gz PHOT.FITS.gz --label SIM_TYPE_NAME \\",
      "      --positive Ia --redshift host --out ia",
      "  isochron transients evaluate --model ia/model.isoc --snana HEAD.FITS.gz PHOT.FITS.gz \\",
      "      --split ia/split.tsv --out ia-test",
      "  isochron transients classify --model ia/model.isoc --snana NEW_HEAD.FITS.gz \\",
      "      NEW_PHOT.FITS.gz --redshift host --out classes",
      "  isochron transients simulate --objects 2000 --out sim"
    })
final class TransientsCommand {
  @Mixin HelpOption help;
}
