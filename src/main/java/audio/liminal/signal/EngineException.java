package audio.liminal.signal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The engine cannot do what it was asked although the input is right, as when a device is gone. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file could not be written. */
  public static EngineException writing(Object file, IOException cause) {
    return new EngineException(file + ": writing failed: " + reason(cause), cause);
  }

  /** What the system says mostly repeats the path. */
  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "folder=missing, expected one that is there";
    }
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    boolean told = cause instanceof FileSystemException e && e.getReason() != null;
    return told ? ((FileSystemException) cause).getReason() : cause.getMessage();
  }
}
