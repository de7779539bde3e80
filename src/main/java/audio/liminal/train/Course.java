package audio.liminal.train;

import audio.liminal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;

/** What one family brings to a training run: a model, what it learns from, and how it is kept. */
interface Course extends AutoCloseable {
  TrainableVae model();

  Schedule schedule();

  Examples set();

  Examples heldOut();

  /**
   * Writes the trained model, judged on recordings held out.
   *
   * @param folder an empty folder
   * @param name of the model
   * @param learned recordings that it learned from
   */
  HeldOut.Judgement write(
      Path folder,
      String name,
      ModelCard.Training training,
      Recordings learned,
      Recordings judges,
      TrainingView view)
      throws IOException;

  @Override
  void close();
}
