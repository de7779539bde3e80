package audio.liminal.ring;

import audio.liminal.signal.BadInputException;

/**
 * What a plugin wants of its slot, as it was found there, unchecked.
 *
 * @param generation even; each is one stream, or none, and is to be answered
 * @param state {@link RingLayout#FREE}, {@link RingLayout#OPEN} or {@link RingLayout#STREAMING}
 * @param transportSamples that the exchange takes
 * @param profile its place among the profiles
 * @param streamStart where the first hop begins
 */
public record SlotRequest(
    int generation,
    int state,
    int sampleRateHz,
    int channels,
    int sidechains,
    int transportSamples,
    int profile,
    long streamStart) {

  public boolean isStreaming() {
    return state == RingLayout.STREAMING;
  }

  /**
   * Throws {@link BadInputException} unless the values that are the exchange's are in their range;
   * rate, channels and profile are for the engine to check.
   */
  public void check() {
    within("state", state, RingLayout.FREE, RingLayout.STREAMING);
    within("transport", transportSamples, 1, RingLayout.LARGEST_BLOCK);
    if (!RingSlot.isPosition(streamStart)) {
      throw new BadInputException("slot", "streamStart", streamStart, "a position");
    }
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadInputException("slot", name, value, least + " to " + most);
    }
  }
}
