package audio.liminal.song;

/**
 * Beats at even distances.
 *
 * @param bpm beats a minute
 * @param firstBeatSeconds since the recording began, less than a beat; up to 20 ms before it
 * @param clarity how far the beats' accents lie above usual ones, in their standard error
 */
record BeatGrid(double bpm, double firstBeatSeconds, double clarity) {}
