package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.MorphTable;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped default model on the bundled recordings. */
class ShippedSoundTest {
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

  /** A vibraphone's mean spectrum lies among those of others, a violin's does not. */
  @Test
  void shouldKeepCloseToAViolinAndLessToAVibraphone() {
    float violin = TimbreTarget.corner(model, "violin").liveliness();
    float vibraphone = TimbreTarget.corner(model, "vibraphone").liveliness();
    assertTrue(violin < 0.5f && vibraphone > 0.7f, violin + ", " + vibraphone);
  }

  @ParameterizedTest
  @CsvSource({
    "choir, drums",
    "guitar, piano",
    "piano, tabla",
    "drums, tabla",
    "guitar, choir",
    "tabla, choir"
  })
  void shouldHoldEveryLimitOfTheMorphTable(String from, String to) {
    ClipMorph morph = new ClipMorph(codec, model.card().grid(), StftProfile.STUDIO);
    AudioClip in = recording(from);
    AudioClip target = recording(to);
    List<AudioClip> outputs = new ArrayList<>();
    for (int step = 0; step <= 10; step++) {
      outputs.add(morph.render(in, target, MorphSettings.NEUTRAL.withMorph(step / 10f)));
    }
    double click =
        morph.clickDb(in, target, MorphSettings.NEUTRAL, MorphSettings.NEUTRAL.withMorph(1));
    MorphTable table = MorphTable.of(outputs, target).withClick(click);
    assertTrue(table.passed(), from + " -> " + to + "\n" + table);
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldGiveTheSameSamplesForEveryBlockSize(StftProfile profile) {
    AudioClip in = recording("guitar");
    AudioClip side = recording("choir");
    int length = side.lengthSamples();
    float[][] whole = process(profile, in.samples(), side.samples(), length, null);
    float[][] cut = process(profile, in.samples(), side.samples(), length, new Random(1));
    assertArrayEquals(whole[0], cut[0]);
    assertArrayEquals(whole[1], cut[1]);
  }

  @Test
  void shouldDelayAnImpulseByTheReportedLatencyWhileMorphing() {
    for (StftProfile profile : StftProfile.values()) {
      for (int block : new int[] {1, 63, 441, 1024, ImpulseLatency.RANDOM_BLOCKS}) {
        MorphSettings settings =
            MorphSettings.NEUTRAL.withMorph(0.5f).withAnchor(model.timbre("violin").mean());
        MorphEngine engine =
            new MorphEngine(
                new StreamSpec(48_000, 1), 0, profile, model.card().grid(), codec, settings);
        assertEquals(
            engine.latency().totalSamples(), ImpulseLatency.measure(engine, block), profile + "");
      }
    }
  }

  private static float[][] process(
      StftProfile profile, float[][] in, float[][] side, int length, Random random) {
    MorphEngine engine =
        new MorphEngine(
            new StreamSpec(44_100, 2),
            2,
            profile,
            model.card().grid(),
            codec,
            MorphSettings.NEUTRAL.withMorph(0.8f));
    float[][] out = new float[2][length];
    int done = 0;
    while (done < length) {
      int count = random == null ? length : Math.min(1 + random.nextInt(1500), length - done);
      engine.process(in, side, out, done, count);
      done += count;
    }
    return out;
  }

  private static AudioClip recording(String name) {
    return AudioClip.read(Installation.recordings().resolve(name + ".flac"));
  }
}
