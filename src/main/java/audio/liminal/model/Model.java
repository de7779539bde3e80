package audio.liminal.model;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A model folder: {@code encoder.onnx}, {@code decoder.onnx}, {@code card.json} and {@code
 * golden.csv}, whose digests have been held against the card.
 *
 * @param folder where it lies
 * @param card what it says of itself
 */
public record Model(Path folder, ModelCard card) {
  /**
   * Reads the card and compares both graphs' digests with it.
   *
   * @throws BadInputException naming the file and the field that is missing or wrong
   */
  public static Model load(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          "model " + folder, "folder", "missing", "a folder with " + ModelCard.FILE_NAME);
    }
    ModelCard card = ModelCard.read(folder.resolve(ModelCard.FILE_NAME));
    Model model = new Model(folder, card);
    model.checkDigest(card.encoder());
    model.checkDigest(card.decoder());
    return model;
  }

  /** The model folders directly below {@code folder} that are not hidden, by name. */
  public static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(entry -> Files.exists(entry.resolve(ModelCard.FILE_NAME)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadInputException(
          folder.toString(), "folder", "unreadable", "a folder of models", e);
    }
  }

  /** The latent of a named anchor. */
  public float[] anchor(String name) {
    float[] latent = card.anchors().get(name);
    if (latent == null) {
      throw new BadInputException(
          "--to", "anchor", name, "an audio file, or one of " + card.anchors().keySet());
    }
    return latent.clone();
  }

  /** Opens the model on a device; {@link Device#AUTO} measures what there is. */
  public ModelCodec open(Device device) {
    return switch (device) {
      case CPU, CUDA ->
          card.melPatch() == null
              ? new SpectralCodec(this, device)
              : new MelPatchCodec(this, device);
      case AUTO -> DeviceChoice.fastest(this);
    };
  }

  Path file(ModelCard.Graph graph) {
    return folder.resolve(graph.file());
  }

  private void checkDigest(ModelCard.Graph graph) {
    Path file = file(graph);
    String found = sha256(file);
    if (!Objects.equals(found, graph.sha256())) {
      throw new BadInputException(
          file.toString(), "sha256", found, graph.sha256() + " (from " + ModelCard.FILE_NAME + ")");
    }
  }

  /** The digest of a file in lower-case hexadecimal. */
  public static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      String found = Files.exists(file) ? "unreadable" : "missing";
      throw new BadInputException(file.toString(), "file", found, "an ONNX graph", e);
    } catch (NoSuchAlgorithmException e) {
      throw new EngineException("this Java has no SHA-256", e);
    }
  }
}
