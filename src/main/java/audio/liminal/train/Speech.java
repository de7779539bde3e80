package audio.liminal.train;

import audio.liminal.file.AudioClip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sentences spoken by voices of the flite program, and of espeak-ng. */
final class Speech {
  static final String CLASS = "speech";
  static final List<String> TRAINED = List.of("slt", "rms", "kal16");
  static final List<String> HELD_OUT = List.of("awb");

  /** How long a take lasts against the first. */
  static final List<Double> PACES = List.of(1.0, 0.8, 1.25);

  private static final String TRAIN_TEXT =
      """
      The morning train left the harbour before anyone had finished their coffee. She asked whether
      the blue vase, the one from Zurich, would survive another winter by the window. Five judges
      measured each voice with care, and then they quarrelled about vowels. Although the thunder was
      loud, the youngest boy slept on. Put the orange boxes on the shelf above the yellow jars. Why
      should a whisper travel further than a shout? Nothing sounds quite as strange as silence in a
      crowded hall. He usually chews gum, hums a tune, and forgets what he was going to say. The ship
      rolled, the chain rattled, and a fish jumped through the foam. Treasure is what you make of a
      rainy afternoon. Eight very quick foxes vexed the lazy judge. Tomorrow we measure the echo in
      the old church, first with a clap and then with a song. Please choose either the thick rug or
      the thin one. Our oil lamp hissed until dawn.
      """;

  private static final String HELD_OUT_TEXT =
      """
      A quiet river runs behind the workshop where violins are made. Few people know that the wood
      is chosen by tapping it and listening. The oldest of the makers shows a child how to hold the
      knife. Which of these boards would you choose? Some of them ring like a bell, and others only
      thud.
      """;

  private Speech() {}

  static void requireInstalled() {
    ExternalProgram.require("flite", "flite");
  }

  static void speak(String voice, String part, int take, Path wav) {
    Path spoken = wav.resolveSibling(wav.getFileName() + ".16k.wav");
    ExternalProgram.run(
        List.of(
            "flite",
            "-voice",
            voice,
            "--setf",
            "duration_stretch=" + PACES.get(take),
            "-t",
            text(part),
            spoken.toString()));
    resample(spoken, wav);
  }

  /** By a voice of the espeak-ng program, as {@code en-us}. */
  static void synthesize(String voice, String part, Path wav) {
    Path spoken = wav.resolveSibling(wav.getFileName() + ".22k.wav");
    ExternalProgram.run(List.of("espeak-ng", "-v", voice, "-w", spoken.toString(), text(part)));
    resample(spoken, wav);
  }

  private static String text(String part) {
    boolean heldOut = part.equals(TrainingData.HELD_OUT) || part.equals(TimbreTakes.SOURCES);
    return (heldOut ? HELD_OUT_TEXT : TRAIN_TEXT).replace('\n', ' ').strip();
  }

  private static void resample(Path spoken, Path wav) {
    try {
      WavFile.write(wav, AudioClip.readOfAnyRate(spoken));
      Files.delete(spoken);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
