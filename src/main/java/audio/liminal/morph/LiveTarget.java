package audio.liminal.morph;

/** A target that plays at the same time. */
public enum LiveTarget implements MorphTarget {
  /** The second input, followed hop by hop. */
  SIDECHAIN
}
