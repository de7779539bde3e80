package audio.liminal.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.RealTime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One ONNX file in a session of one thread, with tensors laid out beforehand for every batch size.
 *
 * <p>Nothing is copied but one array in and the wanted arrays out; ONNX Runtime's Java binding
 * itself allocates some hundred bytes a run.
 */
final class OnnxGraph implements AutoCloseable {
  private final OrtSession session;

  /** Graphs that share the session; the last one to go closes it. */
  private final AtomicInteger sharers;

  private final ModelCard.Graph card;
  private final int[] wanted;
  private final List<Batch> batches = new ArrayList<>();
  private boolean closed;

  /** The tensors of one batch size. */
  private record Batch(
      FloatBuffer input,
      Map<String, OnnxTensor> inputs,
      List<FloatBuffer> outputs,
      Map<String, OnnxTensor> pinned) {}

  /**
   * @param card the graph's entry in the model card, already compared with the file's digest
   * @param device CPU or CUDA
   * @param wanted the outputs to fetch, by their place in the card
   */
  OnnxGraph(Path file, ModelCard.Graph card, Device device, int... wanted) {
    try {
      session = open(file, device);
    } catch (OrtException e) {
      throw new BadInputException(
          file.toString(), "onnx", e.getMessage(), "a graph that ONNX Runtime loads", e);
    }
    this.sharers = new AtomicInteger(1);
    this.card = card;
    this.wanted = wanted;
    try {
      compare(file, "inputs", card.inputs(), session.getInputInfo());
      compare(file, "outputs", card.outputs(), session.getOutputInfo());
      allocate();
    } catch (OrtException e) {
      close();
      throw new EngineException(file + ": ONNX Runtime failed: " + e.getMessage(), e);
    } catch (BadInputException e) {
      close();
      throw e;
    }
  }

  private OnnxGraph(OnnxGraph other) {
    this.session = other.session;
    this.sharers = other.sharers;
    this.card = other.card;
    this.wanted = other.wanted;
    sharers.incrementAndGet();
    allocate();
  }

  /** The same session, which any number of threads may run at once, with tensors of its own. */
  OnnxGraph sibling() {
    return new OnnxGraph(this);
  }

  private void allocate() {
    try {
      for (int batch = 1; batch <= LatentCodec.MAX_BATCH; batch++) {
        batches.add(allocate(card, batch, wanted));
      }
    } catch (OrtException e) {
      close();
      throw new EngineException(card.file() + ": ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  private static OrtSession open(Path file, Device device) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      if (device == Device.CUDA) {
        addCuda(options);
      }
      return environment().createSession(file.toString(), options);
    }
  }

  /** What goes wrong is thrown, and told in one line; its own lines would come between others. */
  private static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
  }

  private static void addCuda(OrtSession.SessionOptions options) {
    try {
      options.addCUDA(0);
    } catch (OrtException e) {
      throw new EngineException(
          "--device cuda: no CUDA in this run: "
              + e.getMessage()
              + "; expected a build with -Pcuda and an NVIDIA driver with the CUDA libraries"
              + " (--device cpu works everywhere)",
          e);
    }
  }

  private static void compare(
      Path file, String field, List<ModelCard.Tensor> card, Map<String, NodeInfo> graph) {
    List<String> expected =
        card.stream().map(tensor -> tensor.name() + " " + tensor.shape()).toList();
    List<String> found = new ArrayList<>();
    graph.forEach((name, node) -> found.add(name + " " + shapeOf(node)));
    if (!expected.equals(found)) {
      throw new BadInputException(
          file.toString(), field, found, "as " + ModelCard.FILE_NAME + " says: " + expected);
    }
  }

  private static List<Integer> shapeOf(NodeInfo node) {
    List<Integer> shape = new ArrayList<>();
    if (node.getInfo() instanceof TensorInfo tensor) {
      for (long dimension : tensor.getShape()) {
        shape.add((int) dimension);
      }
    }
    return shape;
  }

  private static Batch allocate(ModelCard.Graph card, int batch, int[] wanted) throws OrtException {
    ModelCard.Tensor in = card.inputs().get(0);
    FloatBuffer input = buffer(in, batch);
    Map<String, OnnxTensor> inputs = Map.of(in.name(), tensor(in, batch, input));
    List<FloatBuffer> outputs = new ArrayList<>();
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    for (int index : wanted) {
      ModelCard.Tensor out = card.outputs().get(index);
      FloatBuffer output = buffer(out, batch);
      outputs.add(output);
      pinned.put(out.name(), tensor(out, batch, output));
    }
    return new Batch(input, inputs, outputs, pinned);
  }

  private static FloatBuffer buffer(ModelCard.Tensor tensor, int batch) {
    int bytes = Float.BYTES;
    for (long dimension : shape(tensor, batch)) {
      bytes *= (int) dimension;
    }
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static OnnxTensor tensor(ModelCard.Tensor tensor, int batch, FloatBuffer buffer)
      throws OrtException {
    return OnnxTensor.createTensor(environment(), buffer, shape(tensor, batch));
  }

  private static long[] shape(ModelCard.Tensor tensor, int batch) {
    return tensor.shape().stream().mapToLong(d -> d < 0 ? batch : d).toArray();
  }

  /** Runs one batch; false when ONNX Runtime failed. */
  @RealTime
  boolean run(int batch, float[] input) {
    Batch b = batches.get(batch - 1);
    b.input.put(0, input, 0, b.input.capacity());
    try (OrtSession.Result result = session.run(b.inputs, b.pinned)) {
      return result != null;
    } catch (OrtException e) {
      return false;
    }
  }

  /**
   * Copies an output of the last run of this batch size; false when a value is not finite.
   *
   * @param index its place among the wanted ones
   */
  @RealTime
  boolean output(int batch, int index, float[] values) {
    FloatBuffer output = batches.get(batch - 1).outputs.get(index);
    int count = output.capacity();
    output.get(0, values, 0, count);
    boolean finite = true;
    for (int i = 0; i < count; i++) {
      finite &= Math.abs(values[i]) <= Float.MAX_VALUE;
    }
    return finite;
  }

  /** Closing again does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (Batch batch : batches) {
      batch.inputs.values().forEach(OnnxTensor::close);
      batch.pinned.values().forEach(OnnxTensor::close);
    }
    batches.clear();
    if (sharers.decrementAndGet() > 0) {
      return;
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException("closing a model failed: " + e.getMessage(), e);
    }
  }
}
