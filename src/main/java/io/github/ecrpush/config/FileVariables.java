package io.github.ecrpush.config;

import io.github.ecrpush.input.Nearest;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Member;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The variables of `ecr-push.yml`: those of the environment, with the defaults that the file
/// declares for them, and those of an image's matrix. One that is declared and empty in the
/// environment, as in a workflow whose `vars` have none of its name, has its default.
final class FileVariables implements Interpolation.Variables {

  private static final String DEFAULT = "default";
  private static final String REQUIRED = "required";
  private static final String DESCRIPTION = "description";
  private static final List<String> TRUTHS = List.of("true", "false");
  private static final List<String> KEYS = List.of(DEFAULT, REQUIRED, DESCRIPTION);

  private final Map<String, String> environment;
  private final Mistakes mistakes;

  /// Each declared one, with its default if it has one.
  private final Map<String, Optional<String>> declared;

  /// The required ones that have no value.
  private final Set<String> missing;

  /// By the names that they have in the file: `matrix.node`.
  private final Map<String, String> matrix;

  private FileVariables(
      Map<String, String> environment,
      Mistakes mistakes,
      Map<String, Optional<String>> declared,
      Set<String> missing,
      Map<String, String> matrix) {
    this.environment = environment;
    this.mistakes = mistakes;
    this.declared = declared;
    this.missing = missing;
    this.matrix = matrix;
  }

  FileVariables(Map<String, String> environment, Mistakes mistakes) {
    this(environment, mistakes, new LinkedHashMap<>(), new HashSet<>(), Map.of());
  }

  /// These, and the values of one of an image's combinations.
  FileVariables with(Map<String, String> combination) {
    return new FileVariables(environment, mistakes, declared, missing, combination);
  }

  /// Reads what `variables` declares.
  void declare(YamlNode variables) {
    switch (variables) {
      case Mapping mapping -> mapping.members().forEach(this::declare);
      case Scalar nothing when nothing.isNothing() -> {}
      default ->
          mistakes.add(
              variables.place(), "`variables` has names with their defaults: `NAME: text`.");
    }
  }

  private void declare(String name, Member member) {
    switch (member.value()) {
      case Scalar scalar ->
          declared.put(name, scalar.isNothing() ? Optional.empty() : Optional.of(scalar.text()));
      case Mapping mapping -> declare(name, member.place(), mapping);
      default ->
          mistakes.add(member.place(), "A variable has a default, or the mark `required: true`.");
    }
  }

  private void declare(String name, YamlPlace place, Mapping mapping) {
    mapping
        .members()
        .forEach((key, member) -> {
          if (!KEYS.contains(key)) {
            mistakes.add(
                member.place(),
                "A variable has `default`, `required` and `description`, but no `"
                    + Shown.of(key)
                    + "`."
                    + InputText.meant(key, KEYS));
          } else if (!(member.value() instanceof Scalar scalar)) {
            mistakes.add(member.place(), "Here stands one piece of text.");
          } else if (key.equals(REQUIRED) && !TRUTHS.contains(scalar.text())) {
            mistakes.add(member.place(), "`required` is `true` or `false`.");
          }
        });
    var given = text(mapping, DEFAULT);
    declared.put(name, given);
    boolean isRequired = text(mapping, REQUIRED).filter("true"::equals).isPresent();
    if (isRequired && value(name).isEmpty()) {
      missing.add(name);
      mistakes.add(
          place,
          "The variable `%s` is required, and the environment has no value for it.%s"
              .formatted(
                  Shown.of(name), text(mapping, DESCRIPTION).map(said -> " " + said).orElse("")));
    }
  }

  private static Optional<String> text(Mapping mapping, String key) {
    return Optional.ofNullable(mapping.members().get(key))
        .map(Member::value)
        .filter(value -> value instanceof Scalar scalar && !scalar.isNothing())
        .map(value -> ((Scalar) value).text());
  }

  @Override
  public Optional<String> value(String name) {
    var ofMatrix = matrix.get(name);
    if (ofMatrix != null) {
      return Optional.of(ofMatrix);
    }
    var outside = Optional.ofNullable(environment.get(name));
    var fallback = declared.getOrDefault(name, Optional.empty());
    return declared.containsKey(name)
        ? outside.filter(value -> !value.isEmpty()).or(() -> fallback)
        : outside;
  }

  @Override
  public String absent(String name, YamlPlace place) {
    if (missing.contains(name)) {
      return ""; // told where it is declared
    }
    var known = new TreeSet<>(declared.keySet());
    known.addAll(matrix.keySet());
    known.remove(name);
    var meant = Nearest.to(name, known).map(word -> " Did you mean `" + word + "`?").orElse("");
    mistakes.add(
        place,
        "The variable `"
            + Shown.of(name)
            + "` has no value: neither the environment nor the file gives it one."
            + meant);
    return "";
  }

  @Override
  public boolean keepsDollars() {
    return false;
  }
}
