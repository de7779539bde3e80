package audio.liminal.measure;

import audio.liminal.signal.EngineException;
import audio.liminal.signal.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture's file. */
final class PngFile {
  private PngFile() {}

  static void write(Path file, BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
      WholeFile.write(file, png.toByteArray());
    } catch (IOException e) {
      throw EngineException.writing(file, e);
    }
  }
}
