package org.isochron.bio.annotation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isochron.bio.annotation.FlatFileFeatures.Feature;
import org.isochron.bio.annotation.FlatFileOptions.Unsupported;
import org.isochron.bio.fasta.DataLines;
import org.isochron.core.io.FormatException;

/** Makes genes of the features of a flat file's records, and remembers those left out. */
final class FlatFileGenes {
  private final DataLines lines;
  private final FlatFileOptions options;
  private final List<SkippedFeature> skipped = new ArrayList<>();

  FlatFileGenes(DataLines lines, FlatFileOptions options) {
    this.lines = lines;
    this.options = options;
  }

  List<SkippedFeature> skipped() {
    return List.copyOf(skipped);
  }

  List<Gene> genes(String id, int length, List<Feature> features) throws FormatException {
    List<Isoforms.Named> transcripts = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      FlatFileLocation.Parsed location = feature.location();
      String place = lines.placeOf(feature.line());
      if (location.last() > length) {
        throw new FormatException(
            place,
            "an exon ends at " + location.last() + ", outside the " + length + " bases of " + id);
      }
      String name = feature.name().isEmpty() ? id + "#" + (i + 1) : id + ":" + feature.name();
      if (!location.unsupported().isEmpty()) {
        skipOrRefuse(new SkippedFeature(name, place, feature.text(), location.unsupported()));
        continue;
      }
      String unique = name;
      for (int n = 2; !ids.add(unique); n++) {
        unique = name + "." + n;
      }
      transcripts.add(
          new Isoforms.Named(name, false, id, location.strand(), transcript(unique, feature)));
    }
    return Isoforms.genes(transcripts);
  }

  private Transcript transcript(String id, Feature feature) {
    FlatFileLocation.Parsed location = feature.location();
    Transcript transcript =
        options.featureKey().equals("CDS")
            ? Transcript.coding(id, location.exons(), feature.codonStart())
            : Transcript.untranslated(id, location.exons());
    return transcript.withOpenEnds(location.openEnds());
  }

  private void skipOrRefuse(SkippedFeature feature) throws FormatException {
    if (options.unsupported() == Unsupported.REFUSE) {
      throw new FormatException(
          feature.place(),
          options.featureKey() + " location cannot make a gene: " + feature.reason());
    }
    skipped.add(feature);
  }
}
