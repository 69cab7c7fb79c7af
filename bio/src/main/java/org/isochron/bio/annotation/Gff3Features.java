package org.isochron.bio.annotation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isochron.core.io.FormatException;

/** Gathers transcripts by {@code ID} and {@code Parent}, whatever the order of the rows. */
final class Gff3Features implements FeatureCollector {
  /** More than any hierarchy of features has. */
  private static final int DEEPEST = 50;

  private final AnnotationOptions options;
  private final Leftovers leftovers;
  private final Map<String, String> typeOfId = new HashMap<>();
  private final Map<String, Gff3Node> nodes = new LinkedHashMap<>();
  private final Map<Key, TranscriptRows> partsOf = new HashMap<>();
  private final Map<Key, Reference> references = new LinkedHashMap<>();
  private final Set<String> torn = new HashSet<>();

  /** A parent's ID, and the sequence of those that name it. */
  private record Key(String parent, String sequenceId) {}

  /** Those of one sequence that name one parent. */
  private static final class Reference {
    private final AnnotationFeature first;
    private final long segment;
    private final TranscriptRows rows;
    private int count;

    Reference(AnnotationFeature first, long segment) {
      this.first = first;
      this.segment = segment;
      rows = new TranscriptRows(first);
    }
  }

  Gff3Features(AnnotationOptions options, Leftovers leftovers) {
    this.options = options;
    this.leftovers = leftovers;
  }

  @Override
  public void take(AnnotationFeature f, long segment) throws FormatException {
    FeatureRole role = FeatureRole.of(f.type());
    String id = f.first("ID");
    List<String> parents = f.values("Parent");
    if (!id.isEmpty()) {
      define(id, role, f, segment);
    }
    if (parents.stream().distinct().count() < parents.size() || parents.contains(id)) {
      throw new FormatException(f.place(), "Parent: expected other features, each once");
    }
    for (String parent : parents) {
      Key key = new Key(parent, f.sequenceId());
      Reference reference = references.computeIfAbsent(key, k -> new Reference(f, segment));
      reference.count++;
      reference.rows.cover(f);
      if (role != FeatureRole.OTHER) {
        partsOf.computeIfAbsent(key, k -> new TranscriptRows(f)).add(role, f);
      }
    }
    String lacking = lacking(role, f);
    if (!lacking.isEmpty()) {
      String location = TranscriptRows.shown(List.of(f.interval()));
      leftovers.add(f.type(), new SkippedFeature(id, f.place(), location, lacking));
    }
  }

  private String lacking(FeatureRole role, AnnotationFeature f) {
    if (role != FeatureRole.OTHER) {
      return f.values("Parent").isEmpty() ? "no Parent, so no transcript to be a part of" : "";
    }
    boolean unnamed = options.isTranscript(f.type()) && f.first("ID").isEmpty();
    return unnamed ? "no ID, so nothing can be a part of it" : "";
  }

  private void define(String id, FeatureRole role, AnnotationFeature f, long segment)
      throws FormatException {
    String earlier = typeOfId.putIfAbsent(id, f.type());
    if (earlier != null && !earlier.equals(f.type())) {
      throw new FormatException(
          f.place(),
          "ID: '" + id + "' names a feature of type " + earlier + " already, found " + f.type());
    }
    if (role != FeatureRole.OTHER) {
      return;
    }
    Gff3Node node = nodes.get(id);
    if (node == null) {
      nodes.put(id, new Gff3Node(f, segment));
    } else {
      node.again(f);
    }
  }

  @Override
  public TranscriptAssembly finish(Map<String, Interval> regions) throws FormatException {
    for (Map.Entry<Key, Reference> entry : references.entrySet()) {
      check(entry.getKey().parent(), entry.getValue());
    }
    for (Gff3Node node : nodes.values()) {
      checkChain(node);
    }
    TranscriptAssembly assembly = new TranscriptAssembly(leftovers, regions);
    for (Gff3Node node : nodes.values()) {
      if (isTranscript(node)) {
        add(node, assembly);
      }
    }
    return assembly;
  }

  private void check(String parent, Reference reference) throws FormatException {
    AnnotationFeature first = reference.first;
    Gff3Node node = nodes.get(parent);
    if (node != null && node.segment() > reference.segment) {
      throw new FormatException(
          first.place(),
          "Parent: '"
              + parent
              + "' is defined at "
              + node.row().place()
              + ", after the '###' that ends its features");
    }
    if (!typeOfId.containsKey(parent)) {
      leave(parent, reference, "no feature has this ID;");
    } else if (node != null && !node.row().sequenceId().equals(first.sequenceId())) {
      torn.add(parent);
      String where = "the feature of this ID is on " + node.row().sequenceId() + "; on ";
      leave(parent, reference, where + first.sequenceId());
    }
  }

  /** Leaves out the rows that name a parent. */
  private void leave(String parent, Reference reference, String problem) throws FormatException {
    AnnotationFeature first = reference.first;
    String names =
        reference.count == 1 ? " names it" : " and " + (reference.count - 1) + " more name it";
    leftovers.add(
        "Parent",
        new SkippedFeature(
            parent,
            first.place(),
            TranscriptRows.shown(List.of(reference.rows.span())),
            problem + " a row of type " + first.type() + names));
  }

  private void checkChain(Gff3Node node) throws FormatException {
    Gff3Node at = node;
    for (int depth = 0; at != null && !at.parents().isEmpty(); depth++) {
      if (depth > DEEPEST) {
        throw new FormatException(
            node.row().place(), "Parent: the chain of parents of '" + node.id() + "' does not end");
      }
      at = nodes.get(at.parents().get(0));
    }
  }

  private boolean isTranscript(Gff3Node node) {
    TranscriptRows parts = partsOf.get(new Key(node.id(), node.row().sequenceId()));
    boolean exons = parts != null && parts.has(FeatureRole.EXON);
    boolean direct = exons || (parts != null && parts.has(FeatureRole.CDS));
    return options.isTranscript(node.type())
        || (node.type().equals("gene") && direct)
        || (options.allTypes() && exons);
  }

  private void add(Gff3Node node, TranscriptAssembly assembly) throws FormatException {
    Key key = new Key(node.id(), node.row().sequenceId());
    TranscriptRows rows = partsOf.getOrDefault(key, new TranscriptRows(node.row()));
    rows.cover(node.row());
    if (torn.contains(node.id()) && !rows.exonsReach(node.row().interval())) {
      rows.note("parts on two sequences");
    }
    List<String> parents = node.parents();
    Gff3Node gene = parents.isEmpty() ? node : nodes.get(parents.get(0));
    if (!node.problem().isEmpty()) {
      rows.note(node.problem());
    }
    if (parents.size() > 1) {
      rows.note("a part of " + parents.size() + " genes");
    } else if (gene == null) {
      rows.note("its gene, '" + parents.get(0) + "', is not in the file");
    } else if (!gene.isBeside(rows)) {
      rows.note("not on the strand of its gene, '" + gene.id() + "'");
    }
    boolean known = gene != null;
    assembly.add(
        new DraftTranscript(
            node.id(),
            node.row().place(),
            known ? gene.id() : parents.get(0),
            known,
            Optional.of(node.row().interval()),
            node.openEnds(),
            rows));
  }
}
