package audio.liminal.cli;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.host.ClipSink;
import audio.liminal.host.ClipSource;
import audio.liminal.host.OfflineRenderer;
import audio.liminal.measure.Clicks;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Morphs sounds in memory.
 *
 * @param grid frequencies of the codec
 */
record ClipMorph(LatentCodec codec, SpectrumGrid grid, StftProfile profile) {

  /** Reads a whole file, at a rate that a stream may have. */
  static AudioClip read(Path file) {
    AudioClip clip = AudioClip.readOfAnyRate(file);
    return clip.sampleRateHz() < StreamSpec.MIN_RATE_HZ ? clip.at(StreamSpec.MIN_RATE_HZ) : clip;
  }

  /** Renders a sound; the sidechain, of the same rate, may be null, and starts over at its end. */
  AudioClip render(AudioClip in, AudioClip side, MorphSettings settings) {
    return render(engine(in, side, settings), in, side, taken -> {});
  }

  /** How far a click stands out where settings jump in the middle of a sound. */
  double clickDb(AudioClip in, AudioClip side, MorphSettings before, MorphSettings after) {
    MorphEngine engine = engine(in, side, before);
    long[] jump = {0};
    AudioClip out =
        render(
            engine,
            in,
            side,
            taken -> {
              if (jump[0] == 0 && taken >= in.lengthSamples() / 2) {
                engine.change(after);
                jump[0] = taken;
              }
            });
    int heard = (int) Math.max(0, jump[0] - engine.latency().totalSamples());
    return Clicks.excessDb(out.mono(), out.sampleRateHz(), heard);
  }

  private MorphEngine engine(AudioClip in, AudioClip side, MorphSettings settings) {
    StreamSpec spec = new StreamSpec(in.sampleRateHz(), in.channels());
    return new MorphEngine(
        spec, side == null ? 0 : side.channels(), profile, grid, codec, settings);
  }

  private static AudioClip render(
      MorphEngine engine, AudioClip in, AudioClip side, LongConsumer progress) {
    ClipSink sink = new ClipSink(in.channels(), in.lengthSamples());
    new OfflineRenderer(engine, in.channels(), side == null ? 0 : side.channels())
        .render(
            ClipSource.once(in.samples()),
            side == null ? null : ClipSource.looping(side.samples()),
            sink,
            progress);
    return new AudioClip(in.sampleRateHz(), sink.samples());
  }
}
