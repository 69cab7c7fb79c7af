package org.isochron.bio.fasta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.core.sequence.DNASequence;
import org.biojava.nbio.core.sequence.compound.AmbiguityDNACompoundSet;
import org.biojava.nbio.core.sequence.compound.NucleotideCompound;
import org.biojava.nbio.core.sequence.io.DNASequenceCreator;
import org.biojava.nbio.core.sequence.io.FastaReader;
import org.biojava.nbio.core.sequence.io.FastaReaderHelper;
import org.biojava.nbio.core.sequence.io.GenericFastaHeaderParser;
import org.isochron.bio.SharedData;
import org.junit.jupiter.api.Test;

class FastaBioJavaTest {
  @Test
  void plantGenomeReadsAsWithBioJavasAmbiguousAlphabet() throws IOException {
    byte[] bytes = Files.readAllBytes(SharedData.bio("genome-1pct/athaliana.fa"));
    Map<String, String> theirs = new LinkedHashMap<>();
    var set = AmbiguityDNACompoundSet.getDNACompoundSet();
    var reader =
        new FastaReader<DNASequence, NucleotideCompound>(
            new ByteArrayInputStream(bytes),
            new GenericFastaHeaderParser<>(),
            new DNASequenceCreator(set));
    reader.process().forEach((id, dna) -> theirs.put(id, dna.getSequenceAsString()));
    Map<String, String> ours = new LinkedHashMap<>();
    for (FastaRecord r : read(bytes)) {
      ours.put(r.id() + " " + r.description(), text(r));
    }
    assertEquals(theirs, ours);
  }

  @Test
  void reverseComplementIsThatOfBioJava() throws Exception {
    String letters = "ACGTRYSWKMBDHVNacgtryswkmbdhvn";
    DNASequence dna = new DNASequence(letters, AmbiguityDNACompoundSet.getDNACompoundSet());
    byte[] ours = Iupac.reverseComplement(Iupac.bases(letters));
    assertEquals(
        dna.getReverseComplement().getSequenceAsString(),
        new String(ours, StandardCharsets.US_ASCII));
  }

  /** BioJava's default reader loses the whole record b with a warning (biojava issue 777). */
  @Test
  void aRecordWithIupacLettersIsKeptWhereBioJavaDropsIt() throws IOException {
    byte[] bytes = ">a\nACGT\n>b\nACGRYT\n".getBytes(StandardCharsets.UTF_8);
    var theirs = FastaReaderHelper.readFastaDNASequence(new ByteArrayInputStream(bytes));
    assertFalse(theirs.containsKey("b"));
    assertEquals(1, theirs.size());
    List<FastaRecord> ours = read(bytes);
    assertEquals(2, ours.size());
    assertEquals("ACGRYT", text(ours.get(1)));
  }

  private static List<FastaRecord> read(byte[] bytes) throws IOException {
    try (Fasta fasta = Fasta.read(new ByteArrayInputStream(bytes), "x.fa")) {
      return new ArrayList<>(fasta.stream().toList());
    }
  }

  private static String text(FastaRecord record) {
    return new String(record.bases(), StandardCharsets.US_ASCII);
  }
}
