package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.host.JackDriver;
import audio.liminal.host.LiveStream;
import audio.liminal.host.MidiHand;
import audio.liminal.host.PortPlan;
import audio.liminal.host.StreamWish;
import audio.liminal.model.TestModel;
import audio.liminal.signal.StreamSpec;
import com.illposed.osc.BufferBytesReceiver;
import com.illposed.osc.OSCMessage;
import com.illposed.osc.OSCSerializeException;
import com.illposed.osc.OSCSerializerAndParserBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The whole command between other clients of a real server; needs jackd, but no device. */
@Timeout(120)
class PlayThroughJackTest {
  private static final int RATE = 48_000;
  private static final List<String> NONE = List.of();

  @TempDir Path temp;
  private Path model;
  private final StringWriter figures = new StringWriter();
  private final StringWriter events = new StringWriter();

  @BeforeEach
  void prepare() throws IOException {
    model = TestModel.write(temp.resolve("cosine"));
  }

  @ParameterizedTest
  @CsvSource({"64, 20", "256, 0", "1024, 0"})
  void shouldPlayBitForBitWhatRenderWrites(int block, int reserveMs) throws Exception {
    int transport = block + reserveMs * RATE / 1000;
    Path input = file();
    Path rendered = temp.resolve("rendered.wav");
    run("render", input.toString(), "-o", rendered.toString(), "--to", "dark").join();
    AudioClip expected = AudioClip.read(rendered);
    Path recorded = temp.resolve("recorded.wav");
    try (JackServer server = JackServer.start(block)) {
      Ear ear = new Ear(2);
      try (LiveStream stream =
          open("ear", new PortPlan(2, 0, 1, List.of("none"), NONE, NONE), ear)) {
        run(
                "play",
                "--file=" + input,
                "--to=dark",
                "--out=ear:in_1",
                "--out=ear:in_2",
                "--stats=json",
                "--reserve=" + reserveMs,
                "--record=" + recorded)
            .join();
        assertTrue(stream.alive() && server.alive());
      }
      assumeTrue(figure("lateBlocks") == 0, "the machine is too busy: " + figures);
      assertEquals(1023 + transport, figure("latencySamples"), events.toString());
      AudioClip record = AudioClip.read(recorded);
      for (int c = 0; c < 2; c++) {
        float[] whole = expected.samples()[c];
        int onset = onset(whole);
        float[] sound = Arrays.copyOfRange(whole, onset, whole.length);
        int heard = ear.onset(c);
        assertArrayEquals(
            sound, Arrays.copyOfRange(ear.channel(c), heard, heard + sound.length), "heard");
        float[] written = record.samples()[c];
        int at = onset(written);
        assertEquals(onset + 1023 + transport, at, "latency in the recording");
        assertArrayEquals(sound, Arrays.copyOfRange(written, at, at + sound.length), "recorded");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 1024})
  void shouldDelayAnImpulseByWhatItReportsToJack(int block) throws Exception {
    try (JackServer server = JackServer.start(block)) {
      Ear hand = new Ear(1);
      Ear ear = new Ear(2);
      try (LiveStream sending =
              open("hand", new PortPlan(0, 0, 1, NONE, NONE, List.of("none")), hand);
          LiveStream hearing =
              open("ear", new PortPlan(2, 0, 1, List.of("hand:out_1"), NONE, NONE), ear)) {
        Thread play =
            run("play", "--in=hand:out_1", "--out=ear:in_2", "--profile=live", "--reserve=0");
        await("an impulse through", () -> ear.onset(1) > 0);
        int latency = 255 + block;
        String told = JackServer.tool("jack_lsp", "-l", "liminal:out_1");
        int from = ear.length();
        long allocated = allocatedByJacksThreads();
        await("two seconds more", () -> ear.length() > from + 2 * Ear.PERIOD);
        // reading the figure itself takes a little
        assertTrue(allocatedByJacksThreads() - allocated < 1000, "garbage on the host's threads");
        int sent = ear.peak(0, from, from + Ear.PERIOD);
        int came = ear.peak(1, sent, sent + Ear.PERIOD / 2);
        assertEquals(latency, came - sent);
        assertEquals(0.5, ear.channel(1)[came], 1e-5);
        assertTrue(
            told.contains("port capture latency = [ " + latency + " " + latency + " ] frames"),
            told);
        assertTrue(hearing.alive() && sending.alive() && server.alive());
        play.interrupt();
        play.join();
      }
    }
  }

  @Test
  void shouldWaitForAServerThatDiedAndPlayOnWithinTwoSeconds() throws Exception {
    Thread play;
    try (JackServer server = JackServer.start(256)) {
      play = run("play", "--file=" + file(), "--loop", "--to=dark", "--out=ear:in_1");
      await("play", () -> events.toString().contains("playing on JACK"));
      server.kill();
      await("its loss", () -> events.toString().contains("gone; waiting"));
    }
    try (JackServer server = JackServer.start(512)) {
      Ear ear = new Ear(1);
      try (LiveStream stream =
          open("ear", new PortPlan(1, 0, 1, List.of("none"), NONE, NONE), ear)) {
        long up = System.nanoTime();
        await("sound", () -> ear.onset(0) >= 0);
        double seconds = (System.nanoTime() - up) / 1e9;
        // half a second of the file is silence
        assertTrue(seconds < 2, seconds + " s");
        assertTrue(stream.alive() && server.alive());
        play.interrupt();
        play.join();
      }
    }
    assertTrue(events.toString().contains("blocks of 512"), events.toString());
  }

  @Test
  void shouldEndWellWhileItWaitsForAServer() throws Exception {
    Thread play;
    try (JackServer server = JackServer.start(256)) {
      play = run("play", "--file=" + file(), "--loop", "--to=dark", "--stats=json");
      await("play", () -> events.toString().contains("playing on JACK"));
      server.kill();
      await("its loss", () -> events.toString().contains("gone; waiting"));
    }
    play.interrupt();
    play.join();
    assertEquals(0, figure("lostSamples"));
  }

  @Test
  void shouldTakeBlocksOfTheSizeAskedForAndFollowTheServer() throws Exception {
    try (JackServer server = JackServer.start(256)) {
      Thread play =
          run("play", "--file=" + file(), "--loop", "--to=dark", "--block=128", "--reserve=0");
      await("play", () -> events.toString().contains("blocks of 128, latency 1151 samples"));
      JackServer.tool("jack_bufsize", "512");
      await("the server's size", () -> events.toString().contains("blocks of 512"));
      assertTrue(events.toString().contains("latency " + (1023 + 512)), events.toString());
      play.interrupt();
      play.join();
      assertTrue(server.alive());
    }
  }

  @Test
  void shouldSayThatTheServerHasAnotherRate() throws Exception {
    try (JackServer server = JackServer.start(256)) {
      run("play", "--file=" + file(), "--rate=44100").join();
      assertEquals(
          "liminal: --rate: value=44100, expected 48000, which the JACK server was started with",
          events.toString().strip());
      assertTrue(server.alive());
    }
  }

  @Test
  void shouldBeTurnedByMidiAndOscAndChangePresets() throws Exception {
    int port = 20_000 + new Random().nextInt(20_000);
    try (JackServer server = JackServer.start(256);
        MidiHand hand = new MidiHand()) {
      Thread play =
          run(
              "play",
              "--file=" + file(),
              "--loop",
              "--to=dark",
              "--stats=json",
              "--midi=cc:74=morph",
              "--midi-in=hand:midi_out",
              "--osc=" + port);
      await("play", () -> events.toString().contains("playing on JACK"));
      await("MIDI", () -> turned(hand, "\"morph\":0.50", 0xB0, 74, 64));
      long allocated = allocatedByJacksThreads();
      for (int i = 0; i < 500; i++) {
        hand.play(0xB0, 74, i % 128);
      }
      await("more MIDI", () -> turned(hand, "\"morph\":0.31", 0xB0, 74, 40));
      // reading the figure itself takes a little
      assertTrue(allocatedByJacksThreads() - allocated < 1000, "garbage on the host's threads");
      try (DatagramSocket socket = new DatagramSocket()) {
        await("OSC", () -> sent(socket, port, "\"freeze\":true", osc("/liminal/freeze", 1)));
        await(
            "a preset of another model",
            () -> sent(socket, port, "\"preset\":\"Violin\"", osc("/liminal/preset", "violin")));
      }
      await("its morph", () -> last("\"morph\":1.00"));
      await("sound", () -> Double.parseDouble(lastFigure("outDb")) > -40);
      play.interrupt();
      play.join();
      assertTrue(server.alive());
      assertEquals(0, figure("refusedMessages"));
    }
  }

  private boolean turned(MidiHand hand, String expected, int... message) {
    hand.play(message);
    return last(expected);
  }

  private boolean sent(DatagramSocket socket, int port, String expected, byte[] packet) {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      socket.send(new DatagramPacket(packet, packet.length, here, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return last(expected);
  }

  private static byte[] osc(String address, Object argument) {
    ByteBuffer packet = ByteBuffer.allocate(256);
    try {
      new OSCSerializerAndParserBuilder()
          .buildSerializer(new BufferBytesReceiver(packet))
          .write(new OSCMessage(address, List.of(argument)));
    } catch (OSCSerializeException e) {
      throw new AssertionError(e);
    }
    return Arrays.copyOf(packet.array(), packet.position());
  }

  /** Whether the last whole line of figures has it. */
  private boolean last(String expected) {
    String all = figures.toString().stripTrailing();
    return all.substring(all.lastIndexOf('\n') + 1).contains(expected);
  }

  @Test
  void shouldEndBesideAServerThatStandsStill() throws Exception {
    Path recorded = temp.resolve("recorded.wav");
    Path log = temp.resolve("log");
    try (JackServer server = JackServer.start(256)) {
      Process play =
          OtherProcess.atTerminal(
                  log, List.of("play", "--driver=jack", "--model=" + model, "--record=" + recorded))
              .start();
      try {
        await("recording", () -> recorded.toFile().length() > 1 << 16);
        server.stand();
        try (OutputStream keys = play.getOutputStream()) {
          keys.write('q');
        }
        assertTrue(play.waitFor(90, TimeUnit.SECONDS), "still there");
      } finally {
        play.destroyForcibly();
      }
    }
    assertTrue(AudioClip.read(recorded).samples()[0].length > 0);
  }

  @Test
  void shouldSayInOneLineThatNoServerRuns() throws Exception {
    run("play", "--driver=jack").join();
    String line = events.toString().strip();
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.startsWith("liminal: no JACK "), line);
    assertTrue(events.toString().contains("jackd"), line);
  }

  /** The clients' processing threads, not those that tell of events. */
  private static long allocatedByJacksThreads() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("jack"))
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
        .sum();
  }

  private Thread run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--model=" + model;
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(figures)).setErr(new PrintWriter(events, true));
    Thread thread = new Thread(() -> command.execute(all), arguments[0]);
    thread.start();
    return thread;
  }

  private long figure(String name) {
    return Long.parseLong(lastFigure(name));
  }

  private String lastFigure(String name) {
    Matcher last =
        Pattern.compile(".*\"" + name + "\":(-?[\\d.]+)", Pattern.DOTALL).matcher("" + figures);
    assertTrue(last.find(), events + "" + figures);
    return last.group(1);
  }

  private static LiveStream open(String name, PortPlan plan, Ear ear) {
    return new JackDriver(name, StreamWish.NONE, null).open(plan, ear);
  }

  private void await(String what, BooleanSupplier happened) throws InterruptedException {
    for (int patience = 0; !happened.getAsBoolean(); patience++) {
      assertTrue(patience < 1500, () -> "no " + what + ": " + events + figures);
      Thread.sleep(20);
    }
  }

  private static int onset(float[] x) {
    int n = 0;
    while (x[n] == 0) {
      n++;
    }
    return n;
  }

  /** Half a second of silence, in which ports are connected, and a second of noise. */
  private Path file() {
    Random random = new Random(1);
    float[][] x = new float[2][3 * RATE / 2];
    for (float[] channel : x) {
      for (int n = RATE / 2; n < channel.length; n++) {
        channel[n] = (float) (0.2 * random.nextGaussian());
      }
    }
    Path file = temp.resolve("in.wav");
    try (AudioWriter writer =
        AudioWriter.create(file, new StreamSpec(RATE, 2), SampleFormat.FLOAT32, 1)) {
      writer.write(x, 0, x[0].length);
      writer.commit();
    }
    return file;
  }
}
