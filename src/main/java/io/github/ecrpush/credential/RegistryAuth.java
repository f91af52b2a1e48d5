package io.github.ecrpush.credential;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.yaml.Yaml;
import io.github.ecrpush.yaml.YamlException;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads logins from the input `registry-auth`: a list of `registry`, `username` and `password` in
/// YAML or JSON. A login without a registry is one to Docker Hub.
public final class RegistryAuth {

  private static final Set<String> KEYS = Set.of("registry", "username", "password");

  private static final Pattern LINE_ENDS = Pattern.compile("\\n+\\z");

  private static final String SHAPE =
      "Every login begins with `- `, and its other keys stand below its first one.";

  private RegistryAuth() {}

  /// The logins, by the name under which BuildKit asks for them.
  ///
  /// @throws FailureException if the text is anything else; its words repeat no value
  public static Map<RegistryHost, RegistryCredential> parse(String text) {
    var logins = new LinkedHashMap<RegistryHost, RegistryCredential>();
    int number = 1;
    for (var entry : entries(text)) {
      var registry = registry(number, entry);
      var login =
          new RegistryCredential(
              required(number, entry, "username"), new Secret(required(number, entry, "password")));
      if (logins.putIfAbsent(registry, login) != null) {
        throw new FailureException(RegistryAuthFailures.registryTwice(registry));
      }
      number++;
    }
    return logins;
  }

  /// The passwords in such a text, as far as it is YAML, whatever else is wrong with it.
  public static Stream<Secret> passwords(String text) {
    try {
      return text.isBlank() ? Stream.empty() : passwords(Yaml.read("registry-auth", text));
    } catch (YamlException _) {
      return Stream.empty();
    }
  }

  private static Stream<Secret> passwords(YamlNode node) {
    return switch (node) {
      case Scalar _ -> Stream.empty();
      case Sequence list -> list.items().stream().flatMap(RegistryAuth::passwords);
      case Mapping mapping ->
          mapping.members().entrySet().stream()
              .flatMap(member ->
                  member.getKey().equals("password")
                          && member.getValue().value() instanceof Scalar scalar
                      ? Stream.of(new Secret(scalar.text()))
                      : passwords(member.getValue().value()));
    };
  }

  private static List<Map<String, String>> entries(String text) {
    if (text.isBlank()) {
      return List.of(); // most runs have no logins, and need not load a reader of YAML
    }
    try {
      return switch (Yaml.read("registry-auth", text)) {
        case Scalar scalar when scalar.isNothing() -> List.of();
        case Sequence list -> list.items().stream().map(RegistryAuth::entry).toList();
        case YamlNode other -> throw unreadable(other.place(), SHAPE);
      };
    } catch (YamlException e) {
      var first = e.mistakes().getFirst();
      throw unreadable(first.place(), first.rule());
    }
  }

  private static Map<String, String> entry(YamlNode node) {
    if (!(node instanceof Mapping mapping)) {
      throw unreadable(node.place(), SHAPE);
    }
    var entry = new LinkedHashMap<String, String>();
    mapping.members().forEach((key, member) -> entry.put(key, text(member.value())));
    return entry;
  }

  /// The line ends of a block are left out: a password that is typed in has none either.
  private static String text(YamlNode node) {
    if (!(node instanceof Scalar scalar)) {
      throw unreadable(node.place(), "Every value of a login is text.");
    }
    return scalar.isNothing() ? "" : LINE_ENDS.matcher(scalar.text()).replaceFirst("");
  }

  private static FailureException unreadable(YamlPlace place, String rule) {
    return new FailureException(RegistryAuthFailures.unreadable(place.line(), rule));
  }

  private static RegistryHost registry(int number, Map<String, String> entry) {
    for (var key : entry.keySet()) {
      if (!KEYS.contains(key)) {
        throw new FailureException(RegistryAuthFailures.keyUnknown(number));
      }
    }
    var written = entry.getOrDefault("registry", "");
    try {
      return written.isEmpty() ? DockerHub.HOST : DockerHub.registry(written);
    } catch (IllegalArgumentException _) {
      throw new FailureException(RegistryAuthFailures.registryMalformed(number));
    }
  }

  /// A password that is empty is most often a secret that the workflow was not given.
  private static String required(int number, Map<String, String> entry, String key) {
    var value = entry.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw new FailureException(RegistryAuthFailures.valueMissing(number, key));
    }
    return value;
  }
}
