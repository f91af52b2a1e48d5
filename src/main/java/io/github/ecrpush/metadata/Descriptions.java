package io.github.ecrpush.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is written on an image: the keys that the OCI has defined, as far as something is known,
/// and what the user adds or puts in their place.
final class Descriptions {

  private static final String OCI = "org.opencontainers.image.";
  static final String VERSION = OCI + "version";

  private static final String DATE = "YYYY-MM-DDTHH:mm:ss.SSS[Z]";

  private final Expressions expressions;
  private final String version;

  Descriptions(Expressions expressions, String version) {
    this.expressions = expressions;
    this.version = version;
  }

  /// @param own the user's
  SortedMap<String, String> labels(Map<String, Template> own) {
    var labels = new TreeMap<>(known());
    own.forEach((key, value) -> labels.put(key, expressions.render(value)));
    return labels;
  }

  /// @param levels of those that do not name one
  /// @param own the user's; a key may have its levels before it, `manifest,index:KEY`
  List<Annotation> annotations(List<String> levels, Map<String, Template> own) {
    var plain = new TreeMap<>(known());
    var placed = new LinkedHashMap<String, String>();
    own.forEach((key, value) ->
        (levels(key).isEmpty() ? plain : placed).put(key, expressions.render(value)));
    var all = new ArrayList<Annotation>();
    levels.forEach(
        level -> plain.forEach((key, value) -> all.add(new Annotation(level, key, value))));
    placed.forEach((key, value) -> {
      var bare = key.substring(key.indexOf(':') + 1);
      levels(key)
          .forEach(level -> {
            all.removeIf(note -> note.level().equals(level) && note.key().equals(bare));
            all.add(new Annotation(level, bare, value));
          });
    });
    return all;
  }

  /// The levels that a key names; none when it begins otherwise.
  private static List<String> levels(String key) {
    int colon = key.indexOf(':');
    var levels = colon < 0 ? List.<String>of() : List.of(key.substring(0, colon).split(",", -1));
    return levels.stream().allMatch(level -> Switches.LEVELS.contains(withoutPlatform(level)))
        ? levels
        : List.of();
  }

  private static String withoutPlatform(String level) {
    int open = level.indexOf('[');
    return open > 0 && level.endsWith("]") ? level.substring(0, open) : level;
  }

  private Map<String, String> known() {
    var source = expressions.source();
    var repository = source.repository();
    var known = new TreeMap<String, String>();
    add(known, "title", Optional.of(repository.name()));
    add(known, "description", repository.description());
    add(known, "url", repository.url());
    add(known, "source", repository.url());
    add(known, "version", Optional.of(version));
    add(known, "created", source.created().map(date -> MomentFormat.format(date, "UTC", DATE)));
    add(known, "revision", Optional.of(source.sha()));
    add(known, "licenses", repository.licence());
    return known;
  }

  private static void add(Map<String, String> known, String key, Optional<String> value) {
    value.filter(text -> !text.isEmpty()).ifPresent(text -> known.put(OCI + key, text));
  }
}
