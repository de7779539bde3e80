package audio.liminal.train;

/** Is told how far a long piece of work has come; may be called from several threads. */
@FunctionalInterface
public interface Progress {
  void done(int count, int of);
}
