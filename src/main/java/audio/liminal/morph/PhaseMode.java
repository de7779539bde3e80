package audio.liminal.morph;

/** Whose phases a morph's magnitudes are heard with. */
public enum PhaseMode {
  /** The input's own: right wherever the fine structure stays. */
  INPUT,
  /** Those of the weighted sum of input and sidechain. */
  AB_SUM,
  /** Reconstructed from the magnitudes, by phase gradient heap integration. */
  RTPGHI,
  /** The input's, or reconstructed ones where the fine structure changes much. */
  AUTO
}
