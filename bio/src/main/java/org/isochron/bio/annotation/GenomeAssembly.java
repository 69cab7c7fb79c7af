package org.isochron.bio.annotation;

/**
 * Assemblies whose chromosome names are bundled, one table each ({@link ChromosomeNames#of}).
 *
 * <p>A table holds the chromosomes, without unplaced scaffolds, and of their accessions only those
 * of exactly this assembly: GCF_000001405.25 (GRCh37.p13), GCF_000001405.26 (GRCh38),
 * GCF_000002985.6, GCF_000001215.4, GCF_000001735.3. The tables were written by hand and compared
 * in November 2026 with listings of these assemblies in public repositories: human, fly and worm
 * name by name, the plant's in part; none differed. NCBI's own reports could not be reached.
 */
public enum GenomeAssembly {
  /** Human, 2009; UCSC hg19 except its chrM. */
  GRCH37("GRCh37"),
  /** Human, 2013; UCSC hg38. */
  GRCH38("GRCh38"),
  /** Caenorhabditis elegans; UCSC ce11. */
  WBCEL235("WBcel235"),
  /** Drosophila melanogaster, release 6; UCSC dm6. */
  BDGP6("BDGP6"),
  /** Arabidopsis thaliana. */
  TAIR10("TAIR10");

  private final String label;

  GenomeAssembly(String label) {
    this.label = label;
  }

  /** Returns the name that the assembly's authors use. */
  public String label() {
    return label;
  }
}
