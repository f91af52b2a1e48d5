package io.github.ecrpush.config;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Nearest;
import io.github.ecrpush.yaml.YamlMistake;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The words for files with many images.
final class ConfigFailures {

  private static final int SHOWN_NAMES = 20;

  private ConfigFailures() {}

  static Failure unreadable(String file, String sentence) {
    return misconfigured(
        Input.CONFIG,
        new Explanation(
            "config-unreadable",
            "The file `" + Shown.of(file) + "` of the input `config` could not be read.",
            sentence,
            "Name a file that is there, from the workspace on, such as `config: ecr-push.yml`. In a"
                + " workflow, `actions/checkout` brings it."));
  }

  static Failure outside(String file) {
    return misconfigured(
        Input.CONFIG,
        new Explanation(
            "config-outside",
            "The file `" + Shown.of(file) + "` of the input `config` is not in the workspace.",
            "Whoever changes the repository decides what a run does, and nobody else. So the file,"
                + " and every path in it, stays in the workspace, also where symbolic links lead.",
            "Move the file into the repository, and name it from there:"
                + " `config: ecr-push.yml`."));
  }

  /// @param hasMore whether the file has others than these
  static Failure mistaken(String file, List<YamlMistake> mistakes, boolean hasMore) {
    var number =
        mistakes.size() == 1
            ? "a mistake"
            : (hasMore ? "more than " : "") + mistakes.size() + " mistakes";
    var these = hasMore ? " These are " + mistakes.size() + " of them." : "";
    return misconfigured(
        Input.CONFIG,
        new Explanation(
            "config-mistaken",
            "The file `" + Shown.of(file) + "` has " + number + "." + these,
            mistakes.stream().map(YamlMistake::toString).collect(Collectors.joining("\n")),
            "Correct what stands there. The language is described in `docs/many-images.md`."));
  }

  static Failure imagesUnknown(String file, List<String> unmatched, List<String> names) {
    var guesses =
        unmatched.stream()
            .map(pattern -> Nearest.to(pattern, names))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    var meant = guesses.isEmpty() ? "" : "Did you mean " + list(guesses) + "? ";
    return misconfigured(
        Input.IMAGES,
        new Explanation(
            "images-unknown",
            "No image was found for " + list(unmatched) + " of the input `images`.",
            names.isEmpty()
                ? "The file `" + Shown.of(file) + "` has no image."
                : "The file `" + Shown.of(file) + "` has " + list(names) + ".",
            meant
                + "Give `images` names of that file, or patterns in which `*` stands for any"
                + " letters."));
  }

  static Failure allOnRequest(String file, List<String> names) {
    return misconfigured(
        Input.IMAGES,
        new Explanation(
            "images-on-request",
            "Every image of the file `" + Shown.of(file) + "` is left out.",
            "Each service with `build` has profiles, and none of them is on: " + list(names) + ".",
            "Set the variable `COMPOSE_PROFILES` to a profile, or name services in the input"
                + " `images`, such as `images: "
                + Shown.of(names.getFirst())
                + "`."));
  }

  private static String list(List<String> names) {
    var shown =
        names.stream()
            .limit(SHOWN_NAMES)
            .map(name -> "`" + Shown.of(name) + "`")
            .collect(Collectors.joining(", "));
    int more = names.size() - SHOWN_NAMES;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static Failure misconfigured(Input input, Explanation explanation) {
    return new Failure.Misconfigured(explanation, input.key());
  }
}
