package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;

/**
 * How often something comes round: by the second, or with the beat; one of both is 0.
 *
 * @param hz times a second, 0.001 to 50
 * @param beats how long once takes, 1/64 to 4096
 */
public record Rate(float hz, float beats) {

  /** Throws {@link BadInputException} unless there is one of both, in its range. */
  public Rate {
    boolean free = hz >= 0.001f && hz <= 50 && beats == 0;
    boolean synced = beats >= 1 / 64f && beats <= 4096 && hz == 0;
    if (!free && !synced) {
      throw new BadInputException(
          "modulation",
          "rate",
          "hz " + hz + " and beats " + beats,
          "hz of 0.001 to 50, or beats of 1/64 to 4096, and 0 for the other");
    }
  }

  public static Rate hz(float hz) {
    return new Rate(hz, 0);
  }

  public static Rate beats(float beats) {
    return new Rate(0, beats);
  }

  /** How many times it has come round at a moment. */
  @RealTime
  double cycles(Moment now) {
    return hz > 0 ? now.seconds * hz : now.beats / beats;
  }
}
