package audio.liminal.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The layers of an ONNX file, in the order they run.
 *
 * @param inputs what goes in, with shapes
 * @param layers one entry for each node
 * @param outputs what comes out, with shapes
 */
public record GraphSummary(List<String> inputs, List<Layer> layers, List<String> outputs) {
  /**
   * One node.
   *
   * @param operator the ONNX operator
   * @param output the tensor it makes
   * @param shape that tensor's shape as the file tells it, else empty
   * @param parameters numbers stored in the file for this node
   */
  public record Layer(String operator, String output, String shape, long parameters) {}

  /** Reads the graph; throws {@link BadInputException} when the file is no ONNX model. */
  public static GraphSummary read(Path file) {
    GraphProto graph;
    try {
      graph = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
    } catch (IOException e) {
      throw new BadInputException(file.toString(), "onnx", e.getMessage(), "an ONNX model", e);
    }
    Map<String, Long> stored = new HashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      long count = tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
      stored.put(tensor.getName(), count);
    }
    Map<String, String> shapes = new HashMap<>();
    graph.getValueInfoList().forEach(v -> shapes.put(v.getName(), shape(v)));
    graph.getOutputList().forEach(v -> shapes.put(v.getName(), shape(v)));
    List<Layer> layers = new ArrayList<>();
    for (NodeProto node : graph.getNodeList()) {
      // a tensor used twice counts where it is used first
      long parameters =
          node.getInputList().stream()
              .map(stored::remove)
              .filter(count -> count != null)
              .mapToLong(Long::longValue)
              .sum();
      String output = node.getOutput(0);
      layers.add(new Layer(node.getOpType(), output, shapes.getOrDefault(output, ""), parameters));
    }
    return new GraphSummary(named(graph.getInputList()), layers, named(graph.getOutputList()));
  }

  /** Numbers stored in the file for all layers. */
  public long parameters() {
    return layers.stream().mapToLong(Layer::parameters).sum();
  }

  private static List<String> named(List<ValueInfoProto> values) {
    return values.stream().map(v -> v.getName() + " " + shape(v)).toList();
  }

  private static String shape(ValueInfoProto value) {
    TensorShapeProto shape = value.getType().getTensorType().getShape();
    return shape.getDimList().stream()
        .map(d -> d.hasDimValue() ? String.valueOf(d.getDimValue()) : d.getDimParam())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
