/** What hands and other programs turn: one surface of controls, reached by keys, MIDI and OSC. */
package audio.liminal.surface;
