package org.isochron.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.isochron.bio.explain.Mutagenesis;
import org.isochron.bio.explain.RegionSaliency;
import org.isochron.bio.explain.SenseRegion;
import org.isochron.bio.fasta.IndexedFasta;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.variants.ReferenceSequences;
import org.isochron.core.recurrence.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explains a called site by the bases around it. */
@Command(
    name = "explain",
    description = "Explain a site: which bases it depends on, and what replacing each one does.",
    customSynopsis = {
      "isochron splice explain --model FILE... --fasta FILE [--region NAME:START-END]",
      "                               --out DIR [OPTIONS]",
      ""
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  isochron splice explain --model fly/model.isoc --fasta chr2R.fa --region chr2R:9001-9100 \\",
      "      --strand - --out why",
      "  isochron splice explain --model m.isoc --fasta own.fa --site donor:120 --out why",
      "",
      "Writes sites.tsv, what is explained; mutagenesis.tsv, each base replaced by each other one and",
      "the change of the site's probability, and its tracks; saliency.tsv, gradient x input and",
      "integrated gradients of the site's logit (the network's word, before the grammar of genes), and",
      "their tracks (bedGraph, 0-based); plots/saliency-N.svg and .png. Letters and 1-based positions",
      "are those of the forward strand; the figure reads the strand."
    })
final class SpliceExplainCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ModelOption model;

  @Mixin SpeciesOption species;

  @Mixin ReferenceOption reference;

  @Mixin ExplainOptions options;

  @Mixin OutputOptions output;

  @Mixin ComputeOptions compute;
  @Mixin TalkOptions talk;
  @Mixin HelpOption help;

  SpliceExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Voice voice = new Voice(console, talk);
    options.check();
    try (Workers workers = compute.workers();
        IndexedFasta fasta = reference.open(voice)) {
      ReferenceSequences all = ReferenceSequences.of(fasta);
      List<String> names = options.sequences(all);
      try (OutputFolder out = output.open(Explanation.files(names.size()))) {
        Plots.probe();
        SpliceTagger tagger = species.tagger(model);
        voice.kernels(workers.count());
        Explanation explanation = explain(tagger, all, names, workers, voice);
        explanation.write(out);
        out.commit();
        report(explanation, out, voice);
        return 0;
      }
    }
  }

  private Explanation explain(
      SpliceTagger tagger, ReferenceSequences all, List<String> names, Workers workers, Voice voice)
      throws IOException {
    List<Mutagenesis> mutagenesis = new ArrayList<>();
    List<RegionSaliency> saliency = new ArrayList<>();
    for (String name : names) {
      SenseRegion region = options.read(all, name);
      SpliceSite site = options.site(tagger, region, workers);
      voice.note(name + ": " + described(site) + "; mutating each base, then saliency");
      mutagenesis.add(Mutagenesis.of(tagger, region, site, workers));
      saliency.add(RegionSaliency.of(tagger, region, site, workers));
    }
    return new Explanation(mutagenesis, saliency);
  }

  private static String described(SpliceSite site) {
    return String.format(
        Locale.ROOT,
        "%s at %,d on strand %s, probability %.4f",
        site.kind().name().toLowerCase(Locale.ROOT),
        site.position0() + 1,
        site.strand().symbol(),
        site.probability());
  }

  private static void report(Explanation explanation, OutputFolder out, Voice voice) {
    List<Map<String, Object>> sites = new ArrayList<>();
    for (int i = 0; i < explanation.saliency().size(); i++) {
      RegionSaliency one = explanation.saliency().get(i);
      SpliceSite site = one.site();
      double error = one.values().completenessError();
      voice.say(
          String.format(
              Locale.ROOT,
              "%s: %s, logit %.3f; integrated gradients miss it by %.1e",
              site.sequenceId(),
              described(site),
              one.values().logit(),
              error));
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("sequence", site.sequenceId());
      json.put("position", site.position0() + 1);
      json.put("strand", String.valueOf(site.strand().symbol()));
      json.put("site", site.kind().name().toLowerCase(Locale.ROOT));
      json.put("probability", site.probability());
      json.put("logit", one.values().logit());
      json.put("completenessError", error);
      json.put("substitutions", explanation.mutagenesis().get(i).substitutions().size());
      sites.add(json);
    }
    if (explanation.saliency().size() > Explanation.FIGURES) {
      voice.say("figures of the first " + Explanation.FIGURES + " sequences only");
    }
    voice.say("results " + out.place("mutagenesis.tsv") + ", saliency.tsv beside it");
    voice.json(Map.of("sites", sites));
  }
}
