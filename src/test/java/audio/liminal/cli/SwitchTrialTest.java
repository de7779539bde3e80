package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bundled presets and models on a bundled recording. */
class SwitchTrialTest {
  private static final int SWITCHES = 30;

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldNotClickNorShiftNorLeakHoweverOftenPresetsAreSwitched(StftProfile profile) {
    AudioClip in = recording("choir");
    AudioClip side = recording("glass").at(in.sampleRateHz());
    SwitchTrial trial =
        new SwitchTrial(Installation.presets().list().entries(), in, side, profile, 1);
    SwitchTrial.Result result;
    try (Progress progress = new Progress("switching", SWITCHES, "", 1)) {
      result = trial.run(SWITCHES, progress);
    }
    assertTrue(Collections.max(result.clicksDb()) <= 3, "dB: " + result.clicksDb());
    assertTrue(result.latencyHeld(), "measured " + result.latencies());
    assertEquals(result.opened() - 1, result.closed());
    List<Long> heap = result.heapBytes();
    long grown = heap.get(heap.size() - 1) - heap.get(1);
    assertTrue(grown < 1 << 20, "bytes in use after collection: " + heap);
  }

  @Test
  void shouldPlayToAndFroForAsLongAsCanBe() {
    int[] heard = IntStream.range(0, 9).map(at -> SwitchPlayer.toAndFro(at, 4)).toArray();
    assertArrayEquals(new int[] {0, 1, 2, 3, 2, 1, 0, 1, 2}, heard);
    long halfADay = 6L * (Integer.MAX_VALUE / 6 + 1L);
    assertEquals(2, SwitchPlayer.toAndFro(halfADay + 2, 4));
    for (long at : new long[] {0, 1, 7, 1L + Integer.MAX_VALUE}) {
      assertEquals(0, SwitchPlayer.toAndFro(at, 1));
    }
  }

  @Test
  void shouldPlayASoundOfOneSample() {
    AudioClip one = new AudioClip(48_000, new float[][] {{0.1f}});
    SwitchTrial trial =
        new SwitchTrial(Installation.presets().list().entries(), one, one, StftProfile.STUDIO, 1);
    try (Progress progress = new Progress("switching", 1, "", 1)) {
      SwitchTrial.Result result = trial.run(1, progress);
      assertTrue(result.latencyHeld(), "measured " + result.latencies());
    }
  }

  private static AudioClip recording(String name) {
    return AudioClip.read(Installation.recordings().resolve(name + ".flac"));
  }
}
