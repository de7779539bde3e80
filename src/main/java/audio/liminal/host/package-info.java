/**
 * Whoever owns the clock: hands blocks to an engine and takes them back. May import: signal, morph,
 * engine, file; JNA, javax.sound, HdrHistogram.
 */
package audio.liminal.host;
