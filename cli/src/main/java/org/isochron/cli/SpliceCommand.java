package org.isochron.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commands on splice sites. */
@Command(
    name = "splice",
    description = "Splice sites: donors and acceptors of DNA sequences.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron splice train --dataset dmel-augustus --out fly",
      "  isochron splice evaluate --model fly/model.isoc --dataset dmel-augustus \\",
      "      --split fly/split.tsv --out fly-test",
      "  isochron splice predict --model fly/model.isoc --fasta chr2R.fa.gz --out sites",
      "  isochron splice explain --model fly/model.isoc --fasta chr2R.fa --region chr2R:9001-9100 \\",
      "      --out why",
      "  isochron splice variants --model fly/model.isoc --vcf calls.vcf.gz --fasta dm6.fa \\",
      "      --annotation genes.gff3.gz --out scored"
    })
final class SpliceCommand {
  @Mixin HelpOption help;
}
