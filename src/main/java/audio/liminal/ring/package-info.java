/**
 * The memory that a plugin's process and its engine's share, byte for byte as {@code
 * native/src/ring_layout.h} says. May import: signal; JNA.
 */
package audio.liminal.ring;
