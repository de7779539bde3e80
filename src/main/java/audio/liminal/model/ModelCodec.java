package audio.liminal.model;

/** A codec that runs a trained model. */
public interface ModelCodec extends LatentCodec {
  /** CPU or CUDA. */
  Device device();

  /**
   * Another codec for a stream and a thread of its own. Both run the same sessions, so that it
   * costs little memory; each is closed by itself.
   */
  ModelCodec sibling();
}
