package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The variables of a compose file: those of the environment, then those of `.env`, then the name
/// that it gives its project. One that nobody has is empty, and said.
final class ComposeVariables implements Interpolation.Variables {

  private final Map<String, String> environment;
  private final Map<String, String> dotEnv = new LinkedHashMap<>();
  private final Notices notices;

  ComposeVariables(Map<String, String> environment, Notices notices) {
    this.environment = environment;
    this.notices = notices;
  }

  /// Takes the variables of `.env`.
  void add(Map<String, String> more) {
    dotEnv.putAll(more);
  }

  /// Takes the name that a file gives its project, in the letters that compose leaves of it; one
  /// that is known already stays.
  void addProject(String name) {
    var letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
    dotEnv.putIfAbsent("COMPOSE_PROJECT_NAME", letters.replaceFirst("^[_-]+", ""));
  }

  /// The profiles that are on.
  List<String> profiles() {
    return Stream.of(value("COMPOSE_PROFILES").orElse("").split(",", -1))
        .map(String::strip)
        .filter(profile -> !profile.isEmpty())
        .toList();
  }

  @Override
  public Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(dotEnv.get(name)));
  }

  @Override
  public String absent(String name, YamlPlace place) {
    notices.add(place, "The variable `" + Shown.of(name) + "` is not set, and taken as empty.");
    return "";
  }

  @Override
  public boolean keepsDollars() {
    return true;
  }
}
