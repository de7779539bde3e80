package audio.liminal.bench;

import audio.liminal.file.AudioReader;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Plays for a long time on a JACK server without a device and tells what was late, lost or grew.
 *
 * <p>The programme is noise, morphed and then turned down by 60 dB: a block that is heard dry is
 * loud, so the recording itself tells how many were. Needs Linux and jackd2; from the repository's
 * folder, after {@code ./liminal} has built: {@code java -cp 'target/liminal.jar:target/lib/*'
 * src/bench/java/audio/liminal/bench/Soak.java --minutes 10}.
 */
@Command(name = "soak")
public final class Soak implements Runnable {
  private static final int RATE_HZ = 48_000;
  private static final int CHANNELS = 2;
  private static final long SETTLING_SECONDS = 15;
  private static final int TAIL_SAMPLES = 8; // of a block, beyond any fade
  private static final double LOUD = 0.05;

  @Option(names = "--minutes", defaultValue = "10", description = "For each block size.")
  private double minutes;

  @Option(names = "--blocks", split = ",", defaultValue = "64,128,256,1024")
  private List<Integer> blocks;

  @Option(names = "--profile", defaultValue = "live")
  private String profile;

  @Option(names = "--burn", description = "Keeps a core busy meanwhile.")
  private boolean burn;

  @Option(names = "--looks", defaultValue = "2", description = "How often memory is looked at.")
  private int looks;

  private Path folder;

  /** Memory and threads of the playing process at one time. */
  private record Look(double seconds, long residentKib, long threads, long heapBytes) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Soak()).execute(arguments));
  }

  @Override
  public void run() {
    try {
      folder = Files.createTempDirectory("soak");
      writeNoise(folder.resolve("noise.wav"));
      System.out.printf("%s, %s min each%s%n", profile, minutes, burn ? ", one core burnt" : "");
      for (int block : blocks) {
        soak(block);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void writeNoise(Path file) {
    Random random = new Random(1);
    float[][] noise = new float[CHANNELS][10 * RATE_HZ];
    for (float[] channel : noise) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] = (float) (0.2 * random.nextGaussian());
      }
    }
    StreamSpec stream = new StreamSpec(RATE_HZ, CHANNELS);
    try (AudioWriter writer = AudioWriter.create(file, stream, SampleFormat.FLOAT32, 1)) {
      writer.write(noise, 0, noise[0].length);
      writer.commit();
    }
  }

  private void soak(int block) throws IOException, InterruptedException {
    Path record = folder.resolve(block + ".wav");
    Path figures = folder.resolve(block + ".json");
    Process jack = start(folder.resolve("jackd.log"), jackd(block));
    Process burner =
        burn ? start(folder.resolve("burn.log"), "sh", "-c", "while :; do :; done") : null;
    try {
      start(folder.resolve("wait.log"), "jack_wait", "-w", "-t", "10").waitFor();
      Process play = start(figures, play(record));
      List<Look> seen = watch(play, figures);
      play.destroy();
      play.waitFor();
      print(block, Files.readAllLines(figures), seen, record);
    } finally {
      if (burner != null) {
        burner.destroy();
      }
      jack.destroy();
      jack.waitFor(5, TimeUnit.SECONDS);
    }
    Files.delete(record);
  }

  private static String[] jackd(int block) {
    return new String[] {"jackd", "-d", "dummy", "-r", "" + RATE_HZ, "-p", "" + block};
  }

  private String[] play(Path record) {
    return new String[] {
      "./liminal",
      "play",
      "--driver=jack",
      "--file=" + folder.resolve("noise.wav"),
      "--loop",
      "--to=violin",
      "--gain=-60",
      "--profile=" + profile,
      "--stats=json",
      "--record=" + record
    };
  }

  private Process start(Path out, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JACK_DEFAULT_SERVER", "liminal-soak");
    Path errors = folder.resolve("errors.log");
    return builder
        .redirectOutput(out.toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
        .start();
  }

  private List<Look> watch(Process play, Path figures) throws IOException, InterruptedException {
    List<Look> seen = new ArrayList<>();
    Thread.sleep(1000 * SETTLING_SECONDS);
    long start = System.nanoTime();
    double seconds = 60 * minutes;
    for (int look = 0; look < looks; look++) {
      double at = seconds * look / (looks - 1);
      Thread.sleep((long) Math.max(0, 1000 * at - (System.nanoTime() - start) / 1e6));
      if (!play.isAlive()) {
        throw new IOException("play ended; see " + folder.resolve("errors.log"));
      }
      seen.add(look(play, figures, at));
    }
    return seen;
  }

  private static Look look(Process play, Path figures, double seconds) throws IOException {
    String status = Files.readString(Path.of("/proc/" + play.pid() + "/status"));
    List<String> lines = Files.readAllLines(figures);
    long heap = (long) figure(lines.get(lines.size() - 1), "heapBytes");
    return new Look(seconds, number(status, "VmRSS:\\s*"), number(status, "Threads:\\s*"), heap);
  }

  private void print(int block, List<String> lines, List<Look> seen, Path record)
      throws IOException {
    String end = lines.get(lines.size() - 1);
    long played = (long) figure(end, "blocks");
    long recorded = 0;
    long dry = 0;
    try (AudioReader reader = AudioReader.open(record)) {
      float[][] x = new float[CHANNELS][block];
      while (fill(reader, x) == block) {
        dry += recorded < played && isLoud(x) ? 1 : 0;
        recorded++;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "block %4d: %d played, %d recorded, unrecorded %.0f, late %.0f, heard dry %d, xruns %.0f;"
            + " load p50 %.3f p99 %.3f p99.9 %.3f most %.3f; GC %.0f in %.0f ms%n",
        block,
        played,
        recorded,
        figure(end, "lostSamples"),
        figure(end, "lateBlocks"),
        dry,
        figure(end, "xruns"),
        figure(end, "allLoad50"),
        figure(end, "allLoad99"),
        figure(end, "allLoad999"),
        figure(end, "allLoadMost"),
        figure(end, "gcPauses"),
        figure(end, "gcMs"));
    for (Look look : seen) {
      System.out.printf(
          Locale.ROOT,
          "  at %5.0f s: heap after collection %.2f MiB, resident %.1f MiB, %d threads%n",
          look.seconds,
          look.heapBytes / 1048576.0,
          look.residentKib / 1024.0,
          look.threads);
    }
  }

  private static int fill(AudioReader reader, float[][] block) {
    int read = 0;
    for (int n = 1; n > 0 && read < block[0].length; read += Math.max(0, n)) {
      n = reader.read(block, read, block[0].length - read);
    }
    return read;
  }

  private static boolean isLoud(float[][] block) {
    double energy = 0;
    for (float[] channel : block) {
      for (int i = channel.length - TAIL_SAMPLES; i < channel.length; i++) {
        energy += channel[i] * channel[i];
      }
    }
    return Math.sqrt(energy / (CHANNELS * TAIL_SAMPLES)) > LOUD;
  }

  private static double figure(String json, String name) {
    Matcher m = Pattern.compile("\"" + name + "\":(-?[\\d.]+)").matcher(json);
    if (!m.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return Double.parseDouble(m.group(1));
  }

  private static long number(String text, String before) {
    Matcher m = Pattern.compile(before + "(\\d+)").matcher(text);
    return m.find() ? Long.parseLong(m.group(1)) : -1;
  }
}
