package audio.liminal.cli;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.EngineStats;
import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioReader;
import audio.liminal.file.AudioWriter;
import audio.liminal.host.ClipSource;
import audio.liminal.host.OfflineRenderer;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Tempo;
import audio.liminal.signal.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What is done to a file.
 *
 * @param grid of the codecs that will do it
 * @param sidechain started over where it is shorter than the file; null for none
 */
record FileMorph(
    StftProfile profile,
    SpectrumGrid grid,
    MorphSettings settings,
    AudioClip sidechain,
    Tempo tempo) {

  /** What there is to say of a finished file. */
  record Result(
      StreamSpec stream, long samples, int latencySamples, EngineStats stats, long clippedSamples) {

    double seconds() {
      return (double) samples / stream.sampleRateHz();
    }

    /** What went less than well, a line each. */
    List<String> remarks() {
      List<String> remarks = new ArrayList<>();
      remark(remarks, stats.failedHops(), "hops failed in the model and kept the last gain");
      remark(remarks, stats.repairedSamples(), "samples beyond +24 dBFS were taken as silence");
      remark(
          remarks,
          stats.limitedSamples(),
          "samples were turned down to stay below full scale; a lower input leaves room");
      remark(remarks, clippedSamples, "samples clipped; lower the gain or use --format float32");
      return remarks;
    }

    private static void remark(List<String> remarks, long count, String what) {
      if (count > 0) {
        remarks.add(count + " " + what);
      }
    }
  }

  /** An engine that does it to a stream; for as long as the codec is open. */
  MorphEngine engine(StreamSpec stream, LatentCodec codec) {
    int sidechains = sidechain == null ? 0 : sidechain.channels();
    MorphEngine engine = new MorphEngine(stream, sidechains, profile, grid, codec, settings);
    engine.tempo(tempo);
    return engine;
  }

  /**
   * Morphs all of a file and commits the result.
   *
   * @param progress told the count of samples taken so far
   */
  Result render(AudioReader in, AudioWriter out, LatentCodec codec, LongConsumer progress) {
    return render(in, out, codec, progress, engine -> {});
  }

  /**
   * The same.
   *
   * @param begun given the engine before the first sample
   */
  Result render(
      AudioReader in,
      AudioWriter out,
      LatentCodec codec,
      LongConsumer progress,
      Consumer<MorphEngine> begun) {
    StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
    AudioClip side = sidechain == null ? null : sidechain.at(in.sampleRateHz());
    MorphEngine engine = engine(stream, codec);
    begun.accept(engine);
    OfflineRenderer renderer =
        new OfflineRenderer(engine, stream.channels(), side == null ? 0 : side.channels());
    long samples =
        renderer.render(
            in::read,
            side == null ? null : ClipSource.looping(side.samples()),
            out::write,
            progress);
    out.commit();
    return new Result(
        stream, samples, engine.latency().totalSamples(), engine.stats(), out.clippedSamples());
  }
}
