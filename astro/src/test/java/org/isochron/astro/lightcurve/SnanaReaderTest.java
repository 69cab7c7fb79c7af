package org.isochron.astro.lightcurve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isochron.astro.SharedData;
import org.isochron.astro.lightcurve.SnanaOptions.BadObservations;
import org.isochron.astro.lightcurve.SnanaOptions.Pointers;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;

/** SNANA pairs of six sources, and their traps. */
class SnanaReaderTest {
  private static final String OOD = "supernnova_des_sim/OODcontrol-0001_HEAD.FITS";

  private static LightCurveSet read(String head, String phot, SnanaOptions options)
      throws IOException {
    return SnanaReader.read(SharedData.astro(head), SharedData.astro(phot), options);
  }

  @Test
  void spccIsReadWhole() throws IOException {
    LightCurveSet set =
        read("spcc/SPCC_TRAIN_HEAD.FITS.gz", "spcc/SPCC_TRAIN_PHOT.FITS.gz", SnanaOptions.strict());
    assertEquals(10_750, set.size());
    assertEquals(1_035_309, set.observations());
    assertEquals(List.of("g", "r", "i", "z"), set.bands());
    assertEquals(List.of(), set.ledger().entries());
    Map<String, Integer> classes = new TreeMap<>();
    for (LightCurve curve : set.curves()) {
      classes.merge(curve.properties().text("SIM_TYPE_NAME"), 1, Integer::sum);
    }
    assertEquals(
        "{II=6115, IIL=226, IIP=88, IIn=403, Ia=2558, Ib=702, Ibc=122, Ic=536}",
        classes.toString());
    LightCurve first = set.curves().get(0);
    assertEquals("17", first.id());
    assertEquals(93, first.size());
    assertEquals(56171.051, first.times()[0], 1e-9);
    assertEquals(-36.79, first.values()[0], 1e-5);
    assertEquals(0.3502, first.properties().number("HOSTGAL_PHOTOZ"), 1e-6);
  }

  @Test
  void tablesOfMagnitudesAreReadToo() throws IOException {
    LightCurveSet asas =
        read(
            "asas_acvs/ASAS_TRAIN_HEAD.FITS.gz",
            "asas_acvs/ASAS_TRAIN_PHOT.FITS.gz",
            SnanaOptions.strict());
    assertEquals(3029, asas.size());
    assertEquals(Brightness.MAGNITUDE, asas.brightness());
    assertEquals(List.of("all"), asas.bands());
    LightCurveSet hip =
        read(
            "hipparcos_ogle_debosscher/HIPOGLE_HEAD.FITS.gz",
            "hipparcos_ogle_debosscher/HIPOGLE_PHOT.FITS.gz",
            SnanaOptions.strict());
    assertEquals(1392, hip.size());
    assertEquals(List.of(), asas.ledger().entries());
    assertEquals(1_368_342, asas.observations());
    assertEquals(263_608, hip.observations());
  }

  @Test
  void realSupernovaeHaveTextNamesAndBandsOfTheirOwn() throws IOException {
    LightCurveSet foundation =
        read(
            "des5yr_real_snia/DES-SN5YR_Foundation_HEAD.FITS.gz",
            "des5yr_real_snia/DES-SN5YR_Foundation_PHOT.FITS.gz",
            SnanaOptions.strict());
    assertEquals(185, foundation.size());
    assertEquals(6010, foundation.observations());
    assertEquals(List.of("g", "r", "i", "z"), foundation.bands());
    LightCurveSet low =
        read(
            "des5yr_real_snia/DES-SN5YR_LOWZ_HEAD.FITS.gz",
            "des5yr_real_snia/DES-SN5YR_LOWZ_PHOT.FITS.gz",
            SnanaOptions.strict());
    assertEquals(342, low.size());
    assertEquals(36_632, low.observations());
    // The set's README says 34.
    assertEquals(30, low.bands().size());
  }

  @Test
  void stalePointersAreRefusedAndEndRowsReadInstead() throws IOException {
    String phot = OOD.replace("HEAD", "PHOT");
    FormatException e =
        assertThrows(FormatException.class, () -> read(OOD, phot, SnanaOptions.strict()));
    assertTrue(e.getMessage().contains("OODcontrol-0001_HEAD.FITS: HDU 1, row"), e.getMessage());
    LightCurveSet set = read(OOD, phot, SnanaOptions.strict().withPointers(Pointers.END_ROWS));
    assertEquals(319, set.size());
    assertEquals(
        List.of(
            "end rows missing, put right by NOBS",
            "objects left out: the PHOT table has no rows for them"),
        set.ledger().entries().stream().map(ReadingLedger.Entry::reason).toList());
    LightCurveSet ia =
        read(
            "supernnova_des_sim/DES_Ia-0001_HEAD.FITS",
            "supernnova_des_sim/DES_Ia-0001_PHOT.FITS",
            SnanaOptions.strict().withPointers(Pointers.END_ROWS));
    assertEquals(200, ia.size());
  }

  @Test
  void negativeErrorsAreRefusedOrCounted() throws IOException {
    String phot = "supernnova_des_sim/OODrandom-0001_PHOT.FITS";
    SnanaOptions walking = SnanaOptions.strict().withPointers(Pointers.END_ROWS);
    FormatException e = assertThrows(FormatException.class, () -> read(OOD, phot, walking));
    assertTrue(e.getMessage().contains("an error above 0"), e.getMessage());
    LightCurveSet set = read(OOD, phot, walking.withBad(BadObservations.LEAVE_OUT));
    long left =
        set.ledger().entries().stream()
            .filter(entry -> entry.reason().startsWith("observations left out"))
            .mapToLong(ReadingLedger.Entry::count)
            .sum();
    assertEquals(.62, left / (double) (left + set.observations()), .01);
  }

  @Test
  void twoFilesOfOneObjectAreNotJoined() throws IOException {
    LightCurveSet set =
        read(
            OOD,
            OOD.replace("HEAD", "PHOT"),
            SnanaOptions.strict().withPointers(Pointers.END_ROWS));
    FormatException e =
        assertThrows(FormatException.class, () -> LightCurveSet.join(List.of(set, set)));
    assertEquals("light curves: object 25293733 is in two files", e.getMessage());
    assertTrue(Arrays.stream(set.curves().get(0).times()).allMatch(t -> t > 56_000));
  }
}
