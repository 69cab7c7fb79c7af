package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Command(
      name = "list",
      description =
          "List all data sets: name, size, whether bundled, the splice commands that take it, title.")
  int list(@Mixin HelpOption unused, @Mixin TalkOptions talk) {
    Voice voice = new Voice(console, talk);
    List<Dataset> all = Catalog.standard().list();
    voice.json(all);
    int width = all.stream().mapToInt(d -> d.name().length()).max().orElse(1);
    for (Dataset d : all) {
      String where = d.bundled() ? "bundled" : "";
      String format = "%-" + width + "s  %8.1f MB  %-7s  %-24s  %s";
      double megabytes = d.bytes() / 1e6;
      voice.say(
          String.format(Locale.ROOT, format, d.name(), megabytes, where, takenBy(d), d.title()));
    }
    return 0;
  }

  /** Returns the splice commands that take a data set: by its genes, or by its sequences alone. */
  private static String takenBy(Dataset d) {
    if (GeneFiles.take(d)) {
      return "train, evaluate, predict";
    }
    return SequenceOptions.take(d) ? "predict" : "";
  }

  @Command(
      name = "show",
      description = "Show a data set: licence, citation, origin, files with sha256, traps.")
  int show(
      @Mixin HelpOption unused,
      @Mixin TalkOptions talk,
      @Parameters(paramLabel = "NAME", description = "A name of the catalogue.") String name) {
    Dataset d = DataOption.find(Catalog.standard(), name);
    Voice voice = new Voice(console, talk);
    voice.json(d);
    voice.say(d.name() + ": " + d.title());
    voice.say("domain    " + d.domain());
    voice.say("licence   " + d.licence());
    voice.say("citation  " + d.citation());
    voice.say("origin    " + d.origin());
    voice.say("bundled   " + (d.bundled() ? "yes" : "no"));
    for (DatasetFile file : d.files()) {
      voice.say(String.format(Locale.ROOT, "file      %s, %,d bytes", file.name(), file.bytes()));
      voice.say("          sha256 " + file.sha256());
    }
    List<String> commands = new ArrayList<>();
    if (!takenBy(d).isEmpty()) {
      commands.add("splice " + takenBy(d));
    }
    Reproductions.standard().on(d.name()).forEach(r -> commands.add("reproduce " + r));
    voice.say("taken by  " + (commands.isEmpty() ? "no command" : String.join("; ", commands)));
    voice.say("format    " + d.format());
    d.traps().forEach(trap -> voice.say("trap      " + trap));
    return 0;
  }

  /** A file of a data set, compared. */
  private record Found(String dataset, FileCheck check) {}

  @Command(
      name = "verify",
      description = {
        "Compare the files of data sets with the catalogue's sha256. Without names: those that are"
            + " here; the others are only counted. With names, a missing one is a failure."
      })
  int verify(
      @Mixin HelpOption unused,
      @Mixin DataOption data,
      @Mixin TalkOptions talk,
      @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names of the catalogue.")
          List<String> names)
      throws IOException {
    Catalog catalog = Catalog.standard();
    boolean named = names != null && !names.isEmpty();
    List<Dataset> sets =
        named
            ? names.stream().map(name -> DataOption.find(catalog, name)).toList()
            : catalog.list();
    Voice voice = new Voice(console, talk);
    List<Found> found = new ArrayList<>();
    int absent = 0;
    for (Dataset set : sets) {
      List<FileCheck> checks = data.folders().verify(set);
      if (!named && checks.stream().allMatch(c -> c.status() == FileCheck.Status.MISSING)) {
        absent++;
        continue;
      }
      for (FileCheck check : checks) {
        voice.say(set.name() + ": " + check.message());
        found.add(new Found(set.name(), check));
      }
    }
    voice.json(found);
    if (absent > 0) {
      String are = absent == 1 ? " is" : " are";
      voice.say(Counted.of(absent, "data set") + are + " not here; see isochron datasets list");
    }
    if (!found.stream().allMatch(f -> f.check().ok())) {
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
      @Mixin TalkOptions talk,
      @Parameters(paramLabel = "NAME", description = "A name of the catalogue.") String name)
      throws IOException {
    Dataset dataset = DataOption.find(Catalog.standard(), name);
    LocatedDataset located = data.locate(dataset);
    Voice voice = new Voice(console, talk);
    located.notes().forEach(voice::note);
    voice.json(located.files().stream().map(Path::toString).toList());
    located.files().forEach(file -> voice.say(file.toString()));
    return 0;
  }
}
