package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.Control;
import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.Controls;
import audio.liminal.morph.LatentControl;
import audio.liminal.morph.Modulation;
import audio.liminal.morph.ModulationSource;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Rate;
import audio.liminal.preset.TimbreTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Controls that jump while real recordings play. */
class ControlSoundTest {
  private static final double LOUDEST_CLICK_DB = 3;
  private static final int NAMED = 2;

  /** All but those that need a sidechain or a route. */
  private static final List<Control> HEARD =
      List.of(
          Control.MORPH,
          Control.EXAGGERATE,
          Control.TEMPERATURE,
          Control.SMOOTHING,
          Control.HARMONIC,
          Control.PERCUSSIVE,
          Control.TRANSIENTS,
          Control.DRY_WET,
          Control.GAIN,
          Control.FREEZE,
          Control.BYPASS);

  private static Model model;
  private static ModelCodec codec;

  @BeforeAll
  static void open() {
    model = Installation.load(Installation.DEFAULT_MODEL);
    codec = model.open(Device.CPU);
  }

  @AfterAll
  static void close() {
    codec.close();
  }

  @ParameterizedTest
  @CsvSource({"guitar, LIVE", "choir, STUDIO", "piano, HQ"})
  void shouldNotClickWhenAControlJumps(String name, StftProfile profile) {
    ClipMorph morph = new ClipMorph(codec, model.card().grid(), profile);
    AudioClip in = AudioClip.read(Installation.recordings().resolve(name + ".flac"));
    MorphSettings start =
        MorphSettings.NEUTRAL.withTarget(TimbreTarget.move(model, "violin")).withMorph(0.5f);
    List<String> clicks = new ArrayList<>();
    jumps(start)
        .forEach(
            (what, after) -> {
              double there = morph.clickDb(in, null, start, after);
              double back = morph.clickDb(in, null, after, start);
              if (!(Math.max(there, back) <= LOUDEST_CLICK_DB)) {
                clicks.add("%s: %.1f dB, back %.1f dB".formatted(what, there, back));
              }
            });
    assertEquals(List.of(), clicks);
  }

  /** In a sound so long that most edges of the modulation lie elsewhere: those may be loud. */
  @ParameterizedTest
  @CsvSource({"guitar, LIVE", "choir, STUDIO", "piano, HQ"})
  void shouldNotClickWhenAModulationBegins(String name, StftProfile profile) {
    ClipMorph morph = new ClipMorph(codec, model.card().grid(), profile);
    AudioClip in = fourTimes(AudioClip.read(Installation.recordings().resolve(name + ".flac")));
    MorphSettings start =
        MorphSettings.NEUTRAL.withTarget(TimbreTarget.move(model, "violin")).withMorph(0.5f);
    Modulation square =
        new Modulation(
            List.of(new ModulationSource.Lfo(ModulationSource.Shape.SQUARE, Rate.hz(4), 0)),
            List.of(
                new Modulation.Route(0, Controls.index(Control.MORPH), 0.5f),
                new Modulation.Route(0, Controls.index(LatentControl.BIAS, 0), 1)));
    MorphSettings after = start.withModulation(square);
    assertTrue(morph.clickDb(in, null, start, after) <= LOUDEST_CLICK_DB);
    assertTrue(morph.clickDb(in, null, after, start) <= LOUDEST_CLICK_DB);
  }

  private static AudioClip fourTimes(AudioClip clip) {
    float[][] samples = new float[clip.channels()][4 * clip.lengthSamples()];
    for (int c = 0; c < samples.length; c++) {
      for (int n = 0; n < samples[c].length; n++) {
        samples[c][n] = clip.samples()[c][n % clip.lengthSamples()];
      }
    }
    return new AudioClip(clip.sampleRateHz(), samples);
  }

  private static Map<String, MorphSettings> jumps(MorphSettings start) {
    Map<String, MorphSettings> jumps = new LinkedHashMap<>();
    for (Control control : HEARD) {
      jumps.put(control.id(), start.with(control, farEnd(control, start.get(control))));
    }
    for (LatentControl control : LatentControl.values()) {
      for (int i = 0; i < NAMED; i++) {
        float end = farEnd(control, control.neutral());
        Controls one = start.controls().with(control, i, end);
        jumps.put(i + "/" + control.id(), start.withControls(one));
      }
    }
    return jumps;
  }

  private static float farEnd(ControlSpec control, float from) {
    return control.most() - from > from - control.least() ? control.most() : control.least();
  }
}
