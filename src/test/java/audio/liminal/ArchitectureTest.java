package audio.liminal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import audio.liminal.signal.RealTime;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds the rooms apart as the README's table says. */
@AnalyzeClasses(packages = "audio.liminal", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          entry("signal", Set.of()),
          entry("dsp", Set.of("signal")),
          entry("model", Set.of("signal", "dsp")),
          entry("morph", Set.of("signal")),
          entry("engine", Set.of("signal", "dsp", "model", "morph")),
          entry("preset", Set.of("signal", "dsp", "model", "morph")),
          entry("file", Set.of("signal")),
          entry("measure", Set.of("signal", "dsp", "file")),
          entry("surface", Set.of("signal", "morph")),
          entry("song", Set.of("signal", "dsp", "measure")),
          entry("ring", Set.of("signal")),
          entry("host", Set.of("signal", "morph", "engine", "file", "ring")),
          entry("train", Set.of("signal", "dsp", "model", "file", "measure")));

  private static final Map<String, Set<String>> FENCES =
      Map.ofEntries(
          entry("ai.onnxruntime..", Set.of("model")),
          entry("be.tarsos..", Set.of("dsp", "song")),
          entry("com.fasterxml..", Set.of("model", "preset", "surface", "train")),
          entry("ai.djl..", Set.of("train")),
          entry("ai.onnx.proto..", Set.of("train", "model")),
          entry("picocli..", Set.of("cli")),
          entry("me.tongfei..", Set.of("cli")),
          entry("org.jflac..", Set.of("file")),
          entry("javazoom..", Set.of("file")),
          entry("com.illposed..", Set.of("surface")),
          entry("com.jcraft..", Set.of("file")),
          entry("javax.sound..", Set.of("file", "host", "train")),
          entry("com.sun.jna..", Set.of("host", "ring", "cli")));

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("audio.liminal.(*)..").should().beFreeOfCycles();

  @ArchTest
  static void shouldImportOnlyWhatTheTableAllows(JavaClasses classes) {
    MAY_IMPORT.forEach(
        (room, allowed) -> {
          Set<String> forbidden = new TreeSet<>(MAY_IMPORT.keySet());
          forbidden.add("cli");
          forbidden.removeAll(allowed);
          forbidden.remove(room);
          String[] packages =
              forbidden.stream().map(r -> "audio.liminal." + r + "..").toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage("audio.liminal." + room + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(packages)
              .check(classes);
        });
  }

  @ArchTest
  static void shouldKeepLibrariesBehindTheirFences(JavaClasses classes) {
    FENCES.forEach(
        (library, rooms) -> {
          String[] inside =
              rooms.stream().map(r -> "audio.liminal." + r + "..").toArray(String[]::new);
          noClasses()
              .that()
              .resideOutsideOfPackages(inside)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(library)
              .check(classes);
        });
  }

  @ArchTest
  static final ArchRule realTimeMethodsStayOffTheSlowPath =
      methods().that().areAnnotatedWith(RealTime.class).should(reachNoSlowCode());

  private static ArchCondition<JavaMethod> reachNoSlowCode() {
    return new ArchCondition<>("reach no I/O, logging, streams or formatting") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Set<JavaCodeUnit> reached = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>(Set.of(method));
        while (!open.isEmpty()) {
          for (JavaCall<?> call : open.pop().getCallsFromSelf()) {
            boolean slow = isSlow(call.getTargetOwner().getName(), call.getName());
            events.add(new SimpleConditionEvent(method, !slow, call.getDescription()));
            call.getTarget().resolveMember().filter(reached::add).ifPresent(open::push);
          }
        }
      }
    };
  }

  private static boolean isSlow(String owner, String method) {
    return owner.startsWith("java.io.")
        || owner.startsWith("java.nio.file.")
        || owner.startsWith("java.util.stream.")
        || owner.startsWith("java.util.logging.")
        || owner.startsWith("java.lang.System$Logger")
        || method.equals("format")
        || method.equals("formatted");
  }
}
