package audio.liminal.host;

import audio.liminal.signal.EngineException;

/** JACK where a server runs, else the sound card; what was found first stays. */
public final class AutoDriver implements AudioDriver {
  private final AudioDriver jack;
  private final AudioDriver soundCard;
  private AudioDriver found;

  public AutoDriver(AudioDriver jack, AudioDriver soundCard) {
    this.jack = jack;
    this.soundCard = soundCard;
  }

  @Override
  public LiveStream open(PortPlan plan, LiveClient client) {
    if (found != null) {
      return found.open(plan, client);
    }
    try {
      LiveStream stream = jack.open(plan, client);
      found = jack;
      return stream;
    } catch (EngineException e) {
      if (plan.namesPorts()) {
        throw e;
      }
      return openSoundCard(plan, client, e);
    }
  }

  private LiveStream openSoundCard(PortPlan plan, LiveClient client, EngineException noJack) {
    try {
      LiveStream stream = soundCard.open(plan, client);
      found = soundCard;
      return stream;
    } catch (EngineException e) {
      throw new EngineException(noJack.getMessage() + ", and " + e.getMessage(), e);
    }
  }

  /** Both drivers' lists; what is missing is part of them. */
  @Override
  public String list() {
    return list(jack) + System.lineSeparator() + list(soundCard);
  }

  private static String list(AudioDriver driver) {
    try {
      return driver.list();
    } catch (EngineException e) {
      return e.getMessage();
    }
  }
}
