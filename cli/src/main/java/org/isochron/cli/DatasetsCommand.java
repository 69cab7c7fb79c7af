package org.isochron.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.Dataset;
import org.isochron.datasets.DatasetFile;
import org.isochron.datasets.FileCheck;
import org.isochron.datasets.LocatedDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The catalogue of data sets. */
@Command(
    name = "datasets",
    description =
        "The catalogue of data sets: what there is, under what terms, and whether it is"
            + " whole.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron datasets list",
      "  isochron datasets show dmel-augustus",
      "  isochron datasets verify --data /data",
      "  isochron datasets path dmel-augustus"
    })
final class DatasetsCommand {
  private final Console console;

  @Mixin HelpOption help;

  DatasetsCommand(Console console) {
    this.console = console;
  }

  @Command(name = "list", description = "List all data sets: name, size, whether bundled, title.")
  int list(@Mixin HelpOption unused) {
    PrintStream out = console.out();
    List<Dataset> all = Catalog.standard().list();
    int width = all.stream().mapToInt(d -> d.name().length()).max().orElse(1);
    for (Dataset d : all) {
      String where = d.bundled() ? "bundled" : "";
      String format = "%-" + width + "s  %8.1f MB  %-7s  %s%n";
      out.printf(Locale.ROOT, format, d.name(), d.bytes() / 1e6, where, d.title());
    }
    return 0;
  }

  @Command(
      name = "show",
      description = "Show a data set: licence, citation, origin, files with sha256, traps.")
  int show(
      @Mixin HelpOption unused,
      @Parameters(paramLabel = "NAME", description = "A name of the catalogue.") String name) {
    Dataset d = DataOption.find(Catalog.standard(), name);
    PrintStream out = console.out();
    out.println(d.name() + ": " + d.title());
    out.println("domain    " + d.domain());
    out.println("licence   " + d.licence());
    out.println("citation  " + d.citation());
    out.println("origin    " + d.origin());
    out.println("bundled   " + (d.bundled() ? "yes" : "no"));
    for (DatasetFile file : d.files()) {
      out.printf(Locale.ROOT, "file      %s, %,d bytes%n", file.name(), file.bytes());
      out.println("          sha256 " + file.sha256());
    }
    out.println("format    " + d.format());
    d.traps().forEach(trap -> out.println("trap      " + trap));
    return 0;
  }

  @Command(
      name = "verify",
      description = {
        "Compare the files of data sets with the catalogue's sha256. Without names: those that are"
            + " here; the others are only counted. With names, a missing one is a failure."
      })
  int verify(
      @Mixin HelpOption unused,
      @Mixin DataOption data,
      @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names of the catalogue.")
          List<String> names)
      throws IOException {
    Catalog catalog = Catalog.standard();
    boolean named = names != null && !names.isEmpty();
    List<Dataset> sets =
        named
            ? names.stream().map(name -> DataOption.find(catalog, name)).toList()
            : catalog.list();
    boolean whole = true;
    int absent = 0;
    for (Dataset set : sets) {
      List<FileCheck> checks = data.folders().verify(set);
      if (!named && checks.stream().allMatch(c -> c.status() == FileCheck.Status.MISSING)) {
        absent++;
        continue;
      }
      for (FileCheck check : checks) {
        console.out().println(set.name() + ": " + check.message());
        whole &= check.ok();
      }
    }
    if (absent > 0) {
      console.out().println(absent + " data sets are not here; see isochron datasets list");
    }
    if (!whole) {
      throw CommandException.badInput(
          "a file is missing or not what the catalogue says",
          "Get it again from its origin: isochron datasets show NAME");
    }
    return 0;
  }

  @Command(
      name = "path",
      description = "Print the path of each file of a data set; a bundled one is unpacked first.")
  int path(
      @Mixin HelpOption unused,
      @Mixin DataOption data,
      @Parameters(paramLabel = "NAME", description = "A name of the catalogue.") String name)
      throws IOException {
    Dataset dataset = DataOption.find(Catalog.standard(), name);
    try {
      LocatedDataset located = data.folders().locate(dataset);
      located.notes().forEach(console.err()::println);
      for (Path file : located.files()) {
        console.out().println(file);
      }
      return 0;
    } catch (FileNotFoundException e) {
      throw CommandException.badInput(
          e.getMessage(), "Name a folder that holds domain/name/file with --data.");
    }
  }
}
