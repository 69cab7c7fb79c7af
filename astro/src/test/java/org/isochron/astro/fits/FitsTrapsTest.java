package org.isochron.astro.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.isochron.astro.SharedData;
import org.isochron.core.io.FormatException;
import org.junit.jupiter.api.Test;

/** The traps of real files, each on the file that shows it. */
class FitsTrapsTest {
  private static FitsFile open(String name) throws IOException {
    return FitsFile.open(SharedData.astro(name));
  }

  @Test
  void scaledIntegersAreScaledAndNullsAreNoNumbers() throws IOException {
    try (FitsFile file = open("asas_acvs/ASAS_TRAIN_PHOT.FITS.gz")) {
      FitsTable table = file.table();
      assertEquals(1_368_342, table.rows());
      double[] times = table.doubles("TIME");
      assertEquals(2451868.52578, times[0], 1e-8);
      assertEquals(3356860483189.0596, Arrays.stream(times).sum(), 1e-2);
      double[] magnitudes = table.doubles("MAG");
      assertEquals(10.123, magnitudes[0], 1e-9);
      assertEquals(16145967.022, Arrays.stream(magnitudes).sum(), 1e-4);
    }
  }

  @Test
  void namesOfColumnsMatchWithoutCase() throws IOException {
    try (FitsFile file = open("spcc/SPCC_TRAIN_HEAD.FITS.gz")) {
      FitsTable table = file.table();
      assertArrayEquals(table.integers("SNID"), table.integers("snid"));
      assertEquals("II", table.strings("sim_type_name")[0]);
      FormatException e = assertThrows(FormatException.class, () -> table.doubles("SNR"));
      assertTrue(
          e.getMessage()
              .startsWith("SPCC_TRAIN_HEAD.FITS.gz: HDU 1: no column SNR; there are SNID, RA,"),
          e.getMessage());
    }
  }

  @Test
  void integersAndTextBothAreIdentifiers() throws IOException {
    try (FitsFile file = open("spcc/SPCC_TRAIN_HEAD.FITS.gz")) {
      assertEquals("17", file.table().strings("SNID")[0]);
    }
    try (FitsFile file = open("des5yr_real_snia/DES-SN5YR_Foundation_HEAD.FITS.gz")) {
      assertEquals("2016afk", file.table().strings("SNID")[0]);
      assertTrue(
          file.header(1).has("HIERARCH.SNANA_VERSION")
              || file.header(0).has("HIERARCH.SNANA_VERSION"));
    }
    try (FitsFile file = open("supernnova_des_sim/OODcontrol-0001_HEAD.FITS")) {
      assertEquals(25293733, file.table().integers("SNID")[0]);
      assertEquals(-23.0066, file.table().doubles("SIM_HOSTLIB(Mi_abs)")[0], 1e-4);
    }
  }

  @Test
  void keplerFilesAreValidAndTheirSumsAgree() throws IOException {
    try (FitsFile file = open("kepler_flares/kplr009726699-2009350155506_llc.fits")) {
      FitsTable table = file.table(1);
      assertEquals(4370, table.rows());
      double[] flux = table.doubles("PDCSAP_FLUX");
      assertEquals(236, Arrays.stream(flux).filter(Double::isNaN).count());
      assertEquals(1116701985.21875, Arrays.stream(flux).filter(f -> !Double.isNaN(f)).sum(), 1e-2);
      assertEquals(2454833, table.header().integer("BJDREFI"));
      assertEquals(List.of(8, 8), file.image(2).shape());
    }
  }

  @Test
  void pixelFilesHaveTheShapeOfTheirCells() throws IOException {
    try (FitsFile file = open("kepler_tpf/tpf_test_00.fits")) {
      FitsTable table = file.table(1);
      assertEquals(List.of(9, 8), table.shape("FLUX"));
      double[][] flux = table.arrays("FLUX");
      assertEquals(10, flux.length);
      assertEquals(72, flux[0].length);
    }
  }

  @Test
  void cubesAreScaled() throws IOException {
    try (FitsFile file = open("navy_winds_cube/monthly_navy_winds_1982_1992.fits.gz")) {
      FitsImage u = file.image(1);
      assertEquals("UWND", u.name());
      assertEquals("m/s", u.unit());
      assertEquals(List.of(132, 73, 144), u.shape());
      assertEquals(0.897, u.values()[0], 1e-9);
      assertEquals(36768.437, Arrays.stream(u.values()).sum(), 0.01);
    }
  }
}
