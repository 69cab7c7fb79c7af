package org.isochron.cli;

import picocli.CommandLine;

/** The tree of commands. */
final class Commands {
  private Commands() {}

  static CommandLine of(Console console) {
    CommandLine splice =
        new CommandLine(new SpliceCommand())
            .addSubcommand(new SpliceTrainCommand(console))
            .addSubcommand(new SplicePredictCommand(console))
            .addSubcommand(new SpliceEvaluateCommand(console))
            .addSubcommand(new SpliceExplainCommand(console))
            .addSubcommand(new SpliceVariantsCommand(console));
    CommandLine transients =
        new CommandLine(new TransientsCommand())
            .addSubcommand(new TransientsTrainCommand(console))
            .addSubcommand(new TransientsClassifyCommand(console))
            .addSubcommand(new TransientsEvaluateCommand(console))
            .addSubcommand(new TransientsSimulateCommand(console));
    CommandLine root =
        new CommandLine(new RootCommand())
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(splice)
            .addSubcommand(transients)
            .addSubcommand(new DatasetsCommand(console))
            .addSubcommand(new ModelCommand(console))
            .addSubcommand(new ReproduceCommand(console, Reproductions.standard()))
            .addSubcommand(new BenchCommand(console))
            .addSubcommand(new HelpCommand());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpAutoWidth(false);
    root.setUsageHelpWidth(100);
    return root;
  }
}
