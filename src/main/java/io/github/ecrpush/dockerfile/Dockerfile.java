package io.github.ecrpush.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A Dockerfile as far as its shape goes: what stands on which line.
///
/// Reading never fails. A broken Dockerfile is BuildKit's to refuse, and then this says where.
public final class Dockerfile {

  /// An argument that BuildKit takes instead of the directive in the file.
  private static final String SYNTAX = "BUILDKIT_SYNTAX";

  private final Optional<String> syntax;
  private final Optional<String> unclear;
  private final List<Instruction> instructions;
  private final List<Stage> stages;

  private Dockerfile(
      Optional<String> syntax,
      Optional<String> unclear,
      List<Instruction> instructions,
      List<Stage> stages) {
    this.syntax = syntax;
    this.unclear = unclear;
    this.instructions = instructions;
    this.stages = stages;
  }

  /// Reads a Dockerfile.
  ///
  /// @param arguments the build arguments that are given, for images that are named by them
  public static Dockerfile read(String text, Map<String, String> arguments) {
    var reader = new InstructionReader(text);
    var instructions = reader.read();
    var syntax = Optional.ofNullable(arguments.get(SYNTAX)).or(reader::syntax);
    var stages = stages(instructions, new Arguments(arguments));
    return new Dockerfile(syntax, reader.unclear(), instructions, stages);
  }

  private static List<Stage> stages(List<Instruction> instructions, Arguments arguments) {
    var stages = new ArrayList<Stage>();
    var current = new ArrayList<Instruction>();
    for (var instruction : instructions) {
      if (instruction.word().equals("FROM")) {
        close(stages, current, arguments);
        current.clear();
        current.add(instruction);
      } else if (!current.isEmpty()) {
        current.add(instruction);
      } else if (instruction.word().equals("ARG")) {
        arguments.declare(instruction);
      }
    }
    close(stages, current, arguments);
    return List.copyOf(stages);
  }

  private static void close(
      List<Stage> stages, List<Instruction> instructions, Arguments arguments) {
    if (instructions.isEmpty()) {
      return;
    }
    var from = instructions.getFirst();
    var words = from.afterFlags().split("\\s+", -1);
    boolean named = words.length == 3 && words[1].equalsIgnoreCase("AS");
    stages.add(
        new Stage(
            arguments.putInto(words[0], from.escape()),
            named ? Optional.of(words[2].toLowerCase(Locale.ROOT)) : Optional.empty(),
            instructions));
  }

  public List<Instruction> instructions() {
    return instructions;
  }

  public List<Stage> stages() {
    return stages;
  }

  /// The names that can be built as a target.
  public List<String> stageNames() {
    return stages.stream().flatMap(stage -> stage.name().stream()).toList();
  }

  /// The instruction that stands on a line.
  public Optional<Instruction> at(int line) {
    return instructions.stream()
        .filter(each -> each.firstLine() <= line && line <= each.lastLine())
        .findFirst();
  }

  /// The line that names an image: in a `FROM`, or else in the `from` of a `COPY` or a mount.
  public OptionalInt lineOfImage(String image) {
    var wanted = FamiliarName.of(image);
    for (var stage : stages) {
      if (FamiliarName.of(stage.image()).equals(wanted)) {
        return OptionalInt.of(stage.line());
      }
    }
    for (var instruction : instructions) {
      if (instruction.sources().stream().anyMatch(from -> FamiliarName.of(from).equals(wanted))) {
        return OptionalInt.of(instruction.firstLine());
      }
    }
    return OptionalInt.empty();
  }

  /// The images that a build takes from registries, as they are named; also the one that reads the
  /// Dockerfile itself.
  ///
  /// @param target the stage to build, or the last one
  public Set<String> images(Optional<String> target) {
    var images = new LinkedHashSet<String>();
    syntax.ifPresent(images::add);
    ImagesOfStage.find(stages, target).ifPresent(found -> images.addAll(found.images()));
    return images;
  }

  /// What may be another image the next time, though the Dockerfile is the same.
  ///
  /// @param target the stage to build, or the last one
  public BaseImages bases(Optional<String> target) {
    return unclear
        .or(this::otherReader)
        .<BaseImages>map(BaseImages.Unknown::new)
        .orElseGet(() -> BaseImages.of(stages, target));
  }

  /// Says so where it may be no Dockerfile of Docker's own kind. That begins with `ARG` or `FROM`.
  private Optional<String> otherReader() {
    var other = syntax.filter(name -> !isOfDocker(ImageName.of(name).path()));
    if (other.isPresent()) {
      return other.map("The Dockerfile is read by `%s`, which may take more."::formatted);
    }
    return instructions.stream()
        .findFirst()
        .map(Instruction::word)
        .filter(word -> !word.equals("FROM") && !word.equals("ARG"))
        .map(_ -> "The Dockerfile begins with something else than `ARG` or `FROM`.");
  }

  private static boolean isOfDocker(String frontend) {
    return ("/" + frontend).endsWith("/docker/dockerfile")
        || ("/" + frontend).endsWith("/docker/dockerfile-upstream");
  }

  /// The line of the instruction that BuildKit calls `[build 2/4] RUN make` or, with one stage
  /// only, `[2/4] RUN make`.
  public OptionalInt lineOfStep(String name) {
    return new StepFinder(stages).line(name);
  }
}
