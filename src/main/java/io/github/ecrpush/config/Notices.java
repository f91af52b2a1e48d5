package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Gathers what a file says and is not heeded, each thing once.
final class Notices {

  private static final int MOST_TOLD = 50;

  /// A file of someone who means harm has no end of them.
  private static final int MOST = 10_000;

  private Set<String> sentences = new LinkedHashSet<>();

  /// @param sentence a whole one
  void add(YamlPlace place, String sentence) {
    add(place + ": " + sentence);
  }

  /// @param sentence one with its place
  void add(String sentence) {
    if (sentences.size() < MOST) {
      sentences.add(sentence);
    }
  }

  /// What a part of the reading says. It is not among these.
  List<String> apart(Runnable reading) {
    var before = sentences;
    sentences = new LinkedHashSet<>();
    try {
      reading.run();
      return all();
    } finally {
      sentences = before;
    }
  }

  List<String> all() {
    return List.copyOf(sentences);
  }

  /// As many as somebody reads, and how many more there are.
  List<String> told() {
    int more = sentences.size() - MOST_TOLD;
    if (more <= 0) {
      return all();
    }
    var told = new ArrayList<>(all().subList(0, MOST_TOLD));
    told.add("There are " + more + " more notices of this kind.");
    return told;
  }
}
