package io.github.ecrpush.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an image was made from, as a label of it says.
///
/// An image that is built from another one inherits its labels, also this one. So the label names
/// the tags under which its image was pushed, and it is believed only where one of them names the
/// image that bears it. A child that somebody pushed under the tag of its base is not told apart.
///
/// @param hash of all that decides what the image is
record MadeFrom(String hash) {

  static final String LABEL = "io.github.ecrpush.inputs";

  private static final String BETWEEN = " ";

  /// The value of the label.
  String onImage(List<?> tags) {
    return Stream.concat(Stream.of(hash), tags.stream())
        .map(Object::toString)
        .collect(Collectors.joining(BETWEEN));
  }

  /// Whether an image that was found was made from this.
  ///
  /// @param tags that name it in its repository
  boolean isOf(VerifiedImage image, Set<String> tags) {
    var words = Arrays.asList(image.labels().getOrDefault(LABEL, "").split(BETWEEN, -1));
    return words.getFirst().equals(hash) && words.stream().skip(1).anyMatch(tags::contains);
  }
}
