package audio.liminal.train;

import java.util.random.RandomGenerator;

/** What a model learns from or is judged by: rows of values, drawn at random. */
interface Examples {
  int size();

  /** Values of one example. */
  int width();

  /** Fills {@code batch} with examples drawn at random, one after another. */
  void draw(RandomGenerator random, float[] batch);

  /** As {@link #draw}, varied as the family does. */
  void drawVaried(RandomGenerator random, float[] batch);
}
