package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A failure, and who met it.
///
/// @param images by their names; none in a run of one image, and where no image met it
public record MetFailure(Failure failure, List<String> images) {

  public MetFailure {
    images = List.copyOf(images);
  }

  /// Each failure once, however many images and targets met it.
  ///
  /// @param ends what came of each image at each target
  /// @param name that of the image
  /// @param failure its own, if it has one
  static <T> List<MetFailure> among(
      List<T> ends, Function<T, String> name, Function<T, Optional<Failure>> failure) {
    boolean several = ends.stream().map(name).distinct().count() > 1;
    var images = new LinkedHashMap<Failure, Set<String>>();
    for (var end : ends) {
      failure
          .apply(end)
          .map(met -> images.computeIfAbsent(met, _ -> new LinkedHashSet<>()))
          .filter(_ -> several)
          .ifPresent(names -> names.add(name.apply(end)));
    }
    return images.entrySet().stream()
        .map(met -> new MetFailure(met.getKey(), List.copyOf(met.getValue())))
        .toList();
  }

  /// Whether somebody or another failure stopped them, and nothing of their own.
  boolean wasStopped() {
    return failure instanceof Failure.Cancelled;
  }
}
