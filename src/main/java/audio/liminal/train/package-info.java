/**
 * Training material, the trainer, its evaluation and the ONNX export. May import: signal, dsp,
 * model, file, measure; DJL and the ONNX schema only here.
 */
package audio.liminal.train;
