package audio.liminal.morph;

/** Where a stream's latent is moved to. */
public sealed interface MorphTarget permits LiveTarget, Corners, Takes {
  /** Throws {@link audio.liminal.signal.BadInputException} unless it fits a model's latents. */
  default void check(int latents) {}
}
