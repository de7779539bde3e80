/**
 * Whoever owns the clock: hands blocks to an engine and takes them back. May import: signal,
 * engine, file.
 */
package audio.liminal.host;
