package audio.liminal.train;

/**
 * An instrument of General MIDI and the keys that its players use.
 *
 * @param name its class of sound
 * @param program 0 to 127
 * @param lowestKey as in MIDI, 60 for middle C
 * @param highestKey likewise
 */
record Instrument(String name, int program, int lowestKey, int highestKey) {}
