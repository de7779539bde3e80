package audio.liminal.signal;

/** Something the user gave is wrong: names the thing, the value found and the value expected. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what the file, option or object that is wrong
   * @param name the field inside it
   * @param found the value met there
   * @param expected what would have been accepted, in words
   */
  public BadInputException(String what, String name, Object found, String expected) {
    this(what, name, found, expected, null);
  }

  public BadInputException(
      String what, String name, Object found, String expected, Throwable cause) {
    super(what + ": " + name + "=" + found + ", expected " + expected, cause);
  }

  private BadInputException(String file, BadInputException inside) {
    super(file + ": " + inside.getMessage(), inside);
  }

  /** The same, of something that a file holds. */
  public BadInputException in(String file) {
    return new BadInputException(file, this);
  }
}
