package audio.liminal.train;

import java.util.Locale;

/** What kind of model to train. */
public enum Family {
  /** The spectral envelope. */
  ENVELOPE,
  /** Fine structure too. */
  FULL,
  /** Pictures of mel bands by time, which can be made anew from the prior. */
  MEL_PATCH;

  /** As the command line and the card spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
