/** Tempo, beats and sections of a whole recording. May import: signal, dsp, measure; TarsosDSP. */
package audio.liminal.song;
