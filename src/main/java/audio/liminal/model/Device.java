package audio.liminal.model;

/** Where a model runs. */
public enum Device {
  /** Whichever of the others is faster for one hop, measured when a model is opened. */
  AUTO,
  CPU,
  CUDA
}
