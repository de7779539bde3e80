/** Figures and pictures that judge sound, offline. May import: signal, dsp, file. */
package audio.liminal.measure;
