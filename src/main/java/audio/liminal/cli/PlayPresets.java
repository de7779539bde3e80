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
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.StreamSpec;
import audio.liminal.surface.ControlSurface;
import audio.liminal.surface.PresetShelf;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Changes between the presets of a bank while sound plays, and captures new ones. Any thread asks;
 * {@link #tend} does it.
 */
final class PlayPresets implements PresetShelf {
  private static final double CHANGE_SECONDS = 0.04;
  private static final double CAPTURE_SECONDS = 2;
  private static final int WARM_UP_RUNS = 20;
  private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss");

  private final PresetBank bank;
  private final Player player;
  private final PlaySource source;
  private final ControlSurface surface;
  private final Device device;
  private final Consumer<String> log;
  private final Thread owner = Thread.currentThread();
  private final AtomicReference<Supplier<PresetBank.Entry>> chosen = new AtomicReference<>();
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicBoolean captures = new AtomicBoolean();
  private Sound now;

  /**
   * What plays: a preset, and the model it plays on.
   *
   * @param preset may have no place in the bank
   */
  record Sound(Model model, Preset preset) {}

  /**
   * @param first plays already
   * @param device where models run
   */
  PlayPresets(
      PresetBank bank,
      Player player,
      PlaySource source,
      ControlSurface surface,
      Sound first,
      Device device,
      Consumer<String> log) {
    this.bank = bank;
    this.player = player;
    this.source = source;
    this.surface = surface;
    this.now = first;
    this.device = device;
    this.log = log;
  }

  /** The name of what plays. */
  String name() {
    return now.preset.name();
  }

  @Override
  public void choose(int place) {
    choose(() -> at(place));
  }

  @Override
  public void choose(String preset) {
    choose(() -> bank.find(preset));
  }

  /** Of several that are chosen at once the last one comes. */
  private void choose(Supplier<PresetBank.Entry> preset) {
    steps.set(0);
    chosen.set(preset);
    LockSupport.unpark(owner);
  }

  /** Asks for the preset so many places further, from the last one on to the first. */
  void step(int places) {
    steps.addAndGet(places);
    LockSupport.unpark(owner);
  }

  /** Asks for the input's last seconds to become the target, and a preset of the user's own. */
  void capture() {
    captures.set(true);
    LockSupport.unpark(owner);
  }

  /** Does what was asked for; on the thread that made this. */
  void tend() {
    if (captures.getAndSet(false)) {
      attempt(this::captureInput);
    }
    Supplier<PresetBank.Entry> preset = chosen.getAndSet(null);
    if (preset != null) {
      attempt(() -> play(preset.get()));
    }
    int places = steps.getAndSet(0);
    if (places != 0) {
      attempt(() -> play(beside(places)));
    }
  }

  private void attempt(Runnable task) {
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
    int place = places > 0 ? -1 : 0;
    for (int i = 0; i < all.size(); i++) {
      place = all.get(i).preset().name().equals(name()) ? i : place;
    }
    return all.get(Math.floorMod(place + places, all.size()));
  }

  private void play(PresetBank.Entry entry) {
    Preset preset = entry.preset();
    if (preset.listensToSidechain() && source.sidechains() == 0) {
      throw new BadInputException(
          preset.name(), "target", "the sidechain", "--sidechain to follow, or another preset");
    }
    boolean same = preset.model().name().equals(now.model.card().name());
    Model model = same ? now.model : Installation.load(entry);
    PresetBinder.Bound bound = new PresetBinder(entry.file().toString(), preset, model).bind();
    play(new Sound(model, preset), bound.settings());
    bound.remarks().forEach(log);
    String other = preset.profile() == source.profile() ? "" : ", made for " + preset.profile();
    log.accept("preset " + preset.name() + other);
  }

  private void play(Sound next, MorphSettings settings) {
    ModelCodec codec = warmedUp(next.model.open(device));
    surface.replace(
        settings,
        next.model.card().latentNames(),
        () ->
            player.play(
                source.through(next.model, device),
                settings,
                engine -> engine.session(next.model.card().grid(), codec, settings),
                CHANGE_SECONDS));
    now = next;
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
    Corner corner = Corner.timbre("captured", cloudOf(player.lastInput(CAPTURE_SECONDS)));
    float forgetSeconds = Corners.DEFAULT_FORGET_SECONDS;
    List<PresetCorner> corners = List.of(PresetCorner.captured(corner));
    String name = unused("Captured " + LocalDateTime.now(ZoneId.systemDefault()).format(NOW));
    Preset preset =
        now.preset
            .withAbout(Preset.About.named(name))
            .withModel(Preset.ModelRef.of(now.model))
            .withProfile(source.profile())
            .withTarget(new PresetTarget.Pad(corners, forgetSeconds))
            .withControls(surface.settings().controls(), now.model.card().latentNames());
    play(new Sound(now.model, preset), new PresetBinder(name, preset, now.model).bind().settings());
    Path file = bank.file(name);
    try {
      bank.write(file, preset, false);
      log.accept("captured the last seconds as the target, kept in " + file);
    } catch (BadInputException e) {
      log.accept("captured the last seconds as the target, but not kept: " + e.getMessage());
    }
  }

  private String unused(String name) {
    String free = name;
    for (int number = 2; bank.has(free); number++) {
      free = name + " " + number;
    }
    return free;
  }

  private LatentCloud cloudOf(float[][] samples) {
    StreamSpec spec = new StreamSpec(player.sampleRateHz(), samples.length);
    Model model = now.model;
    try (ModelCodec codec = model.open(device)) {
      CloudCapture capture = new CloudCapture(spec, source.profile(), model.card().grid(), codec);
      capture.hear(samples, samples[0].length);
      return capture.cloud("input");
    }
  }
}
