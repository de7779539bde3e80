package audio.liminal.preset;

import audio.liminal.morph.Corners;
import java.util.List;

/** Where a preset moves to, before it has met a model. */
public sealed interface PresetTarget {
  /** The second input, followed as it plays. */
  PresetTarget SIDECHAIN = new Sidechain();

  /** The second input. */
  record Sidechain() implements PresetTarget {}

  /**
   * Recorded paths, as {@link audio.liminal.morph.Takes} plays them.
   *
   * @param files one or two; relative ones lie beside the preset
   */
  record Recorded(List<String> files, float speed, boolean loop, float beats, float stepBeats)
      implements PresetTarget {
    public Recorded {
      files = List.copyOf(files);
    }
  }

  /**
   * One to four corners, in the order of {@link Corners}.
   *
   * @param forgetSeconds how far back the input's own timbre is learned from; 0 for all of a
   *     recording, beforehand
   */
  record Pad(List<PresetCorner> corners, float forgetSeconds) implements PresetTarget {
    public Pad {
      corners = List.copyOf(corners);
    }

    /** A single timbre of the model's. */
    public static Pad timbre(String name) {
      return new Pad(List.of(PresetCorner.timbre(name)), Corners.DEFAULT_FORGET_SECONDS);
    }
  }
}
