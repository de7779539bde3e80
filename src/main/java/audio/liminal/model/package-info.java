/**
 * The fence around inference: model folders, their cards, and codecs that run them. May import:
 * signal, dsp; ONNX Runtime and JSON for cards only here.
 */
package audio.liminal.model;
