package io.github.ecrpush.config;

import io.github.ecrpush.failure.FailureException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The images of a file that a run is about: those asked for in the order in which they were, and
/// behind them those that they need. Services of a compose file that run one image are one.
///
/// @param notices whole sentences about what the file says of them and is not heeded
public record Selection(List<Chosen> images, List<String> notices) {

  public Selection {
    images = List.copyOf(images);
    notices = List.copyOf(notices);
  }

  /// An image that is built.
  ///
  /// @param isAsked whether it is to be pushed; otherwise it is built because another one needs it
  public record Chosen(ConfiguredImage image, boolean isAsked) {}

  /// Chooses by names and patterns; without any, all images but those on request. A pattern finds
  /// no image on request: that is named in full.
  ///
  /// @throws FailureException if a name or pattern finds none, if all images are on request, or if
  ///   there are mistakes in those that are chosen
  public static Selection of(Configuration configuration, List<String> patterns) {
    var asked = patterns.isEmpty() ? standard(configuration) : named(configuration, patterns);
    var images = new Dependencies(configuration.images()).withNeeded(asked);
    var mistakes = new Mistakes(configuration.file());
    var notices = new Notices();
    configuration.notices().forEach(notices::add);
    for (var image : images) {
      image.remarks().mistakes().forEach(mistakes::add);
      image.remarks().notices().forEach(notices::add);
    }
    mistakes.throwIfAny();
    var built = configuration.isOfServices() ? SameImages.joined(images, notices) : images;
    return new Selection(
        built.stream().map(image -> new Chosen(image, asked.contains(image.name()))).toList(),
        notices.told());
  }

  private static SequencedSet<String> standard(Configuration configuration) {
    var names = new LinkedHashSet<String>();
    configuration.images().stream()
        .filter(image -> !image.isOnRequest())
        .forEach(image -> names.add(image.name()));
    if (names.isEmpty()) {
      var all = configuration.images().stream().map(ConfiguredImage::name).toList();
      throw new FailureException(ConfigFailures.allOnRequest(configuration.file(), all));
    }
    return names;
  }

  private static SequencedSet<String> named(Configuration configuration, List<String> patterns) {
    var names = new LinkedHashSet<String>();
    var unmatched = new LinkedHashSet<String>();
    for (var written : patterns) {
      var pattern = new NamePattern(written);
      var found =
          configuration.images().stream()
              .filter(image -> pattern.isPlain() || !image.isOnRequest())
              .map(ConfiguredImage::name)
              .filter(pattern::matches)
              .toList();
      names.addAll(found);
      if (found.isEmpty()) {
        unmatched.add(written);
      }
    }
    if (!unmatched.isEmpty()) {
      var all = configuration.images().stream().map(ConfiguredImage::name).toList();
      throw new FailureException(
          ConfigFailures.imagesUnknown(configuration.file(), List.copyOf(unmatched), all));
    }
    return names;
  }
}
