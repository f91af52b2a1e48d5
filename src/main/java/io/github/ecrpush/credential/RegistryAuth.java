package io.github.ecrpush.credential;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads logins from the input `registry-auth`: a list of `registry`, `username` and `password` in
/// YAML or JSON. A login without a registry is one to Docker Hub.
public final class RegistryAuth {

  private static final Set<String> KEYS = Set.of("registry", "username", "password");

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

  private static List<Map<String, String>> entries(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    try {
      return text.stripLeading().startsWith("[") ? json(text) : YamlList.parse(text);
    } catch (YamlException e) {
      throw new FailureException(RegistryAuthFailures.unreadable(e.line(), e.rule()));
    }
  }

  /// Jackson's own message quotes the text, which has passwords: it is not passed on.
  private static List<Map<String, String>> json(String text) {
    try {
      var entries = new ArrayList<Map<String, String>>();
      for (var element : Json.parse(text).elements()) {
        entries.add(texts(element));
      }
      return entries;
    } catch (JsonException _) {
      throw new YamlException(1, "It begins with `[`, so it is read as JSON, but it is none.");
    }
  }

  private static Map<String, String> texts(JsonTree element) {
    if (!element.isObject()) {
      throw new YamlException(1, "Every element of the JSON array is an object.");
    }
    var texts = new LinkedHashMap<String, String>();
    element
        .members()
        .forEach((name, value) ->
            texts.put(
                name,
                value
                    .text()
                    .orElseThrow(() ->
                        new YamlException(1, "Every value in the JSON array's objects is text."))));
    return texts;
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
