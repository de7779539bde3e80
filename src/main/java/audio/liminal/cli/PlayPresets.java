package audio.liminal.cli;

import audio.liminal.engine.CloudCapture;
import audio.liminal.host.Player;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import audio.liminal.preset.PresetCorner;
import audio.liminal.preset.PresetTarget;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.StreamSpec;
import audio.liminal.surface.ControlSurface;
import audio.liminal.surface.PresetShelf;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Changes between the presets of a bank while sound plays, and captures new ones. Any thread asks;
 * {@link #tend} does it.
 */
final class PlayPresets implements PresetShelf {
  private static final double CHANGE_SECONDS = 0.04;
  private static final double CAPTURE_SECONDS = 2;
  private static final int CAPTURE_BLOCK = 4096;
  private static final int WARM_UP_RUNS = 20;
  private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss");

  private final PresetBank bank;
  private final Player player;
  private final PlaySource source;
  private final ControlSurface surface;
  private final Device device;
  private final Consumer<String> log;
  private final Thread owner = Thread.currentThread();
  private final AtomicReference<Runnable> wanted = new AtomicReference<>();
  private Model model;
  private String name;

  /**
   * @param model that plays at first
   * @param device where it runs
   * @param name of the preset that plays at first, or null
   */
  PlayPresets(
      PresetBank bank,
      Player player,
      PlaySource source,
      ControlSurface surface,
      Model model,
      Device device,
      String name,
      Consumer<String> log) {
    this.bank = bank;
    this.player = player;
    this.source = source;
    this.surface = surface;
    this.model = model;
    this.device = device;
    this.name = name;
    this.log = log;
  }

  /** The preset that plays, or null. */
  String name() {
    return name;
  }

  @Override
  public void choose(int place) {
    ask(() -> play(at(place)));
  }

  @Override
  public void choose(String preset) {
    ask(() -> play(bank.find(preset)));
  }

  /** Asks for the preset so many places further, from the last one on to the first. */
  void step(int places) {
    ask(() -> play(beside(places)));
  }

  /** Asks for the input's last seconds to become the target, and a preset of the user's own. */
  void capture() {
    ask(this::captureInput);
  }

  /** Of several that are asked for at once the last one comes. */
  private void ask(Runnable task) {
    wanted.set(task);
    LockSupport.unpark(owner);
  }

  /** Does what was asked for; on the thread that made this. */
  void tend() {
    Runnable task = wanted.getAndSet(null);
    if (task == null) {
      return;
    }
    try {
      task.run();
    } catch (BadInputException | EngineException e) {
      log.accept(e.getMessage());
    }
  }

  private PresetBank.Entry at(int place) {
    List<PresetBank.Entry> all = bank.list().entries();
    if (place < 0 || place >= all.size()) {
      throw new BadInputException("preset", "number", place + 1, "1 to " + all.size());
    }
    return all.get(place);
  }

  private PresetBank.Entry beside(int places) {
    List<PresetBank.Entry> all = bank.list().entries();
    if (all.isEmpty()) {
      throw new BadInputException("presets", "count", 0, "some in " + bank.factory());
    }
    int now = -1;
    for (int i = 0; i < all.size(); i++) {
      now = all.get(i).preset().name().equals(name) ? i : now;
    }
    int first = places > 0 ? 0 : all.size() - 1;
    return all.get(now < 0 ? first : Math.floorMod(now + places, all.size()));
  }

  private void play(PresetBank.Entry entry) {
    Preset preset = entry.preset();
    if (preset.followsSidechain() && source.sidechains() == 0) {
      throw new BadInputException(
          preset.name(), "target", "the sidechain", "--sidechain to follow, or another preset");
    }
    boolean same = preset.model().name().equals(model.card().name());
    Model next = same ? model : Installation.load(preset.model().name());
    PresetBinder.Bound bound = new PresetBinder(preset.name(), preset, next).bind();
    play(next, bound.settings());
    name = preset.name();
    bound.remarks().forEach(log);
    String other = preset.profile() == source.profile() ? "" : ", made for " + preset.profile();
    log.accept("preset " + name + other);
  }

  private void play(Model next, MorphSettings settings) {
    ModelCodec codec = warmedUp(next.open(device));
    List<String> names = latentNames(next);
    surface.replace(
        settings,
        names,
        () ->
            player.play(
                source.through(next, device),
                settings,
                engine -> engine.session(next.card().grid(), codec, settings),
                CHANGE_SECONDS));
    model = next;
  }

  static List<String> latentNames(Model model) {
    return model.card().latents().stream().map(latent -> latent.name()).toList();
  }

  /** The first runs of a model are slow. */
  private static ModelCodec warmedUp(ModelCodec codec) {
    float[] latents = new float[2 * codec.latents()];
    float[] spectra = new float[2 * codec.bins()];
    float[] targets = new float[2 * codec.bins()];
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      codec.encode(spectra, 1, latents, targets);
      codec.decode(latents, 2, targets);
    }
    return codec;
  }

  private void captureInput() {
    LatentCloud cloud = cloudOf(player.lastInput(CAPTURE_SECONDS));
    Corner corner = Corner.timbre("captured", cloud);
    Corners target =
        new Corners(
            List.of(corner),
            TimbreTarget.ofEverything(model.card()),
            Corners.DEFAULT_FORGET_SECONDS);
    MorphSettings settings = surface.settings().withTarget(target);
    play(model, settings);
    name = "Captured " + LocalDateTime.now(ZoneId.systemDefault()).format(NOW);
    PresetTarget kept =
        new PresetTarget.Pad(List.of(PresetCorner.captured(corner)), target.forgetSeconds());
    Preset.ModelRef reference = new Preset.ModelRef(model.card().name(), model.digest());
    Preset preset =
        Preset.neutral(name, reference, source.profile())
            .withTarget(kept)
            .withForm(settings.form())
            .withPhase(settings.phase())
            .withControls(settings.controls(), latentNames(model));
    log.accept("captured the last seconds as the target, kept in " + bank.save(preset, false));
  }

  private LatentCloud cloudOf(float[][] samples) {
    StreamSpec spec = new StreamSpec(player.sampleRateHz(), samples.length);
    try (ModelCodec codec = model.open(device)) {
      CloudCapture capture = new CloudCapture(spec, source.profile(), model.card().grid(), codec);
      float[][] block = new float[samples.length][CAPTURE_BLOCK];
      for (int at = 0; at < samples[0].length; at += CAPTURE_BLOCK) {
        int count = Math.min(CAPTURE_BLOCK, samples[0].length - at);
        for (int c = 0; c < block.length; c++) {
          System.arraycopy(samples[c], at, block[c], 0, count);
        }
        capture.hear(block, count);
      }
      return capture.cloud("input");
    }
  }
}
