package audio.liminal.cli;

import audio.liminal.dsp.Fft;
import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.model.Device;
import audio.liminal.model.LatentCodec;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.LiveTarget;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.MorphTarget;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.StreamSpec;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast the engine runs on one thread and where its time goes. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the engine on one thread, hop by hop, at 48 kHz on the way to a timbre (or a sidechain),",
      "and prints: x real time, over all and by the median hop; the median hop's shares of ONNX Runtime,",
      "of the Fourier transforms (measured on their own) and of the rest; a hop's time; bytes allocated",
      "a hop by Liminal and by ONNX Runtime."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int RATE_HZ = 48_000;

  @Spec private CommandSpec spec;

  @Mixin private ModelOption option;

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      description = "auto, cpu or cuda (default: ${DEFAULT-VALUE}).")
  private Device device;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "Audio per row, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() {
    Range.check(spec, "--seconds", seconds, 1, 3600);
    Model model = option.load();
    System.out.println(
        "profile  channels   x real time   (median)   ORT %  FFT %  rest %   hop us: p50    p99  p99.9"
            + "     max   bytes/hop: ours    ORT");
    try (ModelCodec codec = model.open(device)) {
      for (StftProfile profile : StftProfile.values()) {
        new Run(model, codec, profile, 1, 0).print(seconds);
        new Run(model, codec, profile, 2, 0).print(seconds);
        new Run(model, codec, profile, 2, 2).print(seconds);
      }
      System.out.println("device: " + codec.device() + ", 1 thread");
    }
    return ExitCode.OK;
  }

  /** One row: a profile and its channels. */
  private static final class Run {
    private final TimedCodec codec;
    private final StftProfile profile;
    private final int channels;
    private final int sidechains;
    private final int hop;
    private final MorphEngine engine;
    private final float[][] block;
    private final float[][] side;
    private final float[][] out;

    Run(Model model, LatentCodec codec, StftProfile profile, int channels, int sidechains) {
      this.codec = new TimedCodec(codec);
      this.profile = profile;
      this.channels = channels;
      this.sidechains = sidechains;
      this.hop = profile.at(RATE_HZ).hopSamples();
      MorphTarget target =
          sidechains > 0
              ? LiveTarget.SIDECHAIN
              : model.timbres().keySet().stream()
                  .findFirst()
                  .<MorphTarget>map(name -> TimbreTarget.move(model, name))
                  .orElse(LiveTarget.SIDECHAIN);
      this.engine =
          new MorphEngine(
              new StreamSpec(RATE_HZ, channels),
              sidechains,
              profile,
              model.card().grid(),
              this.codec,
              MorphSettings.NEUTRAL.withMorph(0.5f).withTarget(target));
      this.block = noise(channels, 1);
      this.side = sidechains > 0 ? noise(sidechains, 2) : null;
      this.out = new float[channels][hop];
    }

    private float[][] noise(int count, long seed) {
      Random random = new Random(seed);
      float[][] x = new float[count][hop];
      for (float[] channel : x) {
        for (int n = 0; n < hop; n++) {
          channel[n] = (float) (0.1 * random.nextGaussian());
        }
      }
      return x;
    }

    void print(int seconds) {
      long hops = (long) seconds * RATE_HZ / hop;
      process(hops / 4, null);
      Histogram times = new Histogram(3);
      codec.encodes.reset();
      codec.decodes.reset();
      long start = System.nanoTime();
      process(hops, times);
      double elapsedNs = System.nanoTime() - start;
      double hopNs = times.getValueAtPercentile(50);
      double codecNs =
          codec.encodes.getValueAtPercentile(50) + codec.decodes.getValueAtPercentile(50);
      double codecShare = codecNs / hopNs;
      double fftShare = fftNs() * (2 * channels + sidechains) / hopNs;
      long all = bytesPerHop(2000);
      codec.silent = true;
      long ours = bytesPerHop(2000);
      System.out.printf(
          Locale.ROOT,
          "%-7s %9s %13.1f %10.1f %7.1f %6.1f %7.1f %13.1f %6.1f %6.1f %7.1f %17d %6d%n",
          profile.name().toLowerCase(Locale.ROOT),
          channels + (sidechains > 0 ? "+" + sidechains : ""),
          (double) hops * hop / RATE_HZ / (elapsedNs / 1e9),
          hop * 1e9 / RATE_HZ / hopNs,
          100 * codecShare,
          100 * fftShare,
          100 * (1 - codecShare - fftShare),
          hopNs / 1e3,
          times.getValueAtPercentile(99) / 1e3,
          times.getValueAtPercentile(99.9) / 1e3,
          times.getMaxValue() / 1e3,
          ours,
          all - ours);
    }

    private void process(long hops, Histogram times) {
      long before = System.nanoTime();
      for (long h = 0; h < hops; h++) {
        engine.process(block, side, out, 0, hop);
        long now = System.nanoTime();
        if (times != null) {
          times.recordValue(now - before);
        }
        before = now;
      }
    }

    /** One transform, forward or back, of this profile's size. */
    private double fftNs() {
      Fft fft = new Fft(profile.at(RATE_HZ).fftSize());
      float[] x = new float[fft.size()];
      System.arraycopy(block[0], 0, x, 0, hop);
      int warmUp = 5000;
      int pairs = 20_000;
      Histogram times = new Histogram(3);
      for (int i = 0; i < warmUp + pairs; i++) {
        long start = System.nanoTime();
        fft.forward(x);
        fft.inverse(x);
        if (i >= warmUp) {
          times.recordValue(System.nanoTime() - start);
        }
      }
      return times.getValueAtPercentile(50) / 2.0;
    }

    private long bytesPerHop(int hops) {
      com.sun.management.ThreadMXBean threads =
          (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long id = Thread.currentThread().getId();
      long before = threads.getThreadAllocatedBytes(id);
      process(hops, null);
      return (threads.getThreadAllocatedBytes(id) - before) / hops;
    }
  }

  /** A codec whose time is taken, and which can be told to do nothing. */
  private static final class TimedCodec implements LatentCodec {
    private final LatentCodec codec;
    private final Histogram encodes = new Histogram(3);
    private final Histogram decodes = new Histogram(3);
    private boolean silent;

    TimedCodec(LatentCodec codec) {
      this.codec = codec;
    }

    @Override
    public int bins() {
      return codec.bins();
    }

    @Override
    public int latents() {
      return codec.latents();
    }

    @Override
    public float mean(int latent) {
      return codec.mean(latent);
    }

    @Override
    public float deviation(int latent) {
      return codec.deviation(latent);
    }

    @Override
    public void prepare(double hopsPerSecond) {
      codec.prepare(hopsPerSecond);
    }

    @Override
    public void reset() {
      codec.reset();
    }

    @Override
    public boolean encode(float[] spectraDb, int count, float[] latents, float[] targetsDb) {
      long start = System.nanoTime();
      boolean ok = silent || codec.encode(spectraDb, count, latents, targetsDb);
      encodes.recordValue(System.nanoTime() - start);
      return ok;
    }

    @Override
    public boolean decode(float[] latents, int count, float[] spectraDb) {
      long start = System.nanoTime();
      boolean ok = silent || codec.decode(latents, count, spectraDb);
      decodes.recordValue(System.nanoTime() - start);
      return ok;
    }

    @Override
    public void close() {
      codec.close();
    }
  }
}
