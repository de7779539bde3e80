package audio.liminal.preset;

import audio.liminal.morph.Corners;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where a preset moves to, before it has met a model. */
public sealed interface PresetTarget {
  /** The second input, followed as it plays. */
  PresetTarget SIDECHAIN = new Sidechain();

  /** The second input. */
  record Sidechain() implements PresetTarget {}

  /**
   * Recorded paths, as {@link audio.liminal.morph.Takes} plays them.
   *
   * @param files one or two; in a preset's file, relative ones lie beside it
   */
  record Recorded(List<String> files, float speed, boolean loop, float beats, float stepBeats)
      implements PresetTarget {
    public Recorded {
      files = List.copyOf(files);
    }

    /** With files where they lie, if relative ones lie in a folder. */
    Recorded in(Path folder) {
      return with(folder::resolve);
    }

    /** With files that lie in a folder told from there. */
    Recorded seenFrom(Path folder) {
      return with(file -> file.startsWith(folder) ? folder.relativize(file) : file);
    }

    private Recorded with(UnaryOperator<Path> change) {
      List<String> changed =
          files.stream().map(file -> change.apply(Path.of(file)).toString()).toList();
      return new Recorded(changed, speed, loop, beats, stepBeats);
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
