package audio.liminal.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Plays phrases on a soundfont through the fluidsynth program. */
final class SoundFont {
  static final Path FLUID = Path.of("/usr/share/sounds/sf2/FluidR3_GM.sf2");
  static final Path MUSESCORE = Path.of("/usr/share/sounds/sf3/MuseScore_General_Full.sf3");

  /**
   * Programs of the MuseScore soundfont whose samples its sample list names as its own; the rest
   * are Fluid's samples again and would not be new to a model trained on those.
   */
  static final int[] MUSESCORE_OWN_PROGRAMS = {
    0, 3, 5, 38, 39, 44, 45, 48, 49, 50, 51, 56, 62, 63, 80, 81, 86, 88, 90, 92, 95, 97
  };

  static final Path TIM_GM = Path.of("/usr/share/sounds/sf2/TimGM6mb.sf2");
  static final Path CSOUND = Path.of("/usr/share/sounds/sf2/sf_GMbank.sf2");

  private static final String GAIN = "0.5";

  private SoundFont() {}

  static void requireInstalled() {
    ExternalProgram.require("fluidsynth", "fluidsynth");
    ExternalProgram.require(FLUID, "fluid-soundfont-gm");
    ExternalProgram.require(MUSESCORE, "musescore-general-soundfont");
  }

  /** What {@link TimbreTakes} plays. */
  static void requireOtherBanks() {
    ExternalProgram.require(TIM_GM, "timgm6mb-soundfont");
    ExternalProgram.require(CSOUND, "csound-soundfont");
  }

  static void melodic(Path soundFont, int program, long seed, Path wav) {
    withMidi(wav, midi -> Phrases.melodic(midi, program, seed), soundFont, program % 2 == 0);
  }

  static void drums(Path soundFont, int kit, long seed, Path wav) {
    withMidi(wav, midi -> Phrases.drums(midi, kit, seed), soundFont, kit % 16 == 0);
  }

  /** Half a minute of an instrument. */
  static void phrase(Path soundFont, Instrument instrument, long seed, Room room, Path wav) {
    withMidi(
        wav, midi -> Phrases.inRange(midi, instrument, seed), soundFont, room == Room.REVERBERANT);
  }

  private static void withMidi(Path wav, Consumer<Path> writer, Path soundFont, boolean reverb) {
    Path midi = wav.resolveSibling(wav.getFileName() + ".mid");
    writer.accept(midi);
    ExternalProgram.run(
        List.of(
            "fluidsynth",
            "--quiet",
            "--no-midi-in",
            "--no-shell",
            "--chorus=0",
            "--reverb=" + (reverb ? 1 : 0),
            "--gain=" + GAIN,
            "--sample-rate=" + SpectrumReader.RATE_HZ,
            "--option=synth.dynamic-sample-loading=1",
            "--audio-file-format=s16",
            "--audio-file-type=wav",
            "--fast-render=" + wav,
            soundFont.toString(),
            midi.toString()));
    try {
      Files.delete(midi);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
