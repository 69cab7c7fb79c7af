package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isochron.bio.splice.GeneSet;
import org.isochron.core.model.Provenance;
import org.isochron.datasets.Catalog;
import org.isochron.datasets.DatasetFile;

/**
 * Annotated genes and the files they are from.
 *
 * @param files as read
 * @param sources their names and checksums
 * @param contents the same of what the compressed ones hold
 * @param genes what they hold
 */
record GeneData(
    List<Path> files,
    List<Provenance.DataFile> sources,
    List<Provenance.DataFile> contents,
    GeneSet genes) {
  private static final int MOST_NAMED = 8;
  private static final int NAMED = 3;

  /** The bundled set, for which results of others are known. */
  static final String FLY = "dmel-augustus";

  /** Adds the checksums. */
  static GeneData of(List<Path> files, GeneSet genes) throws IOException {
    return new GeneData(files, Inputs.dataFiles(files), Inputs.contents(files), genes);
  }

  /** Returns the files' names, of many the first ones, for messages. */
  static String names(List<Path> files) {
    boolean all = files.size() <= MOST_NAMED;
    String named =
        files.stream()
            .limit(all ? files.size() : NAMED)
            .map(p -> p.getFileName().toString())
            .collect(Collectors.joining(", "));
    return all ? named : named + " and " + (files.size() - NAMED) + " more files";
  }

  /** Returns the files' names, for messages. */
  String names() {
    return names(files);
  }

  /** Tells whether these are the bundled fly genes and nothing else. */
  boolean isFly() {
    List<String> fly =
        Catalog.standard().find(FLY).files().stream().map(DatasetFile::sha256).toList();
    return sources.stream().map(Provenance.DataFile::sha256).toList().equals(fly);
  }

  /** Returns what a model trained on these files names: files, contents and split. */
  List<Provenance.DataFile> origin(Provenance.DataFile splitFile) {
    return Stream.of(sources, contents, List.of(splitFile)).flatMap(List::stream).toList();
  }
}
