package org.isochron.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.isochron.astro.lightcurve.LightCurveSet;
import org.isochron.astro.lightcurve.SnanaWriter;
import org.isochron.datasets.simulation.TransientSimulator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates light curves. */
@Command(
    name = "simulate",
    description = "Simulate light curves of supernovae and variable stars as an SNANA pair.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron transients simulate --objects 2000 --seed 1 --out sim",
      "",
      "Writes SIM_HEAD.FITS.gz and SIM_PHOT.FITS.gz: griz fluxes of zero point 27.5 with noise, and"
          + " as columns the class (SIM_TYPE_NAME: Ia, II, Ibc, flare, RRLYR, EB, rotation), the true"
          + " redshift and the host's as a survey has it, the period."
    })
final class TransientsSimulateCommand implements Callable<Integer> {
  private static final String HEAD = "SIM_HEAD.FITS.gz";
  private static final String PHOT = "SIM_PHOT.FITS.gz";

  private final Console console;

  @Option(
      names = "--objects",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Their number (default ${DEFAULT-VALUE}).")
  int objects;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of everything (default ${DEFAULT-VALUE}).")
  long seed;

  @Mixin OutputOptions output;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  TransientsSimulateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Voice voice = new Voice(console, talk);
    int count = Options.atLeastOne("--objects", objects);
    try (OutputFolder out = output.open(List.of(HEAD, PHOT))) {
      LightCurveSet set = SimulatedObjects.of(TransientSimulator.ofAll(seed).simulate(count));
      SnanaWriter.write(set, out.prepare(HEAD), out.prepare(PHOT));
      out.commit();
      voice.say(
          Counted.of(set.size(), "object") + ", " + Counted.of(set.observations(), "observation"));
      voice.say("curves  " + out.place(HEAD) + ", " + PHOT + " beside it");
      return 0;
    }
  }
}
