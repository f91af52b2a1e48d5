package io.github.ecrpush.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place in a JSON document. Going to a place that is not there leads to an empty one, so that a
/// reader asks once, at the end, whether what it wanted was there.
public record JsonTree(@Nullable Object value) {

  private static final JsonTree NOTHING = new JsonTree(null);

  /// The member of an object.
  public JsonTree at(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name)
        ? new JsonTree(map.get(name))
        : NOTHING;
  }

  /// The elements of an array; none when this is not an array.
  public List<JsonTree> elements() {
    return value instanceof List<?> list ? list.stream().map(JsonTree::new).toList() : List.of();
  }

  /// The members of an object in their order; none when this is not an object.
  public Map<String, JsonTree> members() {
    var members = new LinkedHashMap<String, JsonTree>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put(String.valueOf(name), new JsonTree(member)));
    }
    return members;
  }

  public Optional<String> text() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  public Optional<Long> number() {
    return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
  }

  public Optional<Boolean> truth() {
    return value instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
  }

  /// The bytes of a member that was read from base64.
  public Optional<byte[]> bytes() {
    return value instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
  }

  public boolean isObject() {
    return value instanceof Map;
  }

  public boolean isArray() {
    return value instanceof List;
  }

  public boolean isMissing() {
    return value == null;
  }
}
