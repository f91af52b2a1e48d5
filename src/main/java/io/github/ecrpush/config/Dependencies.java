package io.github.ecrpush.config;

import io.github.ecrpush.input.Nearest;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which images need which others.
final class Dependencies {

  private final Map<String, ConfiguredImage> images = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();

  /// A named context that another image gives.
  record Use(YamlPlace place, String context, String image) {}

  Dependencies(List<ConfiguredImage> images) {
    images.forEach(image -> this.images.put(image.name(), image));
  }

  /// Adds a mistake for each image that is used and not there.
  static void checkNames(List<Use> uses, Set<String> names, Mistakes mistakes) {
    for (var use : uses) {
      if (!names.contains(use.image())) {
        var meant =
            Nearest.to(use.image(), names).map(name -> " Did you mean `" + name + "`?").orElse("");
        mistakes.add(
            use.place(), "There is no image `" + Shown.of(use.image()) + "` in the file." + meant);
      }
    }
  }

  /// Adds a mistake for each circle, with the way around.
  void checkCircles(Mistakes mistakes) {
    images.keySet().forEach(name -> visit(name, new LinkedHashSet<>(), mistakes));
  }

  private void visit(String name, SequencedSet<String> path, Mistakes mistakes) {
    var image = images.get(name);
    if (image == null || done.contains(name)) {
      return;
    }
    if (!path.add(name)) {
      mistakes.add(
          image.place(),
          path.stream()
                  .dropWhile(step -> !step.equals(name))
                  .map(step -> "`" + step + "` needs ")
                  .collect(Collectors.joining())
              + "`"
              + name
              + "` itself: none of them can be built first.");
      return;
    }
    image.uses().values().forEach(needed -> visit(needed, path, mistakes));
    path.remove(name);
    done.add(name);
  }

  /// These images in their order, and behind them all that they need.
  List<ConfiguredImage> withNeeded(SequencedSet<String> names) {
    var all = new LinkedHashSet<>(names);
    names.forEach(name -> addNeeded(name, all));
    return all.stream().flatMap(name -> Stream.ofNullable(images.get(name))).toList();
  }

  private void addNeeded(String name, Set<String> all) {
    var image = images.get(name);
    if (image != null) {
      image.uses().values().stream().filter(all::add).forEach(needed -> addNeeded(needed, all));
    }
  }
}
