package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.engine.MorphSession;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.Clicks;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import audio.liminal.signal.StreamSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Switches presets, and with them models, and phase modes at random while a sound plays in a
 * circle, and measures what a listener would notice.
 */
final class SwitchTrial {
  private static final double SECONDS_BETWEEN = 0.7;
  private static final double SETTLED_SECONDS = 0.06;
  private static final int SWITCHES_BETWEEN_CHECKS = 20;
  private static final int BLOCK = 441;

  private final List<PresetBank.Entry> presets;
  private final AudioClip in;
  private final AudioClip side;
  private final Random random;
  private final MorphEngine engine;
  private final Map<String, Model> models = new HashMap<>();
  private final List<Integer> latencies = new ArrayList<>();
  private final List<Double> clicksDb = new ArrayList<>();
  private final List<Double> controlsDb = new ArrayList<>();
  private final List<Long> heapBytes = new ArrayList<>();
  private final float[][] block;
  private final float[][] sideBlock;
  private MorphSettings playing = MorphSettings.NEUTRAL;
  private int position;
  private int opened = 1;
  private int closed;
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
    this.in = in;
    this.side = side;
    this.random = new Random(seed);
    Model first = model(Installation.DEFAULT_MODEL);
    this.engine =
        new MorphEngine(
            new StreamSpec(in.sampleRateHz(), in.channels()),
            side.channels(),
            profile,
            first.card().grid(),
            first.open(Device.CPU),
            playing);
    this.block = new float[in.channels()][BLOCK];
    this.sideBlock = new float[side.channels()][BLOCK];
  }

  private Model model(String name) {
    return models.computeIfAbsent(name, Installation::load);
  }

  /** Switches so many times. */
  Result run(int switches, Progress progress) {
    float[] before = play(SECONDS_BETWEEN);
    for (int i = 0; i < switches; i++) {
      if (i % SWITCHES_BETWEEN_CHECKS == 0) {
        check();
        before = play(SECONDS_BETWEEN);
      }
      switchSomething();
      float[] after = play(SECONDS_BETWEEN);
      clicksDb.add(clickDb(before, after));
      before = play(SECONDS_BETWEEN);
      controlsDb.add(clickDb(after, before));
      closed += engine.closeRetired();
      progress.reach(i + 1L);
    }
    check();
    int latency = engine.latency().totalSamples();
    Result result =
        new Result(
            clicksDb, controlsDb, presetSwitches, latency, latencies, heapBytes, opened, closed);
    engine.close();
    return result;
  }

  private void switchSomething() {
    if (random.nextInt(3) == 0) {
      PhaseMode[] modes = PhaseMode.values();
      playing = playing.withPhase(modes[random.nextInt(modes.length)]);
      engine.change(playing);
    } else {
      PresetBank.Entry entry = presets.get(random.nextInt(presets.size()));
      Model model = model(entry.preset().model().name());
      presetSwitches++;
      to(model, new PresetBinder(entry.file().toString(), entry.preset(), model).bind().settings());
    }
  }

  private void to(Model model, MorphSettings settings) {
    MorphSession next = engine.session(model.card().grid(), model.open(Device.CPU), settings);
    opened++;
    playing = settings;
    engine.play(next, 0);
  }

  /** Measures the latency on the way back from a neutral sound, and the memory in use. */
  private void check() {
    to(model(Installation.DEFAULT_MODEL), MorphSettings.NEUTRAL);
    play(SECONDS_BETWEEN);
    closed += engine.closeRetired();
    int latency = engine.latency().totalSamples();
    float[][] audio = new float[in.channels()][10 * latency];
    int at = 5 * latency;
    audio[0][at] = 0.5f;
    engine.process(audio, null, audio, 0, audio[0].length);
    int largest = 4 * latency;
    for (int n = largest; n < audio[0].length; n++) {
      largest = Math.abs(audio[0][n]) > Math.abs(audio[0][largest]) ? n : largest;
    }
    latencies.add(largest - at);
    System.gc();
    heapBytes.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    play(SECONDS_BETWEEN);
  }

  /** Plays on and gives the mean of the channels. */
  private float[] play(double seconds) {
    int blocks = (int) (seconds * in.sampleRateHz() / BLOCK);
    float[] heard = new float[blocks * BLOCK];
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < BLOCK; i++, position++) {
        for (int c = 0; c < block.length; c++) {
          block[c][i] = in.samples()[c][position % in.lengthSamples()];
        }
        for (int c = 0; c < sideBlock.length; c++) {
          sideBlock[c][i] = side.samples()[c][position % side.lengthSamples()];
        }
      }
      engine.process(block, sideBlock, block, 0, BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        for (float[] channel : block) {
          heard[b * BLOCK + i] += channel[i] / block.length;
        }
      }
    }
    return heard;
  }

  /** The later part of the sound before a switch counts, as the switch before reaches into it. */
  private double clickDb(float[] before, float[] after) {
    int settled = (int) (SETTLED_SECONDS * in.sampleRateHz());
    float[] around = new float[before.length - settled + after.length];
    System.arraycopy(before, settled, around, 0, before.length - settled);
    System.arraycopy(after, 0, around, before.length - settled, after.length);
    return Clicks.excessDb(around, in.sampleRateHz(), before.length - settled);
  }
}
