package io.github.ecrpush.config;

import io.github.ecrpush.input.Nearest;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

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

  /// These images and all that they need, what is needed first, else in the order of the file.
  List<ConfiguredImage> withNeeded(Set<String> names) {
    var ordered = new LinkedHashMap<String, ConfiguredImage>();
    images.keySet().stream().filter(names::contains).forEach(name -> put(name, ordered));
    return new ArrayList<>(ordered.values());
  }

  private void put(String name, Map<String, ConfiguredImage> ordered) {
    var image = images.get(name);
    if (image != null && !ordered.containsKey(name)) {
      image.uses().values().forEach(needed -> put(needed, ordered));
      ordered.put(name, image);
    }
  }
}
