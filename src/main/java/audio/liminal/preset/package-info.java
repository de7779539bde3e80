/**
 * What users save and share: presets as JSON, and what they mean to a model. May import signal,
 * dsp, model, morph; Jackson.
 */
package audio.liminal.preset;
