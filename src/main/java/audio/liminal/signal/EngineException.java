package audio.liminal.signal;

/** The engine cannot do what it was asked although the input is right, as when a device is gone. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
