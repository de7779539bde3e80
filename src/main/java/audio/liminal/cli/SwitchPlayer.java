package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.engine.MorphSession;
import audio.liminal.file.AudioClip;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.signal.StreamSpec;
import java.util.function.Consumer;

/** An engine that plays a recording to and fro, and what it is switched to. */
final class SwitchPlayer implements AutoCloseable {
  private static final int BLOCK = 441;
  private static final double SETTLING_SECONDS = 0.7;

  private final AudioClip in;
  private final AudioClip side;
  private final MorphEngine engine;
  private final Model neutral;
  private final float[][] block;
  private final float[][] sideBlock;
  private MorphSettings playing = MorphSettings.NEUTRAL;
  private long position;
  private int opened = 1;
  private int closed;

  /**
   * @param neutral the model with which it begins
   */
  SwitchPlayer(AudioClip in, AudioClip side, StftProfile profile, Model neutral) {
    this.in = in;
    this.side = side;
    this.neutral = neutral;
    this.engine =
        new MorphEngine(
            new StreamSpec(in.sampleRateHz(), in.channels()),
            side.channels(),
            profile,
            neutral.card().grid(),
            neutral.open(Device.CPU),
            playing);
    this.block = new float[in.channels()][BLOCK];
    this.sideBlock = new float[side.channels()][BLOCK];
  }

  int latencySamples() {
    return engine.latency().totalSamples();
  }

  int opened() {
    return opened;
  }

  int closed() {
    return closed;
  }

  void closeRetired() {
    closed += engine.closeRetired();
  }

  @Override
  public void close() {
    engine.close();
  }

  void switchTo(PhaseMode mode) {
    playing = playing.withPhase(mode);
    engine.change(playing);
  }

  void switchTo(Model model, MorphSettings settings) {
    MorphSession next = engine.session(model.card().grid(), model.open(Device.CPU), settings);
    opened++;
    playing = settings;
    engine.play(next, 0);
  }

  /** By an impulse through a neutral sound, to which it switches. */
  int measuredLatencySamples() {
    switchTo(neutral, MorphSettings.NEUTRAL);
    settle();
    closeRetired();
    int latency = latencySamples();
    float[][] audio = new float[in.channels()][10 * latency];
    int at = 5 * latency;
    audio[0][at] = 0.5f;
    engine.process(audio, null, audio, 0, audio[0].length);
    int largest = 4 * latency;
    for (int n = largest; n < audio[0].length; n++) {
      largest = Math.abs(audio[0][n]) > Math.abs(audio[0][largest]) ? n : largest;
    }
    settle();
    return largest - at;
  }

  int blocks(double seconds) {
    return (int) Math.round(seconds * in.sampleRateHz() / BLOCK);
  }

  int samples(int blocks) {
    return blocks * BLOCK;
  }

  /**
   * Plays on, changes something on the way, and gives the mean of the channels.
   *
   * @param before blocks until then
   * @param all blocks before and after
   */
  float[] play(int before, Consumer<SwitchPlayer> change, int all) {
    float[] heard = new float[samples(all)];
    for (int b = 0; b < all; b++) {
      if (b == before) {
        change.accept(this);
      }
      play(heard, b * BLOCK);
    }
    return heard;
  }

  private void settle() {
    int blocks = blocks(SETTLING_SECONDS);
    play(blocks, unchanged -> {}, blocks);
  }

  private void play(float[] heard, int from) {
    for (int i = 0; i < BLOCK; i++, position++) {
      for (int c = 0; c < block.length; c++) {
        block[c][i] = in.samples()[c][toAndFro(position, in.lengthSamples())];
      }
      for (int c = 0; c < sideBlock.length; c++) {
        sideBlock[c][i] = side.samples()[c][toAndFro(position, side.lengthSamples())];
      }
    }
    engine.process(block, sideBlock, block, 0, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      for (float[] channel : block) {
        heard[from + i] += channel[i] / block.length;
      }
    }
  }

  /** Forwards and backwards in turn, as a circle would click where it closes. */
  static int toAndFro(long position, int length) {
    long last = Math.max(1, length - 1L);
    long at = position % (2 * last);
    return (int) Math.min(length - 1L, at <= last ? at : 2 * last - at);
  }
}
