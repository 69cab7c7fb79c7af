package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.astro.lightcurve.BandAliases;
import org.isochron.astro.lightcurve.LightCurveSet;
import org.isochron.astro.lightcurve.SnanaOptions;
import org.isochron.astro.lightcurve.SnanaReader;
import picocli.CommandLine.Option;

/** Where light curves come from. */
final class LightCurveOptions {
  @Option(
      names = "--snana",
      arity = "2..*",
      required = true,
      paramLabel = "FILE",
      description = {
        "SNANA FITS files, a HEAD and its PHOT file each time; each may be .gz. Several pairs are"
            + " read as one set."
      })
  List<Path> files;

  @Option(
      names = "--end-rows",
      description = {
        "Find an object's rows by NOBS and the rows that end it (MJD -777), not by its pointers:"
            + " for files whose pointers are of another file."
      })
  boolean endRows;

  @Option(
      names = "--leave-out-bad",
      description = {
        "Leave out observations without a finite flux or an error above 0, and count them; else"
            + " they are an error."
      })
  boolean leaveOutBad;

  @Option(
      names = "--band-alias",
      arity = "1..*",
      paramLabel = "NAME=BAND",
      description = "Another name of a band, beside the known ones (DES-g, ztfg ... are g).")
  List<String> aliases = List.of();

  /** Returns the files, HEAD and PHOT by turns. */
  List<Path> files() {
    if (files.size() % 2 != 0) {
      throw CommandException.usage(
          "--snana: expected HEAD and PHOT files in pairs, found " + files.size() + " files",
          "For example: --snana A_HEAD.FITS.gz A_PHOT.FITS.gz");
    }
    return files;
  }

  /** Checks and reads all pairs. */
  LightCurveSet read(Voice voice) throws IOException {
    List<Path> pairs = files();
    pairs.forEach(file -> Inputs.check("--snana", file));
    Inputs.refuseTwice("--snana", pairs);
    SnanaOptions options = options();
    List<LightCurveSet> sets = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      sets.add(SnanaReader.read(pairs.get(i), pairs.get(i + 1), options));
    }
    LightCurveSet all = LightCurveSet.join(sets);
    voice.note(
        Counted.of(all.size(), "object")
            + ", "
            + Counted.of(all.observations(), "observation")
            + " in "
            + String.join(", ", all.bands()));
    all.ledger().lines().forEach(voice::note);
    return all;
  }

  private SnanaOptions options() {
    BandAliases bands = BandAliases.standard();
    for (String alias : aliases) {
      int at = alias.indexOf('=');
      if (at < 1 || at == alias.length() - 1) {
        throw CommandException.usage(
            "--band-alias: expected NAME=BAND, found '" + alias + "'", "For example: DECam-g=g");
      }
      bands = bands.with(alias.substring(0, at), alias.substring(at + 1));
    }
    SnanaOptions options = SnanaOptions.strict().withAliases(bands);
    if (endRows) {
      options = options.withPointers(SnanaOptions.Pointers.END_ROWS);
    }
    return leaveOutBad ? options.withBad(SnanaOptions.BadObservations.LEAVE_OUT) : options;
  }
}
