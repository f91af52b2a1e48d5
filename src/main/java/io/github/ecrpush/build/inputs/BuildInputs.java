package io.github.ecrpush.build.inputs;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything that decides what image a build makes, and nothing else: two builds with equal inputs
/// need not both be made.
///
/// As text it is one line for each of these, in this order, its words between spaces:
///
/// | line | of |
/// | --- | --- |
/// | `ecr-push-inputs 1` | this form; another number is another form |
/// | `context ID` | the files of the context |
/// | `history PATH COMMIT BRANCH TAGS` | each `.git` that is sent with it |
/// | `dockerfile SHA256` | the Dockerfile's bytes, wherever it lies |
/// | `target NAME` | the stage, when one is named |
/// | `platform NAME` | the platform, when one is named |
/// | `argument NAME SHA256` | each build argument, its value hashed |
/// | `label NAME SHA256` | each label that the user asks for, its value hashed |
/// | `annotation NAME SHA256` | the same of each annotation |
/// | `named-context NAME ID` | each further context that is a folder, and its `named-history` |
/// | `base NAME DIGEST` | each image that is not pinned in the Dockerfile, and what its name leads to |
/// | `setting TEXT` | whatever else counts: the network, the ids of secrets, the machine |
///
/// Not in it: values of secrets, names and tags of the image, labels that we add ourselves, the
/// engine and its version, caches, what steps of the build fetch from the network.
///
/// @param contexts further contexts by name
/// @param bases digests by the names in the Dockerfile
/// @param settings in any order
public record BuildInputs(
    ContextTree.Known context,
    Digest dockerfile,
    Wishes wishes,
    Map<String, ContextTree.Known> contexts,
    Map<String, Digest> bases,
    List<String> settings) {

  private static final String FORM = "ecr-push-inputs 1";

  /// What was asked of the Dockerfile.
  public record Wishes(
      Optional<String> target,
      Optional<Platform> platform,
      Map<String, String> arguments,
      Map<String, String> labels,
      Map<String, String> annotations) {
    public Wishes {
      arguments = Map.copyOf(arguments);
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  public BuildInputs {
    contexts = Map.copyOf(contexts);
    bases = Map.copyOf(bases);
    settings = List.copyOf(settings);
  }

  /// The fingerprint of all of it: 64 hexadecimal digits.
  public String hash() {
    return Digest.of(text().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /// All of it as text, to be compared by eye. There is no secret in it.
  public String text() {
    var text = new StringJoiner("\n", "", "\n");
    text.add(FORM);
    text.add(line("context", context.id()));
    context.histories().forEach(history -> text.add(line("history", history)));
    text.add(line("dockerfile", dockerfile.hex()));
    wishes.target.ifPresent(target -> text.add(line("target", target)));
    wishes.platform.ifPresent(platform -> text.add(line("platform", platform.toString())));
    addHashed(text, "argument", wishes.arguments);
    addHashed(text, "label", wishes.labels);
    addHashed(text, "annotation", wishes.annotations);
    new TreeMap<>(contexts)
        .forEach((name, tree) -> {
          text.add(line("named-context", name, tree.id()));
          tree.histories().forEach(history -> text.add(line("named-history", name, history)));
        });
    new TreeMap<>(bases).forEach((name, digest) -> text.add(line("base", name, digest.toString())));
    new TreeSet<>(settings).forEach(setting -> text.add(line("setting", setting)));
    return text.toString();
  }

  private static void addHashed(StringJoiner text, String kind, Map<String, String> values) {
    new TreeMap<>(values)
        .forEach((name, value) ->
            text.add(line(kind, name, Digest.of(value.getBytes(StandardCharsets.UTF_8)).hex())));
  }

  /// A word keeps its spaces and line ends for itself, so that no value can look like two.
  private static String line(String kind, String... words) {
    var line = new StringJoiner(" ").add(kind);
    for (var word : words) {
      line.add(
          word.replace("\\", "\\\\").replace(" ", "\\s").replace("\n", "\\n").replace("\r", "\\r"));
    }
    return line.toString();
  }
}
