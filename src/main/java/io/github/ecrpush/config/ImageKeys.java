package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds the inputs among the keys of a mapping. A key that is none is told, with where it belongs
/// or with the nearest one; what begins with `x-` is the author's own.
final class ImageKeys {

  private static final Map<String, Input> INPUTS = byKey();

  private final InputPlace here;
  private final Mistakes mistakes;
  private final List<String> others;

  /// @param others the keys that may stand there and are no inputs
  ImageKeys(InputPlace here, Mistakes mistakes, String... others) {
    this.here = here;
    this.mistakes = mistakes;
    this.others = List.of(others);
  }

  Map<Input, YamlNode> inputs(Mapping mapping) {
    var found = new LinkedHashMap<Input, YamlNode>();
    mapping
        .members()
        .forEach((key, member) -> {
          if (others.contains(key) || key.startsWith("x-")) {
            return;
          }
          var input = INPUTS.get(key);
          if (input == null) {
            unknown(key, member.place());
          } else if (InputPlace.of(input) == here) {
            found.put(input, member.value());
          } else {
            mistakes.add(member.place(), elsewhere(input));
          }
        });
    return found;
  }

  private void unknown(String key, YamlPlace place) {
    if (key.equals(EcrPushFile.MATRIX)) {
      mistakes.add(place, "`matrix` makes several images of one: it stands under an image.");
      return;
    }
    var words = Stream.concat(others.stream(), here.inputs().stream().map(Input::key)).toList();
    mistakes.add(
        place, "There is no key `" + Shown.of(key) + "` here." + InputText.meant(key, words));
  }

  private static String elsewhere(Input input) {
    var key = "`" + input.key() + "`";
    return switch (InputPlace.of(input)) {
      case IMAGE -> key + " is about an image: it stands under it, or under `defaults`.";
      case RUN -> key + " holds for the whole run: it stands at the top of `ecr-push.yml`.";
      case NOWHERE ->
          switch (input) {
            case SECRETS ->
                "No secret stands in a file. Name a variable in `secret-envs`, or a file in"
                    + " `secret-files`.";
            case CONFIG, IMAGES -> key + " is given to the run, and stands in no file.";
            default -> key + " may be a secret, which stands in no file. Give it to the run.";
          };
    };
  }

  private static Map<String, Input> byKey() {
    var inputs = new LinkedHashMap<String, Input>();
    for (var input : Input.values()) {
      inputs.put(input.key(), input);
    }
    return Map.copyOf(inputs);
  }
}
