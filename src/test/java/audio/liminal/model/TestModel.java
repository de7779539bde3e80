package audio.liminal.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A small model folder without training: latents are the first cosine coefficients but the mean.
 */
public final class TestModel {
  public static final int BINS = 513;
  public static final int LATENTS = 8;

  private TestModel() {}

  /** Writes the folder and returns it. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("encoder.onnx"), encoder());
    Files.write(folder.resolve("decoder.onnx"), decoder());
    Timbre.write(
        folder.resolve(Timbre.FILE_NAME), Map.of("dark", timbre(200), "bright", timbre(-200)));
    card(folder).write(folder.resolve(ModelCard.FILE_NAME));
    return folder;
  }

  /** The card that fits the graphs in a folder. */
  public static ModelCard card(Path folder) {
    Map<String, Double> quality = new LinkedHashMap<>();
    quality.put("lsdDb", 1.0);
    return new ModelCard(
        ModelCard.FORMAT_VERSION,
        "cosine",
        "envelope",
        "The first cosine coefficients of a spectrum.",
        48_000,
        1024,
        BINS,
        ModelCard.FEATURE,
        -100,
        IntStream.range(0, LATENTS)
            .mapToObj(i -> new ModelCard.Latent("c" + (i + 1), 0, 1))
            .toList(),
        new ModelCard.Graph(
            "encoder.onnx",
            Model.sha256(folder.resolve("encoder.onnx")),
            List.of(tensor("spectrum_db", BINS)),
            List.of(
                tensor("latent_mean", LATENTS),
                tensor("latent_log_variance", LATENTS),
                tensor("target_db", BINS))),
        new ModelCard.Graph(
            "decoder.onnx",
            Model.sha256(folder.resolve("decoder.onnx")),
            List.of(tensor("latent", LATENTS)),
            List.of(tensor("spectrum_db", BINS))),
        new ModelCard.Training("none", 0, 0, 0, List.of()),
        quality,
        null,
        new ModelCard.Attachment(Timbre.FILE_NAME, Model.sha256(folder.resolve(Timbre.FILE_NAME))),
        null);
  }

  private static Timbre timbre(float tilt) {
    float[] mean = new float[LATENTS];
    mean[0] = tilt;
    float[] covariance = new float[LATENTS * (LATENTS + 1) / 2];
    for (int i = 0; i < LATENTS; i++) {
      covariance[i * (i + 3) / 2] = 1;
    }
    return new Timbre(mean, covariance, 100);
  }

  private static ModelCard.Tensor tensor(String name, int size) {
    return new ModelCard.Tensor(name, List.of(-1, size));
  }

  private static byte[] encoder() {
    return model(
        GraphProto.newBuilder()
            .setName("encoder")
            .addInput(value("spectrum_db", BINS))
            .addOutput(value("latent_mean", LATENTS))
            .addOutput(value("latent_log_variance", LATENTS))
            .addOutput(value("target_db", BINS))
            .addInitializer(matrix("forward", BINS, LATENTS, 1))
            .addInitializer(matrix("nothing", BINS, LATENTS, 0))
            .addInitializer(matrix("back", LATENTS, BINS, 1))
            .addNode(matMul("spectrum_db", "forward", "latent_mean"))
            .addNode(matMul("spectrum_db", "nothing", "latent_log_variance"))
            .addNode(matMul("latent_mean", "back", "target_db")));
  }

  private static byte[] decoder() {
    return model(
        GraphProto.newBuilder()
            .setName("decoder")
            .addInput(value("latent", LATENTS))
            .addOutput(value("spectrum_db", BINS))
            .addInitializer(matrix("back", LATENTS, BINS, 1))
            .addNode(matMul("latent", "back", "spectrum_db")));
  }

  private static byte[] model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static NodeProto matMul(String a, String b, String out) {
    return NodeProto.newBuilder()
        .setOpType("MatMul")
        .setName(out)
        .addInput(a)
        .addInput(b)
        .addOutput(out)
        .build();
  }

  /** The orthonormal cosine basis, transposed as the shape asks. */
  private static TensorProto matrix(String name, int rows, int columns, float factor) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(rows)
            .addDims(columns);
    boolean forward = rows == BINS;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int bin = forward ? r : c;
        int order = 1 + (forward ? c : r);
        double basis = Math.sqrt(2.0 / BINS) * Math.cos(Math.PI * order * (bin + 0.5) / BINS);
        tensor.addFloatData((float) (factor * basis));
      }
    }
    return tensor.build();
  }

  private static ValueInfoProto value(String name, int size) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
