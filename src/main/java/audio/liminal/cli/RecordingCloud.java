package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.CloudCapture;
import audio.liminal.file.AudioReader;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.LatentCloud;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetTarget;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.Locale;

/** What a recording, or a part of it, is in a model's latent space. */
final class RecordingCloud {
  private static final int BLOCK = 4096;

  private RecordingCloud() {}

  /** Whether a preset wants the input's cloud from all of a recording, beforehand. */
  static boolean isWanted(Preset preset) {
    return preset.target() instanceof PresetTarget.Pad pad && pad.forgetSeconds() == 0;
  }

  /** Where a preset takes the input to live at first: the cloud of all of it, if that is wanted. */
  static LatentCloud start(
      Preset preset, Path recording, Model model, ModelCodec codec, StftProfile profile) {
    return isWanted(preset)
        ? of(recording, model, codec, profile)
        : TimbreTarget.ofEverything(model.card());
  }

  /** The cloud of all of it. */
  static LatentCloud of(Path recording, Model model, ModelCodec codec, StftProfile profile) {
    return of(recording, 0, Double.MAX_VALUE, model, codec, profile);
  }

  /**
   * The cloud of a part.
   *
   * @param fromSeconds where it begins
   * @param seconds how long it is; less where the recording ends
   * @throws BadInputException when there is hardly any sound
   */
  static LatentCloud of(
      Path recording,
      double fromSeconds,
      double seconds,
      Model model,
      ModelCodec codec,
      StftProfile profile) {
    try (AudioReader in = AudioReader.open(recording)) {
      StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
      CloudCapture capture = new CloudCapture(stream, profile, model.card().grid(), codec);
      float[][] block = new float[stream.channels()][BLOCK];
      long from = (long) (fromSeconds * in.sampleRateHz());
      long skip = from;
      long left = (long) (seconds * in.sampleRateHz());
      while (skip > 0 || left > 0) {
        int wanted = (int) Math.min(BLOCK, skip > 0 ? skip : left);
        int count = in.read(block, 0, wanted);
        if (count <= 0) {
          break;
        }
        if (skip > 0) {
          skip -= count;
        } else {
          capture.hear(block, count);
          left -= count;
        }
      }
      if (skip > 0) {
        double length = (double) (from - skip) / in.sampleRateHz();
        throw new BadInputException(
            recording.toString(),
            "from",
            fromSeconds + " s",
            String.format(Locale.ROOT, "less than its %.2f s", length));
      }
      return capture.cloud(recording.toString());
    }
  }
}
