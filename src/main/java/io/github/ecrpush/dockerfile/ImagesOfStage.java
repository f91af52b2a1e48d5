package io.github.ecrpush.dockerfile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Finds the images that the build of a stage takes from registries: those of the stages that it is
/// made from. BuildKit leaves the others alone.
final class ImagesOfStage {

  private static final String NONE = "scratch";

  private final List<Stage> stages;
  private final Map<Integer, List<Instruction>> seen = new TreeMap<>();
  private final Set<String> images = new LinkedHashSet<>();

  private ImagesOfStage(List<Stage> stages) {
    this.stages = stages;
  }

  /// What was found.
  ///
  /// @param instructions all that are carried out
  record Found(Set<String> images, List<Instruction> instructions) {}

  /// @param target a stage, or the last one; without such a stage nothing can be built
  static Optional<Found> find(List<Stage> stages, Optional<String> target) {
    var finder = new ImagesOfStage(stages);
    int last = stages.size() - 1;
    var first = target.isEmpty() ? Optional.of(last) : finder.numbered(target.get(), stages.size());
    return first
        .filter(index -> index >= 0)
        .map(index -> {
          finder.visit(index);
          return new Found(finder.images, finder.instructions());
        });
  }

  private List<Instruction> instructions() {
    return seen.values().stream().flatMap(List::stream).toList();
  }

  private void visit(int index) {
    var stage = stages.get(index);
    var base = named(stage.image(), index);
    var carriedOut = Stream.concat(triggers(base), stage.instructions().stream()).toList();
    if (seen.putIfAbsent(index, carriedOut) != null) {
      return;
    }
    take(base, stage.image());
    for (var instruction : carriedOut) {
      instruction.copySources().forEach(from -> take(numbered(from, stages.size()), from));
      instruction.mountSources().forEach(from -> take(named(from, stages.size()), from));
    }
  }

  /// What the stage that another one begins with has it do.
  private Stream<Instruction> triggers(Optional<Integer> base) {
    return base.stream()
        .flatMap(index -> stages.get(index).instructions().stream())
        .flatMap(instruction -> instruction.trigger().stream());
  }

  private void take(Optional<Integer> stage, String image) {
    if (stage.isPresent()) {
      visit(stage.get());
    } else if (!image.equals(NONE)) {
      images.add(image);
    }
  }

  /// A stage by its name, or by its number.
  private Optional<Integer> numbered(String text, int before) {
    var named = named(text, before);
    boolean isNumber = text.matches("[0-9]{1,4}") && Integer.parseInt(text) < before;
    return named.isEmpty() && isNumber ? Optional.of(Integer.parseInt(text)) : named;
  }

  /// The last one of several that have the name.
  private Optional<Integer> named(String text, int before) {
    var name = Optional.of(text.toLowerCase(Locale.ROOT));
    for (int i = before - 1; i >= 0; i--) {
      if (stages.get(i).name().equals(name)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
