package audio.liminal.train;

import ai.onnx.proto.OnnxMl;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts an ONNX graph together; every input and output is a batch of floats. */
final class OnnxBuilder {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final String BATCH = "batch";

  private final OnnxMl.GraphProto.Builder graph;
  private final List<ModelCard.Tensor> inputs = new ArrayList<>();
  private final List<ModelCard.Tensor> outputs = new ArrayList<>();

  OnnxBuilder(String name) {
    this.graph = OnnxMl.GraphProto.newBuilder().setName(name);
  }

  /** An input of {@code [batch, sizes...]}. */
  String input(String name, int... sizes) {
    graph.addInput(value(name, sizes));
    inputs.add(new ModelCard.Tensor(name, batchOf(sizes)));
    return name;
  }

  /** An output of {@code [batch, sizes...]}. */
  void output(String name, int... sizes) {
    graph.addOutput(value(name, sizes));
    outputs.add(new ModelCard.Tensor(name, batchOf(sizes)));
  }

  private static List<Integer> batchOf(int... sizes) {
    List<Integer> shape = new ArrayList<>(List.of(-1));
    for (int size : sizes) {
      shape.add(size);
    }
    return shape;
  }

  /** A constant; values too small to be normal floats become 0. */
  String constant(String name, float[] values, int... dimensions) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      bytes.putFloat(Math.abs(v) < Float.MIN_NORMAL ? 0 : v);
    }
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes.array()));
    for (int d : dimensions) {
      tensor.addDims(d);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** A constant of whole numbers, as axes and shapes are. */
  String constant(String name, long... values) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** A node whose output bears its name. */
  String node(String operator, String name, List<String> in, OnnxMl.AttributeProto... attributes) {
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(in)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  static OnnxMl.AttributeProto real(String name, float value) {
    return attribute(name, OnnxMl.AttributeProto.AttributeType.FLOAT).setF(value).build();
  }

  static OnnxMl.AttributeProto whole(String name, long value) {
    return attribute(name, OnnxMl.AttributeProto.AttributeType.INT).setI(value).build();
  }

  static OnnxMl.AttributeProto wholes(String name, long value) {
    return attribute(name, OnnxMl.AttributeProto.AttributeType.INTS).addInts(value).build();
  }

  private static OnnxMl.AttributeProto.Builder attribute(
      String name, OnnxMl.AttributeProto.AttributeType type) {
    return OnnxMl.AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static OnnxMl.ValueInfoProto value(String name, int... sizes) {
    OnnxMl.TensorShapeProto.Builder shape =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    for (int size : sizes) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    OnnxMl.TypeProto.Tensor tensor =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape)
            .build();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Writes the graph and describes it for the card. */
  ModelCard.Graph write(Path file, Map<String, String> metadata) throws IOException {
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("liminal")
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    Files.write(file, model.build().toByteArray());
    return new ModelCard.Graph(file.getFileName().toString(), Model.sha256(file), inputs, outputs);
  }
}
