package org.isochron.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.core.io.AtomicFile;

/**
 * Builds one HTML file that needs nothing else: styles and figures are inside, no network is used.
 *
 * <p>The page is well-formed XML as well as HTML, has a light and a dark scheme and prints. The
 * same calls give the same bytes.
 *
 * <pre>{@code
 * Report.titled("Fly splice sites").summary("...")
 *     .section("Accuracy").figure(curves).table(table).facts(run).write(folder.resolve("report.html"));
 * }</pre>
 */
public final class Report {
  private final String title;
  private final List<String> sections = new ArrayList<>();
  private final Set<String> figureNames = new LinkedHashSet<>();
  private final StringBuilder body = new StringBuilder(1 << 16);
  private String summary = "";
  private int tables;

  private Report(String title) {
    this.title = title;
  }

  /**
   * Starts a report.
   *
   * @throws IllegalArgumentException if the title is blank
   */
  public static Report titled(String title) {
    return new Report(Checks.text("report title", title));
  }

  /** Sets the sentence or two under the title: what was found. */
  public Report summary(String text) {
    summary = Checks.text("summary", text);
    return this;
  }

  /** Starts a section, which the table of contents lists. */
  public Report section(String heading) {
    sections.add(Checks.text("section heading", heading));
    body.append("<h2 id=\"section-").append(sections.size()).append("\">");
    body.append(SvgText.escape(heading)).append("</h2>\n");
    return this;
  }

  /** Adds a paragraph of plain text. */
  public Report paragraph(String text) {
    body.append("<p>").append(SvgText.escape(text)).append("</p>\n");
    return this;
  }

  /** Adds preformatted text, for example a command. */
  public Report code(String text) {
    body.append("<pre><code>").append(SvgText.escape(text)).append("</code></pre>\n");
    return this;
  }

  /** Adds a table with its number and caption. */
  public Report table(Table table) {
    tables++;
    body.append("<div class=\"scroll\"><table>\n<caption><b>Table ").append(tables);
    body.append(".</b> ").append(SvgText.escape(table.caption())).append("</caption>\n");
    body.append("<thead>");
    row(table, table.header(), "th scope=\"col\"", "th");
    body.append("</thead>\n<tbody>\n");
    for (List<String> cells : table.rows()) {
      row(table, cells, "td", "td");
    }
    body.append("</tbody>\n</table></div>\n");
    return this;
  }

  private void row(Table table, List<String> cells, String open, String close) {
    body.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      body.append('<').append(open).append(table.isNumeric(i) ? " class=\"n\">" : ">");
      body.append(SvgText.escape(cells.get(i))).append("</").append(close).append('>');
    }
    body.append("</tr>\n");
  }

  /**
   * Adds a figure with its number, title and caption.
   *
   * @throws IllegalArgumentException if a figure of that name is in the report already: the ids
   *     inside its SVG begin with the name
   */
  public Report figure(Figure figure) {
    if (!figureNames.add(figure.name())) {
      throw new IllegalArgumentException(
          "report: expected figures of different names, got '" + figure.name() + "' twice");
    }
    body.append("<figure id=\"figure-").append(figureNames.size());
    body.append("\">\n<div class=\"paper\">\n").append(figure.svg());
    body.append("</div>\n<figcaption><b>Figure ").append(figureNames.size()).append(". ");
    String title = figure.title().strip();
    String stop = title.endsWith(".") || title.endsWith("?") ? "" : ".";
    body.append(SvgText.escape(title)).append(stop).append("</b> ");
    body.append(SvgText.escape(figure.caption())).append("</figcaption>\n</figure>\n");
    return this;
  }

  /**
   * Adds what was run: command, version, seed, data with their sha256 and the like.
   *
   * @param facts names and values, shown in the map's order
   */
  @SuppressWarnings("NonApiType") // The order is shown, so a map without one must not compile.
  public Report facts(LinkedHashMap<String, String> facts) {
    body.append("<div class=\"scroll\"><table class=\"facts\">\n<tbody>\n");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      body.append("<tr><th scope=\"row\">").append(SvgText.escape(fact.getKey()));
      body.append("</th><td>").append(SvgText.escape(fact.getValue())).append("</td></tr>\n");
    }
    body.append("</tbody>\n</table></div>\n");
    return this;
  }

  /** Returns the page as it stands. */
  public String html() {
    StringBuilder out = new StringBuilder(body.length() + (1 << 13));
    String safeTitle = SvgText.escape(title);
    out.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n");
    out.append("<head>\n<meta charset=\"utf-8\"/>\n<title>").append(safeTitle);
    out.append("</title>\n<meta name=\"viewport\" content=\"width=device-width, ");
    out.append("initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.append("style-src 'unsafe-inline'\"/>\n<style>\n").append(ReportStyle.css());
    out.append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>").append(safeTitle);
    out.append("</h1>\n");
    if (!summary.isEmpty()) {
      out.append("<p class=\"lead\">").append(SvgText.escape(summary)).append("</p>\n");
    }
    out.append("</header>\n");
    contents(out);
    return out.append(body).append("</main>\n</body>\n</html>\n").toString();
  }

  private void contents(StringBuilder out) {
    if (sections.isEmpty()) {
      return;
    }
    out.append("<nav aria-label=\"Contents\">\n<ol>\n");
    for (int i = 0; i < sections.size(); i++) {
      out.append("<li><a href=\"#section-").append(i + 1).append("\">");
      out.append(SvgText.escape(sections.get(i))).append("</a></li>\n");
    }
    out.append("</ol>\n</nav>\n");
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @param target the file to make or replace; its folder must exist
   * @throws IOException if it cannot be written
   */
  public void write(Path target) throws IOException {
    AtomicFile.writeText(target, html());
  }
}
