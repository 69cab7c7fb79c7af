package org.isochron.astro.lightcurve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isochron.astro.SharedData;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Light curves as text. */
class CsvReaderTest {
  @TempDir Path folder;

  private LightCurveSet read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("star.csv"), text);
    return CsvReader.read(file, BandAliases.standard());
  }

  @Test
  void archivesOfTheZtfAndSdssAreRead() throws IOException {
    LightCurveSet ztf =
        CsvReader.read(
            SharedData.astro("ztf_snia_s82_rrlyrae/ztf_bts_snia_lightcurves.zip"),
            BandAliases.standard());
    assertEquals(2289, ztf.size());
    assertEquals(44_339, ztf.observations());
    // The set's README says g and R.
    assertEquals(List.of("R", "g", "i"), ztf.bands());
    LightCurveSet sdss =
        CsvReader.read(
            SharedData.astro("ztf_snia_s82_rrlyrae/sdss_s82_rrlyrae_lightcurves.zip"),
            BandAliases.standard());
    assertEquals(483, sdss.size());
    assertEquals(136_196, sdss.observations());
    assertEquals(5, sdss.bands().size());
  }

  @Test
  void columnsStandInAnyOrderAndLinesInAnyOrderOfTime() throws IOException {
    LightCurveSet set = read("band,fluxerr,flux,time\nDES-g,1,-3,2\ng,2,4.5,1\r\n");
    LightCurve curve = set.curves().get(0);
    assertEquals("star", curve.id());
    assertEquals(Brightness.FLUX, set.brightness());
    assertEquals(List.of("g"), set.bands());
    assertEquals(4.5, curve.values()[0]);
    assertEquals(-3, curve.values()[1]);
    assertEquals("1 objects put in order of time (first: star.csv)", set.ledger().lines().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "time,mag\\n1,2|star.csv:1: expected columns time, mag and magerr (or flux and fluxerr), found time,mag",
        "time,mag,magerr\\n1,2|star.csv:2: expected 3 columns, found 2",
        "time,mag,magerr\\n1,x,3|star.csv:2: expected a number, found 'x'",
        "time,mag,magerr\\n1,2,0|star.csv:2: expected an error above 0, found 0",
        "time,mag,magerr\\n1,2,-1|star.csv:2: expected an error above 0, found -1",
        "time,mag,magerr\\nNaN,2,1|star.csv:2: expected a finite number, found 'NaN'",
        "time,mag,magerr,band\\n1,2,1,|star.csv:2: expected a band, found none",
        "time,mag,magerr\\n|star.csv: no .csv file with observations",
        "\"\"|star.csv: the file is empty; expected a line of column names"
      })
  void badTextIsRefusedWithItsLine(String text, String message) {
    FormatException e = assertThrows(FormatException.class, () -> read(text.replace("\\n", "\n")));
    assertEquals(message, e.getMessage());
  }
}
