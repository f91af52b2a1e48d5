package io.github.ecrpush.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Switches and records of every kind, and all that they answer. Its classes are prepared as those
/// of the program are; see [PreparedClassesIT].
public final class PreparedSample implements Supplier<List<String>> {

  sealed interface Shape {
    default String kind() {
      return switch (this) {
        case Circle _ -> "round";
        case Square _ -> "square";
        case Named named -> named.name();
      };
    }
  }

  record Circle(double radius, float weight) implements Shape {}

  record Square(long side, int count, short low, byte small, char sign, boolean filled)
      implements Shape {}

  record Named(String name, @Nullable Shape inner, List<Integer> numbers) implements Shape {}

  record Empty() {}

  private static final List<Object> THINGS =
      List.of(
          new Circle(2, 1),
          new Circle(0.0, -0.0f),
          new Circle(-0.0, -0.0f),
          new Circle(Double.NaN, Float.NaN),
          new Square(1, 2, (short) 3, (byte) 4, 'c', true),
          new Square(1, 2, (short) 3, (byte) 4, 'c', true),
          new Square(1, 2, (short) 3, (byte) 4, 'c', false),
          new Square(1L << 40, -1, (short) -1, (byte) -1, 'é', false),
          new Named("n", new Circle(2, 1), List.of(1, 2)),
          new Named("n", new Circle(2, 1), List.of(1, 2)),
          new Named("n", null, List.of()),
          new Empty(),
          "",
          "--flag",
          "plain",
          7,
          7L,
          new int[] {1});

  @Override
  public List<String> get() {
    var said = new ArrayList<String>();
    said.add(describe(null));
    for (var thing : THINGS) {
      said.add(describe(thing));
      if (thing instanceof Shape shape) {
        said.add(shape.kind());
      }
      if (thing instanceof Record) {
        said.add(thing + " " + thing.hashCode());
        said.add(THINGS.stream().map(thing::equals).toList().toString());
      }
    }
    for (var word : List.of("help", "push", "-x", "other")) {
      said.add(word(word));
    }
    Function<Object, String> inLambda =
        thing ->
            switch (thing) {
              case Circle _ -> "circle";
              default -> "no circle";
            };
    THINGS.stream().map(inLambda).forEach(said::add);
    said.add(Left.word(Left.Kind.ONE) + Left.word(Left.Kind.TWO) + Left.word(new Left.Other()));
    return said;
  }

  /// A switch with constants of an enum, which is left to the runtime.
  static final class Left {

    sealed interface Choice {}

    enum Kind implements Choice {
      ONE,
      TWO
    }

    record Other() implements Choice {}

    private Left() {}

    static String word(Choice choice) {
      return switch (choice) {
        case Kind.ONE -> "one";
        case Kind.TWO -> "two";
        case Other _ -> "other";
      };
    }
  }

  private static String describe(@Nullable Object thing) {
    return switch (thing) {
      case null -> "nothing";
      case Circle(double radius, float weight) when radius > 1 -> "big circle " + weight;
      case Circle circle -> "circle " + circle.radius();
      case Named(String name, Circle(double radius, var _), var _) -> name + " around " + radius;
      case Shape shape -> "another shape " + shape.kind();
      case String text when text.isEmpty() -> "no text";
      case String text -> "text " + text;
      case Integer number when number > 5 -> "large";
      case Number number -> "number " + number;
      case int[] numbers -> "numbers " + numbers.length;
      default -> "thing " + thing;
    };
  }

  private static String word(String word) {
    return switch (word) {
      case "help", "-h" -> "shows";
      case "push" -> "pushes";
      case String flag when flag.startsWith("-") -> "flag";
      default -> "unknown";
    };
  }
}
