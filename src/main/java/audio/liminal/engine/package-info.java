/**
 * Runs the one sentence: analyse, encode, morph, decode, synthesise. May import: signal, dsp,
 * model, morph.
 */
package audio.liminal.engine;
