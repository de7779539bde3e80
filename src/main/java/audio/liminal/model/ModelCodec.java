package audio.liminal.model;

/** A codec that runs a trained model. */
public interface ModelCodec extends LatentCodec {
  /** CPU or CUDA. */
  Device device();
}
