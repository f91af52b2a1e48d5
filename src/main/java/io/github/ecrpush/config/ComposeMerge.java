package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Member;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Puts services over each other as compose does: mappings name by name, lists one behind the
/// other, and for the rest the later one. Before, each is brought into its long form.
final class ComposeMerge {

  /// What an image is made of. Of the rest, how containers run, nothing is read.
  private static final Set<String> OF_IMAGES =
      Set.of("build", "image", "platform", "profiles", "extends", "x-ecr-push");

  private static final Set<String> MAPPINGS_OR_LISTS =
      Set.of("args", "labels", "additional_contexts");

  private ComposeMerge() {}

  /// The part of a service that an image is made of, in its long form.
  static Mapping ofImages(Mapping service, Texts texts) {
    var members = new LinkedHashMap<String, Member>();
    service
        .members()
        .forEach((key, member) -> {
          if (key.equals("build")) {
            members.put(key, new Member(member.place(), build(member.value(), texts)));
          } else if (OF_IMAGES.contains(key)) {
            members.put(key, member);
          }
        });
    return new Mapping(service.place(), members);
  }

  private static YamlNode build(YamlNode build, Texts texts) {
    return switch (build) {
      case Scalar nothing when nothing.isNothing() -> nothing;
      case Scalar context ->
          new Mapping(context.place(), Map.of("context", new Member(context.place(), context)));
      case Mapping mapping -> {
        var members = new LinkedHashMap<String, Member>();
        mapping
            .members()
            .forEach((key, member) ->
                members.put(
                    key,
                    MAPPINGS_OR_LISTS.contains(key)
                        ? new Member(member.place(), named(member.value(), texts))
                        : member));
        yield new Mapping(build.place(), members);
      }
      case Sequence list -> list;
    };
  }

  /// A list of `name=value` as a mapping; anything else as it is. Where a variable stands before
  /// the `=`, an entry is parted when its variables have their values, for its name may come from
  /// one. Of its value, no `$` means one then.
  private static YamlNode named(YamlNode node, Texts texts) {
    if (!(node instanceof Sequence list)
        || !list.items().stream().allMatch(Scalar.class::isInstance)) {
      return node;
    }
    var members = new LinkedHashMap<String, Member>();
    for (var item : list.items()) {
      var written = ((Scalar) item).text();
      int sign = written.indexOf('=');
      boolean isNamed = sign >= 0 && written.lastIndexOf('$', sign) < 0;
      var text = isNamed ? written : texts.of((Scalar) item).replace("$", "$$");
      if (text.isBlank()) {
        continue;
      }
      int equals = text.indexOf('=');
      var name = equals < 0 ? text : text.substring(0, equals);
      var value = equals < 0 ? "" : text.substring(equals + 1);
      members.put(
          name.strip(), new Member(item.place(), new Scalar(item.place(), value, equals < 0)));
    }
    return new Mapping(node.place(), members);
  }

  static Mapping over(Mapping below, Mapping above) {
    var members = new LinkedHashMap<>(below.members());
    above
        .members()
        .forEach((key, member) -> members.merge(key, member, (old, late) -> over(key, old, late)));
    return new Mapping(above.place(), members);
  }

  /// A key without a value, as where all below it is commented out, leaves what is there. A single
  /// argument or label is another thing: without a value, that is what it is.
  private static Member over(String key, Member old, Member late) {
    return switch (late.value()) {
      case Scalar nothing when nothing.isNothing() -> old;
      case Mapping above when old.value() instanceof Mapping below ->
          new Member(
              late.place(),
              MAPPINGS_OR_LISTS.contains(key) ? nameByName(below, above) : over(below, above));
      case Sequence above when old.value() instanceof Sequence below -> {
        var both = Stream.concat(below.items().stream(), above.items().stream());
        yield new Member(late.place(), new Sequence(above.place(), both.toList()));
      }
      default -> late;
    };
  }

  private static Mapping nameByName(Mapping below, Mapping above) {
    var members = new LinkedHashMap<>(below.members());
    members.putAll(above.members());
    return new Mapping(above.place(), members);
  }
}
