/** The musical idea: what is done to a latent. May import: signal. */
package audio.liminal.morph;
