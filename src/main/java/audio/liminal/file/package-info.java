/**
 * Audio files in and out, for offline rendering and training. May import: signal; audio decoders
 * only here.
 */
package audio.liminal.file;
