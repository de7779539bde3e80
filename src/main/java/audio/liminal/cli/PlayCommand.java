package audio.liminal.cli;

import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.host.AudioDriver;
import audio.liminal.host.AutoDriver;
import audio.liminal.host.BlockSource;
import audio.liminal.host.ClipSource;
import audio.liminal.host.JackDriver;
import audio.liminal.host.JavaSoundDriver;
import audio.liminal.host.Player;
import audio.liminal.host.PortPlan;
import audio.liminal.host.Programme;
import audio.liminal.host.Recording;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Morphs what is played, as it is played. */
@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    description = {
      "Plays live input, or a recording, through the morph, on JACK (or PipeWire's JACK) or the sound card.",
      "Prints a line of figures a second. Keys: + and - move the morph, b bypasses, q quits.",
      "A server that goes away is waited for."
    },
    footer = {
      "",
      "Examples:",
      "  liminal play --to violin --profile live",
      "  liminal play --file guitar.flac --loop --to choir --record evening.wav",
      "  liminal play --sidechain other:out_1 --sidechain other:out_2 --morph 0.5"
    })
final class PlayCommand implements Callable<Integer> {
  private static final String CLIENT_NAME = "liminal";
  private static final long LAST_WORDS_MS = 3000;

  @Spec private CommandSpec spec;
  @Mixin private EngineOptions engine;
  @Mixin private MorphOptions morph;

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
      names = "--record",
      paramLabel = "OUT.wav",
      description =
          "Writes what is heard, as 32-bit floats; readable at any time. Another sample rate begins"
              + " another file, with a number.")
  private Path record;

  @Option(
      names = "--stats",
      paramLabel = "F",
      defaultValue = "line",
      description = "How figures are printed: line or json (default: ${DEFAULT-VALUE}).")
  private PlayStatus.Form stats;

  @Option(names = "--list", description = "Lists servers, ports and sound cards, and ends.")
  private boolean list;

  private int recordings;

  /** What may be asked for. */
  private enum Driver {
    AUTO,
    JACK,
    JAVASOUND;

    AudioDriver make() {
      AudioDriver jack = new JackDriver(CLIENT_NAME);
      AudioDriver soundCard = new JavaSoundDriver();
      return switch (this) {
        case AUTO -> new AutoDriver(jack, soundCard);
        case JACK -> jack;
        case JAVASOUND -> soundCard;
      };
    }
  }

  @Override
  public Integer call() {
    AudioDriver audio = driver.make();
    if (list) {
      spec.commandLine().getOut().println(audio.list());
      return ExitCode.OK;
    }
    check();
    Model model = engine.load(morph.preset());
    MorphOptions.Goal goal = morph.goal(model);
    AudioClip clip = file == null ? null : AudioClip.read(file);
    try (ModelCodec codec = model.open(engine.device)) {
      MorphSettings settings =
          morph.settings(goal, model, codec, engine.profile(morph.preset()), file);
      Programme.Maker maker = rate -> programme(rate, clip, goal, model, codec, settings);
      try (Player player = new Player(maker, settings, record == null ? null : this::record)) {
        play(audio, plan(clip), player);
      }
    }
    return ExitCode.OK;
  }

  private void check() {
    morph.check(!sidechain.isEmpty());
    refuse("--in", in.size() > 2, in, "one or two ports");
    refuse("--sidechain", sidechain.size() > 2, sidechain, "one or two ports");
    refuse("--in", file != null && !in.isEmpty(), in, "none beside --file");
    refuse("--loop", loop && file == null, "given", "--file IN to start over");
  }

  private void refuse(String option, boolean wrong, Object value, String expected) {
    if (wrong) {
      throw new ParameterException(
          spec.commandLine(), option + ": value=" + value + ", expected " + expected);
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

  private Programme programme(
      int rateHz,
      AudioClip clip,
      MorphOptions.Goal goal,
      Model model,
      ModelCodec codec,
      MorphSettings settings) {
    AudioClip followed = goal.follows() ? goal.followed().at(rateHz) : null;
    int sidechains = followed != null ? followed.channels() : sidechain.size();
    StreamSpec stream = new StreamSpec(rateHz, channels(clip));
    BlockSource source = null;
    if (clip != null) {
      float[][] samples = clip.at(rateHz).samples();
      source = loop ? ClipSource.looping(samples) : ClipSource.once(samples);
    }
    return new Programme(
        new MorphEngine(
            stream,
            sidechains,
            engine.profile(morph.preset()),
            model.card().grid(),
            codec,
            settings),
        stream.channels(),
        sidechains,
        source,
        followed == null ? null : ClipSource.looping(followed.samples()));
  }

  /** Another file for each sample rate. */
  private Recording record(StreamSpec stream) {
    recordings++;
    String name = record.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot < 0 ? name.length() : dot;
    String numbered = name.substring(0, end) + "-" + recordings + name.substring(end);
    return new Recording(recordings == 1 ? record : record.resolveSibling(numbered), stream);
  }

  /** Plays until the end, or until the program is told to end. */
  private void play(AudioDriver audio, PortPlan plan, Player player) {
    PrintWriter figures = spec.commandLine().getOut();
    PrintWriter log = spec.commandLine().getErr();
    PlaySession session = new PlaySession(audio, plan, player, new PlayStatus(stats), figures, log);
    Thread playing = Thread.currentThread();
    Thread ending = new Thread(() -> end(session, playing), "ending");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      session.run();
    } finally {
      removeHook(ending);
    }
  }

  /** Gives the session time to end well. */
  private static void end(PlaySession session, Thread playing) {
    session.stop();
    try {
      playing.join(LAST_WORDS_MS);
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
