package io.github.ecrpush.sandbox.shape;

import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a service model asks of one value. Reading it drops what the model does not know, as AWS
/// does.
public sealed interface Shape {

  /// A text, whose length is counted in characters.
  ///
  /// @param words the only ones that are allowed; none when every text is
  record Text(long shortest, long longest, Optional<Pattern> pattern, List<String> words)
      implements Shape {}

  /// A whole number.
  record Whole(long least, long most) implements Shape {}

  /// Bytes, which are base64 in JSON.
  record Blob(int most) implements Shape {}

  /// True or false.
  record Truth() implements Shape {}

  /// A list.
  record Many(int fewest, int most, Shape element) implements Shape {}

  /// An object.
  record Structure(Map<String, Member> members) implements Shape {}

  /// One of a structure's values.
  record Member(Shape shape, boolean isRequired) {}

  /// The value as far as the model knows it.
  ///
  /// @param place what it is called when it is wrong
  /// @throws ShapeException if it breaks a constraint
  /// @throws ClassCastException if it is of another JSON type
  default @Nullable Object read(JsonTree tree, String place) {
    return switch (this) {
      case Text text -> read(text, tree, place);
      case Whole whole -> read(whole, tree, place);
      case Blob blob -> read(blob, tree, place);
      case Truth() -> tree.truth().orElseThrow(Shape::wrongType);
      case Many many -> read(many, tree, place);
      case Structure structure -> read(structure, tree, place);
    };
  }

  private static String read(Text shape, JsonTree tree, String place) {
    var text = tree.text().orElseThrow(Shape::wrongType);
    checkLength(text.codePointCount(0, text.length()), shape.shortest(), shape.longest(), place);
    var pattern = shape.pattern();
    if (pattern.isPresent() && !pattern.get().matcher(text).matches()) {
      throw new ShapeException(
          place, "must satisfy regular expression '%s'".formatted(pattern.get()));
    }
    if (!shape.words().isEmpty() && !shape.words().contains(text)) {
      throw new ShapeException(place, "Member must satisfy enum value set: " + shape.words());
    }
    return text;
  }

  private static Long read(Whole shape, JsonTree tree, String place) {
    long number = tree.number().orElseThrow(Shape::wrongType);
    if (number < shape.least()) {
      throw new ShapeException(
          place, "Member must have value greater than or equal to " + shape.least());
    }
    if (number > shape.most()) {
      throw new ShapeException(
          place, "Member must have value less than or equal to " + shape.most());
    }
    return number;
  }

  private static byte[] read(Blob shape, JsonTree tree, String place) {
    var bytes = tree.bytes().orElseThrow(Shape::wrongType);
    checkLength(bytes.length, 0, shape.most(), place);
    return bytes;
  }

  private static List<@Nullable Object> read(Many shape, JsonTree tree, String place) {
    if (!tree.isArray()) {
      throw wrongType();
    }
    checkLength(tree.elements().size(), shape.fewest(), shape.most(), place);
    var read = new ArrayList<@Nullable Object>();
    for (var element : tree.elements()) {
      read.add(shape.element().read(element, "%s.%d.member".formatted(place, read.size() + 1)));
    }
    return read;
  }

  private static Map<String, @Nullable Object> read(Structure shape, JsonTree tree, String place) {
    if (!tree.isObject()) {
      throw wrongType();
    }
    var read = new LinkedHashMap<String, @Nullable Object>();
    shape
        .members()
        .forEach((name, member) -> {
          var inside = place.isEmpty() ? name : place + "." + name;
          if (!tree.at(name).isMissing()) {
            read.put(name, member.shape().read(tree.at(name), inside));
          } else if (member.isRequired()) {
            throw new ShapeException(inside, "Member must not be null");
          }
        });
    return read;
  }

  private static void checkLength(long length, long shortest, long longest, String place) {
    if (length < shortest) {
      throw new ShapeException(
          place, "Member must have length greater than or equal to " + shortest);
    }
    if (length > longest) {
      throw new ShapeException(place, "Member must have length less than or equal to " + longest);
    }
  }

  private static ClassCastException wrongType() {
    return new ClassCastException("another JSON type");
  }
}
