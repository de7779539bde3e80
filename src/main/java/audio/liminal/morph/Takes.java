package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import java.util.List;

/**
 * A recorded path that plays again, or the place between two of them that {@link Control#X} says.
 *
 * @param takes one or two
 * @param speed factor on their own, -16 (backwards) to 16
 * @param loop whether they begin again at their end, joined by a short cross-fade; otherwise they
 *     stay there
 * @param beats how long they last in beats at speed 1, 1/16 to 4096, and then in step with the
 *     music's beat; 0 for their own time
 * @param stepBeats when they move on: at each multiple of so many beats, 1/64 to 4096; 0 for always
 */
public record Takes(List<LatentTake> takes, float speed, boolean loop, float beats, float stepBeats)
    implements MorphTarget {
  public static final int MOST = 2;
  public static final float FASTEST = 16;
  public static final float LEAST_BEATS = 1 / 16f;
  public static final float LEAST_STEP_BEATS = 1 / 64f;
  public static final float MOST_BEATS = 4096;

  /** Throws {@link BadInputException} when a number is out of range or the takes do not match. */
  public Takes {
    takes = List.copyOf(takes);
    check("takes.length", takes.size() >= 1 && takes.size() <= MOST, takes.size(), "1 or 2");
    check("takes.speed", Math.abs(speed) <= FASTEST, speed, -FASTEST + " to " + FASTEST);
    boolean fits = beats == 0 || (beats >= LEAST_BEATS && beats <= MOST_BEATS);
    check("takes.beats", fits, beats, "0, or 1/16 to 4096");
    boolean steps = stepBeats == 0 || (stepBeats >= LEAST_STEP_BEATS && stepBeats <= MOST_BEATS);
    check("takes.stepBeats", steps, stepBeats, "0, or 1/64 to 4096");
    checkLatents(takes, takes.get(0).latents());
  }

  /** One take as it was, once. */
  public static Takes of(LatentTake take) {
    return new Takes(List.of(take), 1, false, 0, 0);
  }

  @Override
  public void check(int latents) {
    checkLatents(takes, latents);
  }

  private static void checkLatents(List<LatentTake> takes, int latents) {
    for (LatentTake take : takes) {
      check("takes.latents", take.latents() == latents, take.latents(), "the model's " + latents);
    }
  }

  private static void check(String field, boolean ok, Object found, String expected) {
    if (!ok) {
      throw new BadInputException("settings", field, found, expected);
    }
  }
}
