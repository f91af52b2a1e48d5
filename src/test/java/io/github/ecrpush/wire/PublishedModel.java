package io.github.ecrpush.wire;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// What AWS has published of a service, as botocore brings it along. It knows nothing of ours, and
/// reads a request by this alone.
record PublishedModel(JsonTree document) {

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  /// Where botocore keeps its models.
  static Path folder() throws Exception {
    var python = Programs.pinned("ECR_PUSH_PYTHON", "boto3").toString();
    var question = "import botocore, pathlib; print(pathlib.Path(botocore.__file__).parent)";
    var answer = Programs.run(Map.of(), "", List.of(python, "-c", question));
    return Path.of(answer.output().strip(), "data");
  }

  /// The newest model of a service.
  static PublishedModel of(Path folder, String service) {
    try (var versions = Files.list(folder.resolve(service))) {
      var newest = versions.filter(Files::isDirectory).sorted().toList().getLast();
      try (var file = Files.newInputStream(newest.resolve("service-2.json.gz"))) {
        return new PublishedModel(Json.parse(new GZIPInputStream(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String apiVersion() {
    return document.at("metadata").at("apiVersion").text().orElseThrow();
  }

  /// What names an operation in a JSON request, before its name: `AmazonEC2ContainerRegistry_V…`.
  String targetPrefix() {
    return document.at("metadata").at("targetPrefix").text().orElseThrow();
  }

  boolean knows(String operation) {
    return document.at("operations").at(operation).isObject();
  }

  /// The shape of what an operation takes; one without members when it takes nothing.
  JsonTree input(String operation) {
    return shape(document.at("operations").at(operation).at("input"));
  }

  /// What a reference to a shape stands for.
  JsonTree shape(JsonTree reference) {
    return document.at("shapes").at(reference.at("shape").text().orElse(""));
  }

  /// The rules that an operation's input breaks.
  List<String> brokenBy(String operation, JsonTree input) {
    if (!knows(operation)) {
      return List.of("there is no operation `%s`".formatted(operation));
    }
    var broken = new ArrayList<String>();
    structure(input(operation), input, operation, broken);
    return broken;
  }

  private void check(JsonTree shape, JsonTree value, String place, List<String> broken) {
    var type = shape.at("type").text().orElse("");
    switch (type) {
      case "structure" -> structure(shape, value, place, broken);
      case "list" -> list(shape, value, place, broken);
      case "string" -> text(shape, value, place, broken);
      case "integer", "long" -> number(shape, value, place, broken);
      case "boolean" -> require(value.truth().isPresent(), place + " is no boolean", broken);
      case "blob" -> blob(shape, value, place, broken);
      default -> broken.add("%s has a type that is not known here: `%s`".formatted(place, type));
    }
  }

  private void structure(JsonTree shape, JsonTree value, String place, List<String> broken) {
    require(value.isObject(), place + " is no structure", broken);
    var known = shape.at("members");
    value
        .members()
        .forEach((name, member) -> {
          var inside = place + "." + name;
          if (known.at(name).isMissing()) {
            broken.add(inside + " is no member");
          } else {
            check(shape(known.at(name)), member, inside, broken);
          }
        });
    for (var name : shape.at("required").elements()) {
      boolean there = !value.at(name.text().orElseThrow()).isMissing();
      require(there, "%s lacks `%s`".formatted(place, name.text().orElseThrow()), broken);
    }
  }

  private void list(JsonTree shape, JsonTree value, String place, List<String> broken) {
    require(value.isArray(), place + " is no list", broken);
    bounds(shape, value.elements().size(), place, "elements", broken);
    for (var element : value.elements()) {
      check(shape(shape.at("member")), element, place + "[]", broken);
    }
  }

  private static void text(JsonTree shape, JsonTree value, String place, List<String> broken) {
    if (value.text().isEmpty()) {
      broken.add(place + " is no text");
      return;
    }
    var text = value.text().get();
    bounds(shape, text.codePointCount(0, text.length()), place, "characters", broken);
    shape
        .at("pattern")
        .text()
        .filter(pattern -> !pattern(pattern).matcher(text).matches())
        .ifPresent(pattern -> broken.add("%s does not match `%s`".formatted(place, pattern)));
    var words = shape.at("enum").elements();
    require(words.isEmpty() || words.contains(value), place + " is none of its words", broken);
  }

  /// With characters beyond U+FFFF as Java writes them.
  private static Pattern pattern(String published) {
    return PATTERNS.computeIfAbsent(
        published,
        text ->
            Pattern.compile(
                text.replace("\\u10000-\\u10FFFF", "\\x{10000}-\\x{10FFFF}"), Pattern.DOTALL));
  }

  private static void number(JsonTree shape, JsonTree value, String place, List<String> broken) {
    if (value.value() instanceof Integer || value.value() instanceof Long) {
      bounds(shape, value.number().orElseThrow(), place, "as its value", broken);
    } else {
      broken.add(place + " is no whole number");
    }
  }

  private static void blob(JsonTree shape, JsonTree value, String place, List<String> broken) {
    try {
      var bytes = Base64.getDecoder().decode(value.text().orElse("?"));
      bounds(shape, bytes.length, place, "bytes", broken);
    } catch (IllegalArgumentException _) {
      broken.add(place + " is no blob");
    }
  }

  private static void bounds(
      JsonTree shape, long size, String place, String unit, List<String> broken) {
    shape
        .at("min")
        .number()
        .filter(least -> size < least)
        .ifPresent(
            least -> broken.add("%s has fewer than %d %s: %d".formatted(place, least, unit, size)));
    shape
        .at("max")
        .number()
        .filter(most -> size > most)
        .ifPresent(
            most -> broken.add("%s has more than %d %s: %d".formatted(place, most, unit, size)));
  }

  private static void require(boolean kept, String rule, List<String> broken) {
    if (!kept) {
      broken.add(rule);
    }
  }
}
