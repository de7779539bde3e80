package audio.liminal.train;

import audio.liminal.file.AudioClip;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Recordings to learn from or to judge by: read in parallel, listened to for faults, in order. */
final class Recordings {
  private static final double LEAST_SECONDS = 60;

  /**
   * What hearing takes at most, in units of a recording's own samples: those, the same at another
   * rate, their mean, and what is kept of them.
   */
  private static final long OWN_SIZES = 4;

  /** Takes from one recording what is wanted of it; runs on several threads. */
  @FunctionalInterface
  interface Listener<T> {
    T hear(AudioClip clip, AudioFolder.Item item, int index);
  }

  /** One recording's outcome: its result and how it sounds, or why it could not be read. */
  private record Outcome<T>(T result, Soundness soundness, boolean silent, String fault) {}

  private final String what;
  private final List<AudioFolder.Item> items;
  private final TrainingView view;
  private final List<AudioFolder.Item> readable = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private double soundingSeconds;
  private int spoilt;
  private boolean audible;

  /**
   * Names what will be read.
   *
   * @param what for messages
   */
  Recordings(String what, List<AudioFolder.Item> items, TrainingView view) {
    this.what = what;
    this.items = items;
    this.view = view;
  }

  String what() {
    return what;
  }

  /**
   * Those that could be read and still can, after hours of training perhaps; says which are gone.
   *
   * @throws BadInputException when none is left
   */
  List<AudioFolder.Item> remaining() {
    for (AudioFolder.Item item : List.copyOf(readable)) {
      if (!item.isReadable()) {
        leaveOut(item);
      }
    }
    if (readable.isEmpty()) {
      throw new BadInputException(
          what,
          "files",
          "all gone since they were read",
          "the same files in place again, and then --resume");
    }
    return List.copyOf(readable);
  }

  /**
   * One of {@link #remaining} as a model hears it; nothing, and says so, where it is gone or broken
   * by now.
   */
  Optional<AudioClip> again(AudioFolder.Item item) {
    try {
      return Optional.of(item.heard());
    } catch (BadInputException e) {
      leaveOut(item);
      return Optional.empty();
    }
  }

  private void leaveOut(AudioFolder.Item item) {
    if (readable.remove(item)) {
      fault("gone since it was read: " + item.file());
    }
  }

  /** A line for each file that was left out or is clipped. */
  List<String> faults() {
    return faults;
  }

  /** Seconds in which something is heard. */
  double soundingSeconds() {
    return soundingSeconds;
  }

  /**
   * Reads them all, at {@link SpectrumReader#RATE_HZ}; a file that can't be read is left out.
   *
   * @param taker is given the results in the recordings' order, on this thread
   * @throws BadInputException when no file is readable, or all are silent or badly clipped
   */
  <T> void each(Listener<T> listener, Consumer<T> taker) {
    each(listener, taker, Runtime.getRuntime().maxMemory() / 2);
  }

  /**
   * The same.
   *
   * @param room in bytes; a recording that alone takes more is heard when no other is
   */
  <T> void each(Listener<T> listener, Consumer<T> taker, long room) {
    int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Outcome<T>>> started = new ArrayList<>();
      long[] sizes = new long[items.size()];
      long occupied = 0;
      for (int i = 0; i < items.size(); i++) {
        while (started.size() < Math.min(items.size(), i + 2 * threads)) {
          int index = started.size();
          sizes[index] = OWN_SIZES * AudioClip.bytes(items.get(index).file());
          if (index > i && occupied + sizes[index] > room) {
            break;
          }
          occupied += sizes[index];
          started.add(workers.submit(() -> hear(listener, index)));
        }
        take(items.get(i), started.set(i, null).get(), taker);
        occupied -= sizes[i];
        view.reading(what, i + 1, items.size());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error cause) {
        throw cause; // out of memory, which the command explains
      }
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new EngineException("reading failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("reading was interrupted", e);
    } finally {
      workers.shutdownNow();
    }
    refuseTheWorst();
  }

  private <T> Outcome<T> hear(Listener<T> listener, int index) {
    AudioFolder.Item item = items.get(index);
    AudioClip heard;
    Soundness soundness;
    try {
      AudioClip clip = item.clip();
      soundness = Soundness.of(clip);
      heard = AudioFolder.heard(clip);
    } catch (BadInputException e) {
      return new Outcome<>(null, null, true, e.getMessage());
    }
    boolean silent = Reproduction.isSilent(heard);
    return new Outcome<>(listener.hear(heard, item, index), soundness, silent, null);
  }

  private <T> void take(AudioFolder.Item item, Outcome<T> outcome, Consumer<T> taker) {
    if (outcome.fault != null) {
      fault("left out, unreadable: " + outcome.fault);
      return;
    }
    readable.add(item);
    audible |= !outcome.silent;
    soundingSeconds += outcome.soundness.soundingSeconds();
    if (outcome.soundness.isClipped()) {
      fault("clipped: " + item.file() + ": " + outcome.soundness.clippedPercent());
      spoilt += outcome.soundness.isSpoilt() ? 1 : 0;
    }
    taker.accept(outcome.result);
  }

  private void fault(String line) {
    faults.add(line);
    view.say("warning: " + line);
  }

  private void refuseTheWorst() {
    if (readable.isEmpty()) {
      throw new BadInputException(
          what, "readable files", "0 of " + items.size(), "at least one; first: " + faults.get(0));
    }
    if (!audible) {
      throw new BadInputException(what, "peak in mono", "below -90 dB", "sound, not silence");
    }
    if (spoilt == readable.size()) {
      throw new BadInputException(
          what, "badly clipped files", "all " + spoilt, "recordings that are not overdriven");
    }
  }

  /** Throws {@link BadInputException} for less than a minute of sound, which teaches nothing. */
  void expectEnough() {
    if (soundingSeconds < LEAST_SECONDS) {
      throw new BadInputException(
          what,
          "seconds of sound",
          Math.round(soundingSeconds),
          "at least " + Math.round(LEAST_SECONDS) + ", silence not counted");
    }
  }
}
