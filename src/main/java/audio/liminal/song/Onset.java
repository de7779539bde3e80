package audio.liminal.song;

/**
 * The begin of a sound.
 *
 * @param seconds since the recording began
 * @param strength how much begins, in no unit, above 0
 */
record Onset(double seconds, double strength) {}
