package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import audio.liminal.engine.MorphSession;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.RealTime;
import audio.liminal.signal.StreamSpec;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Plays a programme through an engine on its own thread, whatever driver calls, and outlives
 * drivers: with another block size or a new server it goes on, with another sample rate it begins
 * anew.
 *
 * <p>One thread prepares and closes, the driver's processes, any other ones change; one asks.
 */
public final class Player implements LiveClient, AutoCloseable {
  private static final long WARM_UP_NS = 1_000_000_000;
  private static final int HISTORY_SECONDS = 3;

  private final double reserveSeconds;
  private final Recorder recorder;
  private final PeakMeter inMeter = new PeakMeter();
  private final PeakMeter outMeter = new PeakMeter();
  private final AtomicLong xruns = new AtomicLong();
  private final AtomicLong lateBefore = new AtomicLong();
  private final AtomicLong lostBefore = new AtomicLong();
  private EngineException failedBefore;
  private final Histogram allHopNs = new Histogram(EngineLoop.LARGEST_TRACKED_NS, 2);
  private Programme.Maker maker; // changes with the settings
  private volatile EngineThread engineThread;
  private volatile Programme programme;
  private volatile Recording recording;
  private volatile MorphSettings settings;
  private volatile long fileEndedAgo = -1;
  private volatile int latencySamples;
  private volatile int rateHz;
  private volatile BlockRing inputHistory;
  private volatile long blocks; // written by the driver's thread alone
  private float[][] input;
  private float[][] sidechain;

  /** Begins a recording of what is heard. */
  @FunctionalInterface
  public interface Recorder {
    Recording begin(StreamSpec spec);
  }

  /**
   * @param reserveSeconds latency beyond a block's, by which the engine may be held up without a
   *     late block; 0 or more
   * @param recorder called for each new sample rate, or null
   */
  public Player(
      Programme.Maker maker, MorphSettings settings, double reserveSeconds, Recorder recorder) {
    this.reserveSeconds = reserveSeconds;
    this.maker = maker;
    this.settings = settings;
    this.recorder = recorder;
  }

  @Override
  public synchronized int prepare(int sampleRateHz, int largestBlock) {
    endThread();
    if (sampleRateHz != rateHz) {
      begin(sampleRateHz);
    }
    Programme now = programme;
    input = new float[now.channels()][largestBlock];
    sidechain = new float[now.sidechains()][largestBlock];
    int transport = largestBlock + (int) Math.round(reserveSeconds * sampleRateHz);
    EngineThread thread =
        new EngineThread(now.engine(), now.channels(), now.sidechains(), transport);
    latencySamples = thread.latency().totalSamples();
    engineThread = thread;
    return latencySamples;
  }

  private void endThread() {
    EngineThread before = engineThread;
    if (before != null) {
      engineThread = null;
      before.close();
      lateBefore.addAndGet(before.lateBlocks());
    }
  }

  private void begin(int sampleRateHz) {
    Programme next = maker.at(sampleRateHz, settings);
    Recording before = recording;
    try {
      recording = begunRecording(new StreamSpec(sampleRateHz, next.channels()));
    } catch (RuntimeException e) {
      next.engine().close();
      throw e;
    }
    WarmUp.run(next.engine(), next.channels(), next.sidechains(), WARM_UP_NS);
    WarmUp.runBeside(next.engine(), next.channels(), next.sidechains(), WARM_UP_NS / 2);
    if (programme != null) {
      programme.engine().close();
    }
    rateHz = sampleRateHz;
    inputHistory = new BlockRing(next.channels(), HISTORY_SECONDS * sampleRateHz);
    programme = next;
    fileEndedAgo = -1;
    try {
      close(before);
    } catch (EngineException e) {
      lostBefore.addAndGet(before.lostSamples());
      failedBefore = e;
    }
    System.gc(); // now, or what starting left behind is collected while it plays
  }

  private Recording begunRecording(StreamSpec stream) {
    return recorder == null ? null : recorder.begin(stream);
  }

  @Override
  @RealTime
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void process(float[][] in, float[][] out, int count) {
    EngineThread thread = engineThread; // first, as what was prepared before it comes along
    Programme now = programme;
    take(now, in, count);
    inMeter.hear(input, count);
    inputHistory.write(input, 0, count);
    thread.exchange(input, now.sidechains() == 0 ? null : sidechain, out, count);
    outMeter.hear(out, count);
    Recording to = recording;
    if (to != null) {
      to.write(out, count);
    }
    blocks++;
  }

  /** Gathers the input and the sidechain from the driver or from files. */
  private void take(Programme now, float[][] in, int count) {
    int live = now.file() == null ? now.channels() : 0;
    if (now.file() == null) {
      for (int c = 0; c < live; c++) {
        System.arraycopy(in[c], 0, input[c], 0, count);
      }
    } else {
      takeFile(now.file(), count);
    }
    if (now.sidechainFile() != null) {
      fill(now.sidechainFile(), sidechain, count);
    } else {
      for (int c = 0; c < now.sidechains(); c++) {
        System.arraycopy(in[live + c], 0, sidechain[c], 0, count);
      }
    }
  }

  private void takeFile(BlockSource file, int count) {
    int read = fill(file, input, count);
    if (read < count) {
      long before = fileEndedAgo;
      fileEndedAgo = (before < 0 ? 0 : before) + count - read;
    }
  }

  /** Reads a whole block, with silence after the end. */
  private static int fill(BlockSource source, float[][] block, int count) {
    int read = 0;
    for (int n = 1; n > 0 && read < count; read += Math.max(0, n)) {
      n = source.read(block, read, count - read);
    }
    for (float[] channel : block) {
      Arrays.fill(channel, read, count, 0);
    }
    return read;
  }

  /** Whether all of the file was heard. */
  public boolean fileEnded() {
    return fileEndedAgo >= latencySamples;
  }

  /** Lets new settings take effect with the next hop. */
  public synchronized void change(MorphSettings next) {
    settings = next;
    if (programme != null) {
      programme.engine().change(next);
    }
  }

  /**
   * Lets another model, or other settings of the same, take over from what plays, without a gap.
   *
   * @param next makes later programmes
   * @param session makes the engine's next session
   * @param seconds that the way takes
   */
  public synchronized void play(
      Programme.Maker next,
      MorphSettings nextSettings,
      Function<MorphEngine, MorphSession> session,
      double seconds) {
    MorphEngine engine = programme.engine();
    engine.play(session.apply(engine), seconds);
    maker = next;
    settings = nextSettings;
  }

  /** Gives back what no longer plays; a few times a second. */
  public void tend() {
    Programme now = programme;
    if (now != null) {
      now.engine().closeRetired();
    }
  }

  /**
   * The input's last samples.
   *
   * @param seconds up to 2
   * @return as many as there were, or none when they were overwritten meanwhile
   */
  public float[][] lastInput(double seconds) {
    BlockRing history = inputHistory;
    long end = history.end();
    int count = (int) Math.min(end, Math.round(seconds * rateHz));
    float[][] samples = new float[programme.channels()][count];
    return history.read(end - count, samples, 0, count) ? samples : new float[samples.length][0];
  }

  /** From input to output, 0 before the first stream. */
  public int latencySamples() {
    return latencySamples;
  }

  /** What of the latency is there for a machine that stalls. */
  public double reserveSeconds() {
    return reserveSeconds;
  }

  /** Of the current or last stream, 0 before the first. */
  public int sampleRateHz() {
    return rateHz;
  }

  /** The settings in force. */
  public MorphSettings settings() {
    return settings;
  }

  @Override
  public void xrun() {
    xruns.incrementAndGet();
  }

  /** Figures since play began, or since the last time; one thread asks. */
  public PlayStats stats() {
    EngineThread thread = engineThread;
    HopLoads recent = HopLoads.NONE;
    HopLoads all = HopLoads.NONE;
    if (thread != null) {
      Histogram hopTimes = thread.takeHopTimes();
      allHopNs.add(hopTimes);
      double hopNs = 1e9 * programme.engine().hopSamples() / rateHz;
      recent = HopLoads.of(hopTimes, hopNs);
      all = HopLoads.of(allHopNs, hopNs);
    }
    return new PlayStats(
        inMeter.take(),
        outMeter.take(),
        latencySamples,
        recent,
        all,
        lateBefore.get() + (thread == null ? 0 : thread.lateBlocks()),
        xruns.get(),
        blocks,
        lostBefore.get() + (recording == null ? 0 : recording.lostSamples()),
        trouble(thread));
  }

  private String trouble(EngineThread thread) {
    if (recording != null && recording.failure() != null) {
      return recording.failure();
    }
    Throwable failure = thread == null ? null : thread.failure();
    return failure == null ? null : "the engine failed: " + failure;
  }

  /** Ends the engine's thread and the recording; the driver's stream must have ended. */
  @Override
  public synchronized void close() {
    endThread();
    if (programme != null) {
      programme.engine().close();
    }
    close(recording);
    if (failedBefore != null) {
      throw failedBefore;
    }
  }

  private static void close(Recording recording) {
    if (recording != null) {
      recording.close();
    }
  }
}
