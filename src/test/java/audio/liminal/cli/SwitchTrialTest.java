package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import java.util.Collections;
import java.util.List;
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
    // a sound has moments of its own that stand out as much
    double usual = Math.max(3, Collections.max(result.controlsDb()));
    assertTrue(Collections.max(result.clicksDb()) <= usual, "dB: " + result.clicksDb());
    assertTrue(result.latencyHeld(), "measured " + result.latencies());
    assertEquals(result.opened() - 1, result.closed());
    List<Long> heap = result.heapBytes();
    long grown = heap.get(heap.size() - 1) - heap.get(1);
    assertTrue(grown < 1 << 20, "bytes in use after collection: " + heap);
  }

  private static AudioClip recording(String name) {
    return AudioClip.read(Installation.recordings().resolve(name + ".flac"));
  }
}
