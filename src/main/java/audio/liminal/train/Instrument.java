package audio.liminal.train;

/**
 * An instrument of General MIDI.
 *
 * @param name its class of sound
 * @param program 0 to 127
 */
record Instrument(String name, int program) {}
