package io.github.ecrpush.sandbox.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What is written here of ECR's inputs, held against the model that botocore has of them.
class EcrModelIT {

  /// Writes each input of the calls that are named, in the notation of [#written(Shape)].
  private static final String PROGRAM =
      """
      import sys
      import botocore.session
      model = botocore.session.get_session().get_service_model('ecr')
      def bounds(shape):
          low, high = shape.metadata.get('min', 0), shape.metadata.get('max', '')
          return f'[{low}..{high}]'
      def written(shape):
          if shape.type_name == 'structure':
              return '{' + ', '.join(
                  name + ('!' if name in shape.required_members else '') + ' ' + written(member)
                  for name, member in sorted(shape.members.items())) + '}'
          if shape.type_name == 'list':
              return 'list' + bounds(shape) + '<' + written(shape.member) + '>'
          if shape.type_name == 'boolean':
              return 'truth'
          if shape.type_name in ('integer', 'long'):
              return 'number' + bounds(shape)
          if shape.type_name == 'blob':
              return 'bytes' + bounds(shape)
          pattern = shape.metadata.get('pattern', '')
          if pattern.startswith('^') and pattern.endswith('$'):
              pattern = pattern[1:-1]
          words = ' '.join(sorted(shape.metadata.get('enum', [])))
          return 'text' + bounds(shape) + '(' * bool(pattern) + pattern + ')' * bool(pattern) + words
      for name in sys.argv[1:]:
          print(name, written(model.operation_model(name).input_shape))
      """;

  @Test
  void says_of_every_input_what_the_model_says() throws Exception {
    var python = Programs.pinned("ECR_PUSH_PYTHON", "boto3").toString();
    var command = new ArrayList<>(List.of(python, "-c", PROGRAM));
    command.addAll(EcrInputs.operations());
    var outcome = Programs.run(Map.of(), "", command);

    assertThat(
            EcrInputs.operations().stream()
                .map(name -> name + " " + written(EcrInputs.input(name))))
        .containsExactlyElementsOf(outcome.output().lines().toList());
  }

  private static String written(Shape shape) {
    return switch (shape) {
      case Shape.Text text ->
          "text"
              + bounds(text.shortest(), text.longest(), Integer.MAX_VALUE)
              + text.pattern().map(pattern -> "(" + pattern + ")").orElse("")
              + text.words().stream().sorted().collect(Collectors.joining(" "));
      case Shape.Whole(long least, long most) -> "number" + bounds(least, most, Long.MAX_VALUE);
      case Shape.Blob(int most) -> "bytes" + bounds(0, most, Integer.MAX_VALUE);
      case Shape.Truth() -> "truth";
      case Shape.Many(int fewest, int most, Shape element) ->
          "list" + bounds(fewest, most, Integer.MAX_VALUE) + "<" + written(element) + ">";
      case Shape.Structure(var members) ->
          new TreeMap<>(members)
              .entrySet().stream()
                  .map(each ->
                      each.getKey()
                          + (each.getValue().isRequired() ? "! " : " ")
                          + written(each.getValue().shape()))
                  .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String bounds(long least, long most, long none) {
    return "[" + least + ".." + (most == none ? "" : String.valueOf(most)) + "]";
  }
}
