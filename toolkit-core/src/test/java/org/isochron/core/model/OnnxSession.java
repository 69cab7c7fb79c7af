package org.isochron.core.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isochron.core.sequence.SequenceBatch;

/** Runs exported models through ONNX Runtime, on one thread. */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxSession(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model, options);
    }
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  String producer() throws OrtException {
    return session.getMetadata().getProducerName();
  }

  /** A result and its shape. */
  record Result(float[] values, long[] shape) {}

  /** Runs a batch, its sequences padded to some steps with a number that must not matter. */
  Map<String, Result> run(SequenceBatch batch, int steps, float padding) throws OrtException {
    int size = batch.size();
    int channels = batch.channels();
    float[] x = new float[steps * size * channels];
    java.util.Arrays.fill(x, padding);
    int[] lengths = new int[size];
    for (int n = 0; n < size; n++) {
      lengths[n] = batch.get(n).steps();
      double[] features = batch.get(n).features();
      for (int t = 0; t < lengths[n]; t++) {
        for (int c = 0; c < channels; c++) {
          x[(t * size + n) * channels + c] = (float) features[t * channels + c];
        }
      }
    }
    long[] shape = {steps, size, channels};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
        OnnxTensor ends =
            OnnxTensor.createTensor(environment, IntBuffer.wrap(lengths), new long[] {size});
        OrtSession.Result results = session.run(Map.of("x", input, "lengths", ends))) {
      Map<String, Result> found = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> entry : results) {
        OnnxTensor tensor = (OnnxTensor) entry.getValue();
        float[] values = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(values);
        found.put(entry.getKey(), new Result(values, tensor.getInfo().getShape()));
      }
      return found;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
