package org.isochron.bio.splice;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.isochron.core.io.Json;

/** Writes called sites as BED or TSV, one line each. */
public final class SpliceSiteWriter implements Closeable {
  private final Writer out;
  private final Format format;

  /** The line format. */
  public enum Format {
    /** BED6: 0-based half-open, score = 1000 × probability, rounded. */
    BED,
    /** A header, then 1-based positions and full probabilities. */
    TSV
  }

  /**
   * Starts a file.
   *
   * @param out takes the lines
   * @param format the line format
   * @throws IOException if writing fails
   */
  public SpliceSiteWriter(Writer out, Format format) throws IOException {
    this.out = out;
    this.format = format;
    if (format == Format.TSV) {
      out.write("sequence\tposition1\tstrand\tsite\tprobability\n");
    }
  }

  /**
   * Writes a site.
   *
   * @param site the site
   * @throws IOException if writing fails
   */
  public void write(SpliceSite site) throws IOException {
    String kind = site.kind().name().toLowerCase(Locale.ROOT);
    if (format == Format.BED) {
      out.write(
          site.sequenceId()
              + "\t"
              + site.position0()
              + "\t"
              + (site.position0() + 1)
              + "\t"
              + kind
              + "\t"
              + Math.round(1000 * site.probability())
              + "\t"
              + site.strand().symbol()
              + "\n");
    } else {
      out.write(
          site.sequenceId()
              + "\t"
              + (site.position0() + 1)
              + "\t"
              + site.strand().symbol()
              + "\t"
              + kind
              + "\t"
              + Json.number(site.probability())
              + "\n");
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
