package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import audio.liminal.ring.RingLayout;
import audio.liminal.ring.RingSlot;
import audio.liminal.ring.SlotRequest;
import audio.liminal.signal.BadInputException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The life of one plugin's slot: what it wants is loaded elsewhere, played by a thread of its own,
 * and answered. On the control thread, which never waits here.
 */
final class PluginSlot {
  private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long HUNG_NS = TimeUnit.SECONDS.toNanos(1);

  private final RingSlot slot;
  private final PluginProgramme.Maker maker;
  private final Executor loader;
  private SlotRequest request;
  private int textSequence;
  private boolean wanted;
  private long wantedAt;
  private Load load;
  private Playing playing;
  private Playing ending;
  private Throwable told;

  /** What is on its way, and for which request and text. */
  private record Load(SlotRequest request, int textSequence, CompletableFuture<Loaded> loaded) {}

  /** A programme, or a change of the one that plays. */
  private record Loaded(PluginProgramme programme, PluginProgramme.Change change) {
    void discard() {
      if (programme != null) {
        programme.engine().close();
      } else {
        change.session().close();
      }
    }
  }

  /** A programme with the thread that plays it. */
  private record Playing(PluginProgramme programme, SlotStream stream, EngineLoop loop) {}

  /**
   * @param loader runs what may take its time
   */
  PluginSlot(RingSlot slot, PluginProgramme.Maker maker, Executor loader) {
    this.slot = slot;
    this.maker = maker;
    this.loader = loader;
  }

  /** Does what there is to do now. */
  void tend() {
    hear();
    if (wanted && load == null && System.nanoTime() - wantedAt >= 0) {
      begin();
    }
    bury();
    if (load != null && load.loaded.isDone() && ending == null) {
      take();
    }
    if (playing != null) {
      watch();
    }
  }

  /** Whether nothing here has been at one piece of work for too long. */
  boolean isWell() {
    return isWell(playing) && isWell(ending);
  }

  private static boolean isWell(Playing one) {
    return one == null || one.loop.busyNs() < HUNG_NS;
  }

  private void hear() {
    SlotRequest now = slot.request();
    if (now != null && (request == null || now.generation() != request.generation())) {
      request = now;
      end();
      wanted = false;
      slot.status("");
      if (now.isStreaming()) {
        slot.answer(now.generation(), RingLayout.LOADING, 0);
        want(0);
      } else {
        slot.answer(now.generation(), RingLayout.NONE, 0);
      }
    } else if (request != null && request.isStreaming() && textSequence != slot.textSequence()) {
      want(0);
    }
  }

  private void want(long inNs) {
    wanted = true;
    wantedAt = System.nanoTime() + inNs;
  }

  /** Has what is wanted made, unless it is being written just now. */
  private void begin() {
    int sequence = slot.textSequence();
    String text = slot.text();
    float[] start = slot.startValues();
    if (text == null || start == null) {
      return;
    }
    wanted = false;
    textSequence = sequence;
    SlotRequest asked = request;
    MorphEngine engine = playing == null ? null : playing.programme.engine();
    float[] latest = slot.values();
    load =
        new Load(
            asked,
            sequence,
            CompletableFuture.supplyAsync(
                () ->
                    engine == null
                        ? new Loaded(maker.make(asked, text, start), null)
                        : new Loaded(null, maker.change(engine, text, latest)),
                loader));
  }

  /** Plays what has been made, or says why it was not. */
  private void take() {
    Load done = load;
    load = null;
    boolean current = done.request.generation() == request.generation();
    try {
      Loaded loaded = done.loaded.join();
      if (current && loaded.programme != null) {
        play(loaded.programme, done.textSequence);
      } else if (current && playing != null) {
        playing.stream.turnTo(loaded.change);
        slot.status("");
        slot.answerText(done.textSequence);
      } else {
        loaded.discard();
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof VirtualMachineError error) {
        throw error;
      }
      if (current) {
        refuse(e.getCause(), done.textSequence);
      }
    }
  }

  private void play(PluginProgramme programme, int text) {
    SlotStream stream = new SlotStream(slot, request, programme);
    EngineLoop loop = new EngineLoop(stream, programme.engine().hopSamples());
    playing = new Playing(programme, stream, loop);
    told = null;
    loop.start();
    slot.status("");
    slot.answerText(text);
    slot.answer(
        request.generation(), RingLayout.PLAYING, programme.engine().latency().totalSamples());
  }

  /** What plays goes on; else all is dry until it can be had. */
  private void refuse(Throwable failure, int text) {
    slot.status(lineOf(failure));
    slot.answerText(text);
    if (playing == null) {
      slot.answer(request.generation(), RingLayout.REFUSED, 0);
    }
    want(RETRY_NS);
  }

  private static String lineOf(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof BadInputException && message != null ? message : failure.toString();
  }

  /** Tells how it goes. */
  private void watch() {
    Throwable failure = playing.loop.failure();
    if (failure instanceof VirtualMachineError e) {
      throw e;
    }
    if (playing.stream.isBroken() || !playing.loop.isAlive()) {
      end();
      slot.status("the slot's positions are not positions: the plugin must begin a new stream");
      slot.answer(request.generation(), RingLayout.REFUSED, 0);
      return;
    }
    if (failure != told) {
      told = failure;
      slot.status("the engine failed and began anew: " + failure);
    }
    double hopNs = 1e9 * playing.programme.engine().hopSamples() / request.sampleRateHz();
    playing.programme.engine().closeRetired();
    slot.load((float) (playing.loop.meanHopNs() / hopNs));
  }

  private void end() {
    if (playing != null) {
      playing.loop.end();
      slot.wakeEngine();
      ending = playing;
      playing = null;
    }
  }

  /** Gives back what the thread used that has come to its end. */
  private void bury() {
    if (ending != null && !ending.loop.isAlive()) {
      ending.programme.engine().close();
      ending = null;
    }
  }
}
