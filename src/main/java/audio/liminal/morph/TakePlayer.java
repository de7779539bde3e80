package audio.liminal.morph;

import audio.liminal.signal.RealTime;
import java.util.Arrays;
import java.util.List;

/** Where {@link Takes} are, hop by hop. One instance serves one thread. */
public final class TakePlayer {
  /** How long the end of a loop is heard beside its beginning. */
  private static final double SEAM_SECONDS = 0.05;

  /** By what a host's first sample of a beat may come after it. */
  private static final double LATE_BEATS = 1e-3;

  private final float[] latent;
  private LatentTake playing;
  private double startBeat;
  private double lastSeconds;

  /** In seconds of the take, over all rounds; in its own time only. */
  private double travelled;

  public TakePlayer(int latents) {
    this.latent = new float[latents];
  }

  /** Begins again with the next hop. */
  @RealTime
  public void reset() {
    playing = null;
  }

  /**
   * Goes on to a hop; takes whose first is another than before begin.
   *
   * @param x 0 (the first) to 1 (the second)
   * @return an array that the next call overwrites
   */
  @RealTime
  public float[] next(Takes takes, MusicClock clock, float x) {
    double beat = clock.beats();
    double seconds = clock.seconds();
    double step = takes.stepBeats();
    double heardBeat = step > 0 ? Math.floor(beat / step) * step : beat;
    double heardSeconds = step > 0 ? clock.secondsAt(heardBeat) : seconds;
    List<LatentTake> list = takes.takes();
    if (list.get(0) != playing) {
      playing = list.get(0);
      startBeat = takes.loop() ? 0 : Math.ceil(beat - LATE_BEATS);
      travelled = 0;
      lastSeconds = seconds;
    }
    travelled += takes.speed() * Math.max(0, heardSeconds - lastSeconds);
    lastSeconds = Math.max(lastSeconds, heardSeconds);
    double rounds = takes.speed() * (heardBeat - startBeat) / takes.beats();
    Arrays.fill(latent, 0);
    float second = list.size() > 1 ? x : 0;
    add(list.get(0), takes, rounds, 1 - second);
    if (second > 0) {
      add(list.get(1), takes, rounds, second);
    }
    return latent;
  }

  private void add(LatentTake take, Takes takes, double rounds, float share) {
    double length = take.seconds();
    double seam = takes.loop() ? Math.min(SEAM_SECONDS, length / 2) : 0;
    double period = length - seam;
    double place = takes.beats() > 0 ? rounds * period : travelled;
    if (!takes.loop()) {
      place = takes.speed() < 0 ? length + place : place;
      take.addTo(latent, Math.max(0, Math.min(length, place)), share);
      return;
    }
    double round = period > 0 ? Math.floor(place / period) : 0;
    double within = period > 0 ? place - round * period : 0;
    boolean first = round == 0 && takes.speed() >= 0;
    float tail = within < seam && !first ? (float) (1 - within / seam) : 0;
    take.addTo(latent, within, share * (1 - tail));
    if (tail > 0) {
      take.addTo(latent, within + period, share * tail);
    }
  }
}
