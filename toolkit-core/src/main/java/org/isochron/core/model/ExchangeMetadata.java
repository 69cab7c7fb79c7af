package org.isochron.core.model;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isochron.core.io.Json;

/**
 * What files for other programs say beside the weights: {@code isochron.version} and {@code
 * isochron.network}, of a trained model also {@code isochron.kind}, {@code isochron.settings} and
 * {@code isochron.provenance}; all but version and kind as JSON.
 */
final class ExchangeMetadata {
  private ExchangeMetadata() {}

  static Map<String, String> of(RecurrentNetwork network) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("isochron.version", Toolkit.version());
    metadata.put("isochron.network", json(NetworkHeader.of(network)));
    return metadata;
  }

  static Map<String, String> of(TrainedModel model) {
    Map<String, String> metadata = of(model.network());
    metadata.put("isochron.kind", model.kind());
    metadata.put("isochron.settings", json(model.settings()));
    metadata.put("isochron.provenance", json(model.provenance()));
    return metadata;
  }

  static String json(Object value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }
}
