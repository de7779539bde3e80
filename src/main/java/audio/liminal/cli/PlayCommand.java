package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.host.AudioDriver;
import audio.liminal.host.AutoDriver;
import audio.liminal.host.JackDriver;
import audio.liminal.host.JavaSoundDriver;
import audio.liminal.host.MidiPlan;
import audio.liminal.host.Player;
import audio.liminal.host.PortPlan;
import audio.liminal.host.Programme;
import audio.liminal.host.Recording;
import audio.liminal.host.StreamWish;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.PresetBank;
import audio.liminal.signal.StreamSpec;
import audio.liminal.surface.ControlSurface;
import audio.liminal.surface.MidiMapFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Morphs what is played, as it is played. */
@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    description = {
      "Plays live input, or a recording, through the morph, on JACK (or PipeWire's JACK) or the sound card.",
      "Prints a line of figures a second. In a terminal any key but those that do something lists the keys.",
      "A server that goes away is waited for."
    },
    footer = {
      "",
      "Examples:",
      "  liminal play --to violin --profile live",
      "  liminal play --file guitar.flac --loop --to choir --record evening.wav",
      "  liminal play --sidechain other:out_1 --sidechain other:out_2 --morph 0.5",
      "  liminal play --to violin --midi cc:1=morph --osc 9000"
    })
final class PlayCommand implements Callable<Integer> {
  private static final String CLIENT_NAME = "liminal";
  private static final long LAST_WORDS_MS = 3000;

  @Spec private CommandSpec spec;
  @Mixin private EngineOptions engine;
  @Mixin private MorphOptions morph;
  @Mixin private TempoOptions tempo;
  @Mixin private ReserveOption reserve;
  @Mixin private SurfaceOptions hands;

  @Option(
      names = "--driver",
      paramLabel = "D",
      defaultValue = "auto",
      description =
          "jack, javasound, or auto, which is JACK where a server runs (default: ${DEFAULT-VALUE}).")
  private Driver driver;

  @Option(
      names = "--in",
      paramLabel = "PORT",
      description =
          "A JACK port to hear, once or twice, for a mono or a stereo input (default: the first two"
              + " physical ones).")
  private List<String> in = List.of();

  @Option(
      names = "--out",
      paramLabel = "PORT",
      description =
          "A JACK port to play on, any number in turn (default: the first two physical ones).")
  private List<String> out = List.of();

  @Option(
      names = "--sidechain",
      paramLabel = "PORT",
      description = "A JACK port to move to instead of --to, once or twice.")
  private List<String> sidechain = List.of();

  @Option(
      names = "--file",
      paramLabel = "IN",
      description = "A recording to play in place of live input; ends with it.")
  private Path file;

  @Option(names = "--loop", description = "Starts the recording over at its end.")
  private boolean loop;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "The sample rate: JACK's must be it, a sound card is opened with it (48000).")
  private Integer rateHz;

  @Option(
      names = "--block",
      paramLabel = "N",
      description =
          "Samples in a block: JACK's are set to it, a sound card is opened with it (256).")
  private Integer block;

  @Option(
      names = "--record",
      paramLabel = "OUT.wav",
      description =
          "Writes what is heard, as 32-bit floats; readable at any time. Where that file is there, and"
              + " for another sample rate, another is written: OUT-2.wav, OUT-3.wav ...")
  private Path record;

  @Option(
      names = "--stats",
      paramLabel = "F",
      defaultValue = "line",
      description = "How figures are printed: line or json (default: ${DEFAULT-VALUE}).")
  private PlayStatus.Form stats;

  @Option(names = "--list", description = "Lists servers, ports and sound cards, and ends.")
  private boolean list;

  private final CountDownLatch ended = new CountDownLatch(1);

  /** What may be asked for. */
  private enum Driver {
    AUTO,
    JACK,
    JAVASOUND;

    AudioDriver make(StreamWish wish, MidiPlan midi) {
      AudioDriver jack = new JackDriver(CLIENT_NAME, wish, midi);
      AudioDriver soundCard = new JavaSoundDriver(wish, midi);
      return switch (this) {
        case AUTO -> new AutoDriver(jack, soundCard);
        case JACK -> jack;
        case JAVASOUND -> soundCard;
      };
    }
  }

  @Override
  public Integer call() {
    if (list) {
      spec.commandLine().getOut().println(driver.make(StreamWish.NONE, null).list());
      return ExitCode.OK;
    }
    check();
    Model model = engine.load(morph.preset());
    MorphOptions.Goal goal = morph.goal(model);
    AudioClip clip = file == null ? null : AudioClip.read(file);
    StftProfile profile = engine.profile(morph.preset());
    morph.checkHeard(goal, model, profile);
    PlaySource source =
        new PlaySource(
            clip, loop, goal.followed(), channels(clip), sidechain.size(), profile, tempo.of(file));
    Device device;
    MorphSettings settings;
    try (ModelCodec codec = model.open(engine.device)) {
      device = codec.device();
      settings = morph.settings(goal, model, codec, profile, file);
    }
    Programme.Maker maker = source.through(model, device);
    try (Player player = new Player(maker, settings, reserve.seconds(), recorder())) {
      ControlSurface surface =
          new ControlSurface(settings, model.card().latentNames(), player::change);
      PlayPresets.Sound first = new PlayPresets.Sound(model, morph.preset(goal, model, profile));
      PlayPresets presets =
          new PlayPresets(
              Installation.presets(), player, source, surface, first, device, this::say);
      try (PlayDesk desk = new PlayDesk(hands, midiMap(), surface, presets, this::say)) {
        play(driver.make(wish(), desk.midiPlan()), plan(clip), player, desk);
      }
    } finally {
      ended.countDown();
    }
    return ExitCode.OK;
  }

  private static MidiMapFile midiMap() {
    return new MidiMapFile(PresetBank.ownFolder().resolveSibling("midi.json"));
  }

  private StreamWish wish() {
    return new StreamWish(rateHz == null ? 0 : rateHz, block == null ? 0 : block);
  }

  /** Tells an event; any thread. */
  private void say(String what) {
    PrintWriter log = spec.commandLine().getErr();
    log.println("liminal: " + what);
    log.flush();
  }

  private void check() {
    morph.check(!sidechain.isEmpty());
    refuse("--in", in.size() > 2, in, "one or two ports");
    refuse("--sidechain", sidechain.size() > 2, sidechain, "one or two ports");
    refuse("--in", file != null && !in.isEmpty(), in, "none beside --file");
    if (rateHz != null) {
      Range.check(spec, "--rate", rateHz, 44_100, 192_000);
    }
    if (block != null) {
      Range.check(spec, "--block", block, 16, 8192);
    }
    reserve.check();
    if (hands.osc != null) {
      Range.check(spec, "--osc", hands.osc, 1, 65_535);
    }
    refuse("--record", record != null && Files.isDirectory(record), record, "a file's name");
    refuse("--loop", loop && file == null, "given", "--file IN to start over");
  }

  private void refuse(String option, boolean wrong, Object value, String expected) {
    if (wrong) {
      throw UsageError.of(spec, option, value, expected);
    }
  }

  /** Channels of the input and the output. */
  private int channels(AudioClip clip) {
    return clip != null ? clip.channels() : in.isEmpty() ? 2 : in.size();
  }

  private PortPlan plan(AudioClip clip) {
    int channels = channels(clip);
    return new PortPlan(
        clip == null ? channels : 0, sidechain.size(), channels, in, sidechain, out);
  }

  private Player.Recorder recorder() {
    return record == null ? null : this::record;
  }

  /** Another file for each sample rate; none that is there is written over. */
  private Recording record(StreamSpec stream) {
    Path free = record;
    for (int number = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); number++) {
      free = numbered(number);
    }
    Recording recording = new Recording(free, stream);
    if (!free.equals(record)) {
      say("recording to " + free + ", since " + record + " is there");
    }
    return recording;
  }

  private Path numbered(int number) {
    String name = record.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot < 0 ? name.length() : dot;
    return record.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
  }

  /** Plays until the end, or until the program is told to end. */
  private void play(AudioDriver audio, PortPlan plan, Player player, PlayDesk desk) {
    PrintWriter figures = spec.commandLine().getOut();
    PlayStatus status = new PlayStatus(stats);
    PlaySession session = new PlaySession(audio, plan, player, desk, status, figures, this::say);
    Thread ending = new Thread(() -> end(session), "ending");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      session.run();
    } finally {
      removeHook(ending);
    }
  }

  /** Gives the session time to end well. */
  private void end(PlaySession session) {
    session.stop();
    try {
      ended.await(LAST_WORDS_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is what ends us
      return;
    }
  }
}
