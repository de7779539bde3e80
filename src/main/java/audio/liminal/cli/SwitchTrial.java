package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.Clicks;
import audio.liminal.model.Model;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Switches presets, and with them models, and phase modes at random while a sound plays in a
 * circle, and measures what a listener would notice.
 *
 * <p>Three engines play the same, of which one switches earlier and one later: what stands out at a
 * switch is held against what would have been heard then without it, before and after.
 */
final class SwitchTrial {
  private static final double SECONDS_BETWEEN = 0.7;

  /** Within which a switch is over: a new session listens, then fades in. */
  private static final double SWITCH_SECONDS = 0.15;

  private static final double EARLIER_SECONDS = 0.3;
  private static final double LATER_SECONDS = 0.2;
  private static final int SWITCHES_BETWEEN_CHECKS = 20;

  private final List<PresetBank.Entry> presets;
  private final Random random;
  private final Map<String, Model> models = new HashMap<>();
  private final SwitchPlayer player;
  private final SwitchPlayer earlier;
  private final SwitchPlayer later;
  private final int sampleRateHz;
  private final List<Integer> latencies = new ArrayList<>();
  private final List<Double> clicksDb = new ArrayList<>();
  private final List<Double> controlsDb = new ArrayList<>();
  private final List<Long> heapBytes = new ArrayList<>();
  private int presetSwitches;

  /**
   * What was measured.
   *
   * @param clicksDb how far a click stands out at each switch
   * @param controlsDb the same at as many moments where nothing was switched
   * @param heapBytes in use after collection, at each check
   * @param opened sessions made; all but one should be closed
   */
  record Result(
      List<Double> clicksDb,
      List<Double> controlsDb,
      int presetSwitches,
      int reportedLatency,
      List<Integer> latencies,
      List<Long> heapBytes,
      int opened,
      int closed) {
    boolean latencyHeld() {
      return latencies.stream().allMatch(measured -> measured == reportedLatency);
    }
  }

  /**
   * @param side of the same rate as {@code in}
   */
  SwitchTrial(
      List<PresetBank.Entry> presets,
      AudioClip in,
      AudioClip side,
      StftProfile profile,
      long seed) {
    this.presets = presets;
    this.random = new Random(seed);
    this.sampleRateHz = in.sampleRateHz();
    Model neutral = model(Installation.DEFAULT_MODEL);
    this.player = new SwitchPlayer(in, side, profile, neutral);
    this.earlier = new SwitchPlayer(in, side, profile, neutral);
    this.later = new SwitchPlayer(in, side, profile, neutral);
  }

  private Model model(String name) {
    return models.computeIfAbsent(name, Installation::load);
  }

  private List<SwitchPlayer> all() {
    return List.of(player, earlier, later);
  }

  /** Switches so many times. */
  Result run(int switches, Progress progress) {
    for (int i = 0; i < switches; i++) {
      if (i % SWITCHES_BETWEEN_CHECKS == 0) {
        check();
      }
      clicksDb.add(clickDb(anyChange(), EARLIER_SECONDS, LATER_SECONDS));
      controlsDb.add(clickDb(unchanged -> {}, 0, 0));
      all().forEach(SwitchPlayer::closeRetired);
      progress.reach(i + 1L);
    }
    check();
    Result result =
        new Result(
            clicksDb,
            controlsDb,
            presetSwitches,
            player.latencySamples(),
            latencies,
            heapBytes,
            player.opened(),
            player.closed());
    all().forEach(SwitchPlayer::close);
    return result;
  }

  private Consumer<SwitchPlayer> anyChange() {
    if (random.nextInt(3) == 0) {
      PhaseMode[] modes = PhaseMode.values();
      PhaseMode mode = modes[random.nextInt(modes.length)];
      return which -> which.switchTo(mode);
    }
    PresetBank.Entry entry = presets.get(random.nextInt(presets.size()));
    Model model = model(entry.preset().model().name());
    MorphSettings settings =
        new PresetBinder(entry.file().toString(), entry.preset(), model).bind().settings();
    presetSwitches++;
    return which -> which.switchTo(model, settings);
  }

  /** Measures the latency on the way back from a neutral sound, and the memory in use. */
  private void check() {
    latencies.add(player.measuredLatencySamples());
    earlier.measuredLatencySamples();
    later.measuredLatencySamples();
    System.gc();
    heapBytes.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  private double clickDb(
      Consumer<SwitchPlayer> change, double earlierSeconds, double laterSeconds) {
    int middle = player.blocks(SECONDS_BETWEEN);
    int[] at = {
      middle, middle - player.blocks(earlierSeconds), middle + player.blocks(laterSeconds)
    };
    List<float[]> heard =
        IntStream.range(0, at.length)
            .parallel()
            .mapToObj(i -> all().get(i).play(at[i], change, 2 * middle))
            .toList();
    return Clicks.excessDb(
        heard.get(0),
        sampleRateHz,
        player.samples(middle),
        SWITCH_SECONDS,
        heard.get(1),
        heard.get(2));
  }
}
