package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlMistake;
import java.util.List;

/// What was found where an image of a compose file was read. It is told to those who want the
/// image, and to nobody else.
///
/// @param mistakes what keeps it from being built
/// @param notices whole sentences about what is said of it and is not heeded
record Remarks(List<YamlMistake> mistakes, List<String> notices) {

  static final Remarks NONE = new Remarks(List.of(), List.of());

  Remarks {
    mistakes = List.copyOf(mistakes);
    notices = List.copyOf(notices);
  }
}
