/** The streaming transform and its maths, tested alone. May import: signal; TarsosDSP only here. */
package audio.liminal.dsp;
