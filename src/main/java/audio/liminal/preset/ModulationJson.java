package audio.liminal.preset;

import audio.liminal.morph.Modulation;
import audio.liminal.morph.ModulationSource;
import audio.liminal.morph.ModulationSource.Follower;
import audio.liminal.morph.ModulationSource.Heard;
import audio.liminal.morph.ModulationSource.Lfo;
import audio.liminal.morph.ModulationSource.Macro;
import audio.liminal.morph.ModulationSource.SampleAndHold;
import audio.liminal.morph.ModulationSource.Sections;
import audio.liminal.morph.ModulationSource.Shape;
import audio.liminal.morph.ModulationSource.Steps;
import audio.liminal.morph.ModulationSource.Walk;
import audio.liminal.morph.Rate;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A preset's modulation as JSON, there and back. */
final class ModulationJson {
  static final float LEAST_HZ = 0.001f;
  static final float MOST_HZ = 50;
  static final float LEAST_BEATS = 1 / 64f;
  static final float MOST_BEATS = 4096;
  static final float MOST_MS = 10_000;
  static final float MOST_DEPTH = 5000;
  static final int MOST_STEPS = 256;

  /** How a source's kind is written. */
  private enum Kind {
    LFO,
    FOLLOWER,
    STEPS,
    SAMPLE_AND_HOLD,
    WALK,
    MACRO,
    SECTIONS
  }

  private ModulationJson() {}

  static PresetModulation read(JsonField modulation) {
    modulation.only("sources", "routes");
    Map<String, ModulationSource> sources = new LinkedHashMap<>();
    JsonField all = modulation.get("sources");
    for (String name : all.names()) {
      sources.put(name, source(all.get(name)));
    }
    if (sources.size() > Modulation.MOST_SOURCES) {
      throw all.wrong("at most " + Modulation.MOST_SOURCES + " sources");
    }
    List<PresetModulation.Route> routes = new ArrayList<>();
    for (JsonField route : modulation.get("routes").items(0, Modulation.MOST_ROUTES)) {
      routes.add(route(route, sources));
    }
    return new PresetModulation(sources, routes);
  }

  private static PresetModulation.Route route(
      JsonField route, Map<String, ModulationSource> sources) {
    route.only("from", "to", "depth");
    String from = route.get("from").text(1, PresetReader.MOST_NAME);
    if (!sources.containsKey(from)) {
      throw route.get("from").wrong("one of " + sources.keySet());
    }
    return new PresetModulation.Route(
        from,
        route.get("to").text(1, PresetReader.MOST_TEXT),
        route.get("depth").number(-MOST_DEPTH, MOST_DEPTH));
  }

  private static ModulationSource source(JsonField source) {
    return switch (source.get("type").one(Kind.class)) {
      case LFO -> {
        source.only("type", "shape", "hz", "beats", "phase");
        float phase = source.has("phase") ? source.get("phase").number(0, 1) : 0;
        yield new Lfo(source.get("shape").one(Shape.class), rate(source), phase);
      }
      case FOLLOWER -> {
        source.only("type", "of", "attackMs", "releaseMs");
        yield new Follower(
            source.get("of").one(Heard.class),
            source.get("attackMs").number(0, MOST_MS),
            source.get("releaseMs").number(0, MOST_MS));
      }
      case STEPS -> {
        source.only("type", "values", "hz", "beats", "glide");
        float glide = source.has("glide") ? source.get("glide").number(0, 1) : 0;
        yield new Steps(values(source), rate(source), glide);
      }
      case SAMPLE_AND_HOLD -> {
        source.only("type", "hz", "beats", "seed");
        yield new SampleAndHold(rate(source), seed(source));
      }
      case WALK -> {
        source.only("type", "hz", "beats", "seed");
        yield new Walk(rate(source), seed(source));
      }
      case MACRO -> {
        source.only("type", "number");
        yield new Macro((int) source.get("number").integer(1, PresetReader.MOST_MACROS));
      }
      case SECTIONS -> {
        source.only("type", "values");
        yield new Sections(values(source));
      }
    };
  }

  private static Rate rate(JsonField source) {
    if (source.has("hz") && source.has("beats")) {
      throw source.get("beats").wrong("none beside hz");
    }
    return source.has("hz")
        ? Rate.hz(source.get("hz").number(LEAST_HZ, MOST_HZ))
        : Rate.beats(source.get("beats").number(LEAST_BEATS, MOST_BEATS));
  }

  private static long seed(JsonField source) {
    return source.has("seed") ? source.get("seed").integer(0, Long.MAX_VALUE) : 0;
  }

  private static List<Float> values(JsonField source) {
    return source.get("values").items(1, MOST_STEPS).stream()
        .map(value -> value.number(-1, 1))
        .toList();
  }

  static void write(ObjectNode into, PresetModulation modulation) {
    ObjectNode sources = into.putObject("sources");
    modulation.sources().forEach((name, source) -> write(sources.putObject(name), source));
    ArrayNode routes = into.putArray("routes");
    for (PresetModulation.Route route : modulation.routes()) {
      routes
          .addObject()
          .put("from", route.from())
          .put("to", route.to())
          .put("depth", route.depth());
    }
  }

  private static void write(ObjectNode into, ModulationSource source) {
    if (source instanceof Lfo lfo) {
      type(into, Kind.LFO).put("shape", JsonField.id(lfo.shape()));
      rate(into, lfo.rate());
      into.put("phase", lfo.phase());
    } else if (source instanceof Follower follower) {
      type(into, Kind.FOLLOWER).put("of", JsonField.id(follower.of()));
      into.put("attackMs", follower.attackMs()).put("releaseMs", follower.releaseMs());
    } else if (source instanceof Steps steps) {
      steps.values().forEach(type(into, Kind.STEPS).putArray("values")::add);
      rate(into, steps.rate());
      into.put("glide", steps.glide());
    } else if (source instanceof SampleAndHold held) {
      rate(type(into, Kind.SAMPLE_AND_HOLD), held.rate());
      into.put("seed", held.seed());
    } else if (source instanceof Walk walk) {
      rate(type(into, Kind.WALK), walk.rate());
      into.put("seed", walk.seed());
    } else if (source instanceof Macro macro) {
      type(into, Kind.MACRO).put("number", macro.number());
    } else if (source instanceof Sections sections) {
      sections.values().forEach(type(into, Kind.SECTIONS).putArray("values")::add);
    }
  }

  private static ObjectNode type(ObjectNode into, Kind kind) {
    return into.put("type", JsonField.id(kind));
  }

  private static void rate(ObjectNode into, Rate rate) {
    if (rate.hz() > 0) {
      into.put("hz", rate.hz());
    } else {
      into.put("beats", rate.beats());
    }
  }
}
