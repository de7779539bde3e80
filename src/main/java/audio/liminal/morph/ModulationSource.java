package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.util.List;

/**
 * A number that changes by itself. All but the {@link Follower} are functions of the position in
 * the stream and of nothing before.
 */
public sealed interface ModulationSource {
  /**
   * Its value at a moment, -1 to 1.
   *
   * @param before its value at the hop before
   */
  @RealTime
  float value(Moment now, float before);

  /** A shape that repeats, from -1 to 1. */
  enum Shape {
    SINE,
    TRIANGLE,
    SQUARE,
    RISING,
    FALLING
  }

  /**
   * A low-frequency oscillator.
   *
   * @param phase where in its cycle it stands at the start, 0 to 1
   */
  record Lfo(Shape shape, Rate rate, float phase) implements ModulationSource {
    public Lfo {
      present("lfo.shape", shape);
      present("lfo.rate", rate);
      checked("lfo.phase", phase, 0, 1);
    }

    @Override
    public float value(Moment now, float before) {
      double p = fraction(rate.cycles(now) + phase);
      return (float)
          switch (shape) {
            case SINE -> Math.sin(2 * Math.PI * p);
            case TRIANGLE -> 1 - 4 * Math.abs(fraction(p + 0.25) - 0.5);
            case SQUARE -> p < 0.5 ? 1 : -1;
            case RISING -> 2 * p - 1;
            case FALLING -> 1 - 2 * p;
          };
    }
  }

  /** Which stream is listened to. */
  enum Heard {
    INPUT,
    SIDECHAIN
  }

  /**
   * A stream's loudness, 0 (at {@value #FLOOR_DB} dB and below) to 1 (at full scale).
   *
   * @param of without a sidechain, that is silence
   * @param attackMs time constant while it rises, 0 to 10,000
   * @param releaseMs time constant while it falls, 0 to 10,000
   */
  record Follower(Heard of, float attackMs, float releaseMs) implements ModulationSource {
    static final float FLOOR_DB = -60;

    public Follower {
      present("follower.of", of);
      checked("follower.attackMs", attackMs, 0, 10_000);
      checked("follower.releaseMs", releaseMs, 0, 10_000);
    }

    @Override
    public float value(Moment now, float before) {
      float db = now.loudnessDb[of == Heard.INPUT ? 0 : 1];
      float goal = Math.max(0, Math.min(1, 1 - db / FLOOR_DB));
      float ms = goal > before ? attackMs : releaseMs;
      float keep = ms > 0 ? (float) Math.exp(-1000 * now.hopSeconds / ms) : 0;
      return goal + keep * (before - goal);
    }
  }

  /**
   * A sequence that repeats.
   *
   * @param values 1 to {@value #MOST_STEPS}, each -1 to 1
   * @param rate of its steps
   * @param glide how much of a step is the way from the one before, 0 to 1
   */
  record Steps(List<Float> values, Rate rate, float glide) implements ModulationSource {
    static final int MOST_STEPS = 256;

    public Steps {
      values = checkedValues("steps.values", values);
      present("steps.rate", rate);
      checked("steps.glide", glide, 0, 1);
    }

    @Override
    public float value(Moment now, float before) {
      double cycles = rate.cycles(now);
      float to = at(values, (long) Math.floor(cycles));
      double p = fraction(cycles);
      if (p >= glide) {
        return to;
      }
      float from = at(values, (long) Math.floor(cycles) - 1);
      return (float) (from + p / glide * (to - from));
    }
  }

  /**
   * Random values, each held for a while.
   *
   * @param rate of new values
   * @param seed beside the settings' own
   */
  record SampleAndHold(Rate rate, long seed) implements ModulationSource {
    public SampleAndHold {
      present("sampleAndHold.rate", rate);
    }

    @Override
    public float value(Moment now, float before) {
      return (float) Noise.even(now.seed, seed, (long) Math.floor(rate.cycles(now)));
    }
  }

  /**
   * Random values, joined by curves that are level at each.
   *
   * @param rate of new values
   * @param seed beside the settings' own
   */
  record Walk(Rate rate, long seed) implements ModulationSource {
    public Walk {
      present("walk.rate", rate);
    }

    @Override
    public float value(Moment now, float before) {
      double cycles = rate.cycles(now);
      long index = (long) Math.floor(cycles);
      double p = cycles - index;
      double from = Noise.even(now.seed, seed, index);
      double to = Noise.even(now.seed, seed, index + 1);
      return (float) (from + p * p * (3 - 2 * p) * (to - from));
    }
  }

  /**
   * A macro knob, 0 to 1, as it stands with what modulates it.
   *
   * @param number 1 to {@value #COUNT}
   */
  record Macro(int number) implements ModulationSource {
    static final int COUNT = 4;

    public Macro {
      if (number < 1 || number > COUNT) {
        throw new BadInputException("modulation", "macro.number", number, "1 to " + COUNT);
      }
    }

    @Override
    public float value(Moment now, float before) {
      return now.macros[number - 1];
    }
  }

  /**
   * A value for each section of the music; more sections begin again at the first value.
   *
   * @param values 1 to {@value Steps#MOST_STEPS}, each -1 to 1
   */
  record Sections(List<Float> values) implements ModulationSource {
    public Sections {
      values = checkedValues("sections.values", values);
    }

    @Override
    public float value(Moment now, float before) {
      return at(values, now.section);
    }
  }

  private static double fraction(double x) {
    return x - Math.floor(x);
  }

  private static float at(List<Float> values, long index) {
    return values.get((int) Math.floorMod(index, (long) values.size()));
  }

  private static List<Float> checkedValues(String field, List<Float> values) {
    present(field, values);
    if (values.isEmpty() || values.size() > Steps.MOST_STEPS) {
      throw new BadInputException(
          "modulation", field + ".length", values.size(), "1 to " + Steps.MOST_STEPS);
    }
    for (Float value : values) {
      present(field, value);
      checked(field, value, -1, 1);
    }
    return List.copyOf(values);
  }

  private static void present(String field, Object value) {
    if (value == null) {
      throw new BadInputException("modulation", field, "none", "a value");
    }
  }

  private static void checked(String field, float value, float least, float most) {
    if (!(value >= least && value <= most)) {
      throw new BadInputException("modulation", field, value, least + " to " + most);
    }
  }
}
