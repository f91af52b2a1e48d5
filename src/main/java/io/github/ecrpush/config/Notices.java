package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlPlace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Gathers what a file says and is not heeded, each thing once.
final class Notices {

  private static final int MOST = 50;

  private final Set<String> sentences = new LinkedHashSet<>();

  /// @param sentence a whole one
  void add(YamlPlace place, String sentence) {
    if (sentences.size() < MOST) {
      sentences.add(place + ": " + sentence);
    }
  }

  List<String> all() {
    return List.copyOf(sentences);
  }
}
