package audio.liminal.bench;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One hop of linked stereo at 48 kHz, on the way to an anchor of the shipped model. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HopBenchmark {
  private static final int RATE_HZ = 48_000;

  @Param({"LIVE", "STUDIO", "HQ"})
  private StftProfile profile;

  private ModelCodec codec;
  private MorphEngine engine;
  private float[][] block;

  @Setup
  public void prepare() {
    Model model = Model.load(Path.of("models/envelope"));
    codec = model.open(Device.CPU);
    MorphSettings settings =
        MorphSettings.NEUTRAL.withMorph(0.5f).withAnchor(model.timbre("violin").mean());
    engine =
        new MorphEngine(
            new StreamSpec(RATE_HZ, 2), 0, profile, model.card().grid(), codec, settings);
    block = new float[2][engine.hopSamples()];
    Random random = new Random(1);
    for (float[] channel : block) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] = (float) (0.1 * random.nextGaussian());
      }
    }
  }

  @TearDown
  public void close() {
    codec.close();
  }

  @Benchmark
  public float[][] hop() {
    float[][] out = {block[0].clone(), block[1].clone()};
    engine.process(block, null, out, 0, engine.hopSamples());
    return out;
  }
}
