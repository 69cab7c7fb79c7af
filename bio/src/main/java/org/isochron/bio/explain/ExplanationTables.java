package org.isochron.bio.explain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.core.io.AtomicFile;
import org.isochron.core.io.Json;

/**
 * Explanations as tab-separated tables: positions are 1-based, letters those of the forward strand.
 */
public final class ExplanationTables {
  private static final String LETTERS = "ACGT";

  private ExplanationTables() {}

  /**
   * Writes replaced bases: sequence, position1, reference, alternative, strand, site,
   * sitePosition1, probability, change.
   *
   * @throws IOException if writing fails; no file then appears
   */
  public static void writeMutagenesis(Path file, List<Mutagenesis> all) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          StringBuilder text =
              new StringBuilder(
                  "sequence\tposition1\treference\talternative\tstrand\tsite\tsitePosition1"
                      + "\tprobability\tchange\n");
          for (Mutagenesis one : all) {
            for (Mutagenesis.Substitution s : one.substitutions()) {
              text.append(one.site().sequenceId()).append('\t').append(s.position0() + 1);
              text.append('\t').append(s.reference()).append('\t').append(s.alternative());
              append(text, one.site());
              text.append('\t').append(Json.number((float) s.probability()));
              text.append('\t').append(Json.number((float) s.change())).append('\n');
            }
          }
          out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  /**
   * Writes saliency: sequence, position1, reference, strand, site, sitePosition1, gradientA,
   * gradientC, gradientG, gradientT, gradientTimesInput, integratedGradients.
   *
   * @throws IOException if writing fails; no file then appears
   */
  public static void writeSaliency(Path file, List<RegionSaliency> all) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          StringBuilder text =
              new StringBuilder(
                  "sequence\tposition1\treference\tstrand\tsite\tsitePosition1\tgradientA"
                      + "\tgradientC\tgradientG\tgradientT\tgradientTimesInput"
                      + "\tintegratedGradients\n");
          for (RegionSaliency one : all) {
            float[] times = one.gradientTimesInput();
            float[] integrated = one.integrated();
            for (int i = 0; i < times.length; i++) {
              int position0 = one.region().region().start() + i;
              text.append(one.site().sequenceId()).append('\t').append(position0 + 1);
              text.append('\t').append(one.region().forwardLetter(position0));
              append(text, one.site());
              for (int b = 0; b < LETTERS.length(); b++) {
                double gradient = one.gradient(position0, LETTERS.charAt(b));
                text.append('\t').append(Json.number((float) gradient));
              }
              text.append('\t').append(Json.number(times[i]));
              text.append('\t').append(Json.number(integrated[i])).append('\n');
            }
          }
          out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  private static void append(StringBuilder text, SpliceSite site) {
    text.append('\t').append(site.strand().symbol());
    text.append('\t').append(site.kind().name().toLowerCase(Locale.ROOT));
    text.append('\t').append(site.position0() + 1);
  }
}
