package audio.liminal.model;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A model folder: {@code encoder.onnx}, {@code decoder.onnx}, whose digests have been held against
 * {@code card.json}, {@code golden.csv}, {@code map.json} and {@code timbres.json}.
 *
 * @param folder where it lies
 * @param card what it says of itself
 */
public record Model(Path folder, ModelCard card) {
  private static final int BUFFER_BYTES = 1 << 16;

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
    checkDigest(model.file(card.encoder()), card.encoder().sha256());
    checkDigest(model.file(card.decoder()), card.decoder().sha256());
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
      String found = Files.exists(folder) ? "unreadable" : "missing";
      throw new BadInputException(folder.toString(), "folder", found, "a folder of models", e);
    }
  }

  /** The cloud of a class; an unknown one is refused by naming those there are. */
  public Timbre timbre(String name) {
    return Timbre.named(name, timbres());
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

  /**
   * The flat view of the latent space, read anew each time.
   *
   * @throws BadInputException when the model has none, or its file is not the card's
   */
  public LatentMap map() {
    return LatentMap.read(attached("map", card.map()), card.latents().size());
  }

  /**
   * The clouds of the classes it learned from, by their names, read anew each time; none where the
   * card names none.
   *
   * @throws BadInputException when their file is not the card's
   */
  public Map<String, Timbre> timbres() {
    return card.timbres() == null
        ? Map.of()
        : Timbre.read(attached("timbres", card.timbres()), card.latents().size());
  }

  /** What tells its latent space from all others: the digest of both graphs' digests. */
  public String digest() {
    return sha256(card.encoder().sha256() + card.decoder().sha256());
  }

  private Path attached(String field, ModelCard.Attachment attachment) {
    if (attachment == null) {
      Path file = folder.resolve(ModelCard.FILE_NAME);
      throw new BadInputException(file.toString(), field, "none", "a model that has it");
    }
    Path file = folder.resolve(attachment.file());
    checkDigest(file, attachment.sha256());
    return file;
  }

  private static void checkDigest(Path file, String expected) {
    String found = sha256(file);
    if (!Objects.equals(found, expected)) {
      throw new BadInputException(
          file.toString(), "sha256", found, expected + " (from " + ModelCard.FILE_NAME + ")");
    }
  }

  /** The digest of a file in lower-case hexadecimal. */
  public static String sha256(Path file) {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      String found = Files.exists(file) ? "unreadable" : "missing";
      throw new BadInputException(file.toString(), "file", found, "a file of the model", e);
    }
  }

  /** The digest of a text likewise. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new EngineException("this Java has no SHA-256", e);
    }
  }
}
