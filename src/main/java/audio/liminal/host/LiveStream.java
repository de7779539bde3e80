package audio.liminal.host;

/** A driver at work; its methods belong to the thread that opened it. */
public interface LiveStream extends AutoCloseable {
  /** Whether blocks may still come; once false, it stays so. */
  boolean alive();

  /**
   * Does what could not be done yet, as connecting to ports that appeared; a few times a second.
   */
  void tend();

  /** What plays, in a few words. */
  String description();

  /** Ends the stream; no block is processed after. Closing again does nothing. */
  @Override
  void close();
}
