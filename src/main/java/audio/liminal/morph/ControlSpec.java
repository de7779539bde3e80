package audio.liminal.morph;

import audio.liminal.signal.BadInputException;

/** What a number that can be turned is: its name, its unit and where it may lie. */
public sealed interface ControlSpec permits Control, LatentControl {
  /** In files, on the command line and over the network: lower case, words joined by hyphens. */
  String id();

  /** For people; empty for a plain number. */
  String unit();

  float least();

  float most();

  /** Where it changes nothing. */
  float neutral();

  /** Whether it only knows off (below one half) and on. */
  boolean isSwitch();

  /** Throws {@link BadInputException} when the value is out of range or not a number. */
  default float checked(float value) {
    if (!(value >= least() && value <= most())) {
      throw new BadInputException("settings", id(), value, least() + " to " + most());
    }
    return value;
  }
}
