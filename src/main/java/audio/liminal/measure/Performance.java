package audio.liminal.measure;

/**
 * What a sound does apart from its timbre, which a move to another timbre should keep.
 *
 * @param flux mean {@link SpectralFlux}
 * @param contour of its loudness
 * @param pitch where it is clear; of polyphonic music only what sounds like one tone
 * @param voiced wherever YIN hears a pitch; of polyphonic music also periods that nobody plays
 */
public record Performance(
    double flux, LoudnessContour contour, PitchTrack pitch, PitchTrack voiced) {
  /** Of a mono sound. */
  public static Performance of(float[] sound, int sampleRateHz) {
    return new Performance(
        SpectralFlux.mean(sound, sampleRateHz),
        LoudnessContour.of(sound, sampleRateHz),
        PitchTrack.ofClear(sound, sampleRateHz),
        PitchTrack.of(sound, sampleRateHz));
  }
}
