package org.isochron.astro.lightcurve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.astro.SharedData;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;

/** Kepler, K2 and products laid out alike. */
class KeplerReaderTest {
  private static final String GJ_1243 = "kepler_flares/kplr009726699-2009350155506_llc.fits";

  private static LightCurveSet read(String file, String column, QualityMask mask)
      throws IOException {
    Path path = SharedData.astro(file);
    return new KeplerReader(column, mask).read(List.of(path));
  }

  @Test
  void cleanCadencesAreThoseWithoutAnyBitAndWithFlux() throws IOException {
    LightCurveSet set = read(GJ_1243, KeplerReader.PDCSAP, QualityMask.all());
    LightCurve curve = set.curves().get(0);
    assertEquals("KIC 9726699", curve.id());
    assertEquals(3014, curve.size());
    assertEquals(List.of("Kepler"), set.bands());
    assertEquals(2454833, curve.properties().number("BJDREF"));
    assertEquals("TDB", curve.properties().text("TIMESYS"));
    assertTrue(curve.times()[0] > 260 && curve.times()[curve.size() - 1] < 350);
    long left = set.ledger().entries().stream().mapToLong(ReadingLedger.Entry::count).sum();
    assertEquals(4370 - 3014, left);
    assertTrue(
        set.ledger().lines().stream().anyMatch(l -> l.contains("quality bit")),
        set.ledger().lines().toString());
  }

  @Test
  void withoutAMaskOnlyMissingFluxLeavesCadencesOut() throws IOException {
    LightCurveSet none = read(GJ_1243, KeplerReader.PDCSAP, QualityMask.none());
    assertEquals(4370 - 236, none.curves().get(0).size());
    LightCurveSet standard = read(GJ_1243, KeplerReader.PDCSAP, QualityMask.standard());
    int kept = standard.curves().get(0).size();
    assertTrue(kept > 3014 && kept <= 4134, "" + kept);
    LightCurveSet sap = read(GJ_1243, KeplerReader.SAP, QualityMask.none());
    assertTrue(sap.curves().get(0).size() > none.curves().get(0).size());
  }

  @Test
  void productsNameTheirOwnColumns() throws IOException {
    String sc = "kepler_flares/hlsp_k2sc_k2_llc_211099743-c04_kepler_v2_lc.fits";
    LightCurveSet set = read(sc, "flux", QualityMask.standard());
    assertTrue(set.curves().get(0).size() > 3000);
    String cat = "kepler_flares/hlsp_k2varcat_k2_lightcurve_211121743-c04_kepler_v2_llc.fits";
    LightCurve curve = read(cat, "APTFLUX", QualityMask.standard()).curves().get(0);
    assertEquals(2454833, curve.properties().number("BJDREF"));
    FormatException e =
        assertThrows(
            FormatException.class, () -> read(cat, KeplerReader.PDCSAP, QualityMask.standard()));
    assertTrue(
        e.getMessage().contains("expected columns PDCSAP_FLUX and PDCSAP_FLUX_ERR, found TIME,"),
        e.getMessage());
  }

  @Test
  void twoFilesOfOneObjectAreNotJoined() throws IOException {
    Path path = SharedData.astro(GJ_1243);
    KeplerReader reader = new KeplerReader(KeplerReader.PDCSAP, QualityMask.standard());
    assertThrows(FormatException.class, () -> reader.read(List.of(path, path)));
  }
}
