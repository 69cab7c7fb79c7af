package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isochron.astro.lightcurve.LightCurveSet;
import org.isochron.astro.transients.TransientSet;
import org.isochron.core.io.FormatException;
import org.isochron.core.model.Provenance;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Light curves with what is known of the objects. */
final class ObjectOptions {
  @Mixin LightCurveOptions curves;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column of the HEAD table with the class (default SIM_TYPE_NAME, or --config's).")
  String label;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description = {
        "Column whose objects of one value stay on one side of the split, as SIM_TEMPLATE (default:"
            + " each object by itself)."
      })
  String group;

  @Option(
      names = "--redshift",
      paramLabel = "SOURCE",
      description = {
        "host (HOSTGAL_PHOTOZ), spec (REDSHIFT_SPEC, HOSTGAL_SPECZ, REDSHIFT_FINAL or"
            + " REDSHIFT_HELIO), none, or a file of lines object,z,error (default none, or"
            + " --config's)."
      })
  String redshift;

  /** What was read. */
  record Read(LightCurveSet curves, TransientSet objects, List<Provenance.DataFile> sources) {}

  /** Reads the objects with classes. */
  Read labelled(String labelColumn, String groupColumn, String source, Voice voice)
      throws IOException {
    LightCurveSet set = curves.read(voice);
    TransientSet objects =
        TransientSet.of(
            set,
            curve -> curve.properties().text(labelColumn),
            curve -> groupColumn.isEmpty() ? curve.id() : curve.properties().text(groupColumn),
            RedshiftSource.of(source));
    if (objects.classes().size() < 2) {
      throw new FormatException(
          "--label " + labelColumn, "expected at least two classes, found " + objects.classes());
    }
    noteRedshifts(objects, source, voice);
    return new Read(set, objects, sources(source));
  }

  /** Reads the objects, whose classes are not known. */
  Read unlabelled(String source, Voice voice) throws IOException {
    LightCurveSet set = curves.read(voice);
    TransientSet objects =
        TransientSet.of(set, curve -> "", curve -> curve.id(), RedshiftSource.of(source));
    noteRedshifts(objects, source, voice);
    return new Read(set, objects, sources(source));
  }

  /** Says how many objects have no redshift where redshifts are wanted; refuses where none has. */
  private static void noteRedshifts(TransientSet set, String source, Voice voice) {
    long without = set.objects().stream().filter(o -> !o.redshift().isKnown()).count();
    if (RedshiftSource.isAny(source) && without == set.objects().size()) {
      throw CommandException.badInput(
          "--redshift " + source + ": no object has a redshift there",
          "Are its names those of the light curves?");
    }
    if (RedshiftSource.isAny(source) && without > 0) {
      voice.note(Counted.of(without, "object") + " without a redshift");
    }
  }

  private List<Provenance.DataFile> sources(String source) throws IOException {
    List<Path> files = new ArrayList<>(curves.files());
    RedshiftSource.file(source).ifPresent(files::add);
    return Inputs.dataFiles(files);
  }
}
