package audio.liminal.cli;

import audio.liminal.model.Model;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Saves what options say as a preset. */
@Command(
    name = "save",
    mixinStandardHelpOptions = true,
    description = {
      "Saves what options, and a preset they go before, say as a preset of your own.",
      "One of the name stays as it is unless --replace is given."
    })
final class PresetSaveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private EngineOptions engine;
  @Mixin private MorphOptions morph;

  @Parameters(paramLabel = "NAME", description = "What to call it.")
  private String name;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it does.")
  private String description;

  @Option(names = "--feed", paramLabel = "TEXT", description = "What to feed it.")
  private String feed;

  @Option(names = "--tag", paramLabel = "WORD", description = "To find it by; repeatable.")
  private List<String> tags;

  @Option(names = "--replace", description = "One of the name may go.")
  private boolean replace;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "A file to write in place of one among your own.")
  private Path output;

  @Override
  public Integer call() {
    PresetBank.Entry base = morph.preset();
    boolean anySidechain = base != null && base.preset().listensToSidechain();
    morph.check(anySidechain && !morph.hasTarget());
    Model model = engine.load(base);
    MorphOptions.Goal goal = morph.goal(model);
    Preset whole = morph.preset(goal, model, engine.profile(base));
    new PresetBinder(morph.what(), whole, model).bind();
    Preset preset =
        whole
            .withAbout(about(whole.about()))
            .withModel(Preset.ModelRef.of(model))
            .withProfile(engine.profile(base));
    PresetBank bank = Installation.presets();
    Path file = output == null ? bank.file(name) : output;
    bank.write(file, preset, replace);
    spec.commandLine().getOut().println(file);
    if (goal.follows()) {
      spec.commandLine()
          .getErr()
          .println(
              "liminal: a preset keeps no recording to follow; this one listens to what --to or"
                  + " --sidechain name beside it");
    }
    return ExitCode.OK;
  }

  private Preset.About about(Preset.About old) {
    return new Preset.About(
        name,
        old.author(),
        description == null ? old.description() : description,
        feed == null ? old.feed() : feed,
        tags == null ? old.tags() : tags,
        old.loudnessLu());
  }
}
