package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// ECR's calls about AWS's tags of repositories.
final class ResourceTagOperations {

  private static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final String RESERVED = "aws:";

  private final ImageStore store;

  ResourceTagOperations(ImageStore store) {
    this.store = store;
  }

  Map<String, EcrEndpoint.Operation> all() {
    return Map.of(
        "TagResource", this::tag,
        "UntagResource", this::untag,
        "ListTagsForResource", this::list);
  }

  private Map<String, ?> tag(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var added = given(request.input().at("tags"));
    repository.change(settings -> {
      var tags = new TreeMap<>(settings.tags());
      tags.putAll(added);
      return settings.withTags(counted(tags));
    });
    return Map.of();
  }

  private Map<String, ?> untag(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var removed = request.texts("tagKeys");
    repository.change(settings -> {
      var tags = new TreeMap<>(settings.tags());
      removed.forEach(tags::remove);
      return settings.withTags(tags);
    });
    return Map.of();
  }

  private Map<String, ?> list(EcrRequest request) {
    var tags = store.find(request.repositoryName()).settings().tags();
    return Map.of(
        "tags",
        tags.entrySet().stream()
            .map(tag -> Map.of("Key", tag.getKey(), "Value", tag.getValue()))
            .toList());
  }

  /// The tags that a request gives, each of which AWS would take.
  static Map<String, String> given(JsonTree list) {
    var tags = new TreeMap<String, String>();
    for (var element : list.elements()) {
      var key = element.at("Key").text().orElse("");
      var value = element.at("Value").text().orElse("");
      check(key.isEmpty() || key.length() > LONGEST_KEY, "a key has 1 to 128 characters");
      check(value.length() > LONGEST_VALUE, "a value has at most 256 characters");
      check(key.startsWith(RESERVED), "keys that begin with aws: are reserved");
      check(tags.put(key, value) != null, "a key is given once");
    }
    return counted(tags);
  }

  private static void check(boolean isBroken, String rule) {
    if (isBroken) {
      throw new ImageException(
          Fault.RESOURCE_TAG_MALFORMED,
          "Invalid parameter at 'tags' failed to satisfy constraint: '%s'".formatted(rule));
    }
  }

  private static Map<String, String> counted(Map<String, String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw new ImageException(
          Fault.RESOURCE_TAGS_TOO_MANY,
          "A repository has at most %d tags, not %d".formatted(MOST_TAGS, tags.size()));
    }
    return tags;
  }
}
