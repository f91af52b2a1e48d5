package io.github.ecrpush.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputKind.Choice;
import io.github.ecrpush.input.InputKind.Document;
import io.github.ecrpush.input.InputKind.Exact;
import io.github.ecrpush.input.InputKind.Lines;
import io.github.ecrpush.input.InputKind.Text;
import io.github.ecrpush.input.InputKind.Time;
import io.github.ecrpush.input.InputKind.Truth;
import io.github.ecrpush.input.InputKind.WholeNumber;
import io.github.ecrpush.input.InputKind.Words;
import io.github.ecrpush.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/ecr-push.schema.json` has the inputs that are declared, and the examples of the page are
/// read as they stand there.
///
/// Run with `-Dgolden.update=true` to write the schema anew.
class ConfigSchemaTest {

  private static final Path SCHEMA = Path.of("docs/ecr-push.schema.json");
  private static final Path PAGE = Path.of("docs/many-images.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

  /// What has a variable in it may become anything.
  private static final String VARIABLE = "\\$";

  private static final String IMAGE_NAME = VARIABLE + "|^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$";
  private static final String TIME = VARIABLE + "|^\\s*([0-9]+[hms])*[0-9]*\\s*$";

  /// Lines of `name=value`, comments, or nothing.
  private static final String PAIR = VARIABLE + "|[=#]|^\\s*$";

  @TempDir private Path folder;

  @Test
  void the_schema_says_what_is_declared() throws IOException {
    var text = Json.writePretty(schema()) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(SCHEMA, text);
    }

    assertThat(SCHEMA)
        .as("write it anew with script/mvn test -Dgolden.update=true")
        .hasContent(text);
  }

  @Test
  void the_examples_of_the_page_are_read() throws IOException {
    var examples =
        EXAMPLE
            .matcher(Files.readString(PAGE))
            .results()
            .map(found -> found.group(1))
            .filter(text ->
                text.contains("\nimages:")
                    || text.startsWith("images:")
                    || text.startsWith("services:"))
            .toList();

    assertThat(examples).hasSize(5);
    for (var example : examples) {
      var file =
          new ConfigFolder(folder)
              .with("file.yml", example)
              .read("file.yml", Map.of("ACCOUNT", "123456789012"));
      assertThat(file.images()).as(example).isNotEmpty();
      assertThat(Selection.of(file, List.of()).notices()).as(example).isEmpty();
    }
  }

  private static Map<String, Object> schema() {
    var top = new LinkedHashMap<String, Object>();
    top.put("version", Map.of("enum", List.of(1, "1")));
    top.put(
        "variables",
        orNothing(named("Variables of the environment, with their defaults.", variable())));
    top.put("defaults", ref("inputs", "What holds for each image that does not say otherwise."));
    top.put(
        "images",
        some(IMAGE_NAME, named("The images of the file, by their names.", ref("image", ""))));
    InputPlace.RUN.inputs().forEach(input -> top.put(input.key(), input(input)));

    var inputs = new LinkedHashMap<String, Object>();
    InputPlace.IMAGE.inputs().forEach(input -> inputs.put(input.key(), input(input)));
    var image = new LinkedHashMap<>(inputs);
    image.put(
        "matrix",
        some(
            "^[A-Za-z0-9_]+$",
            named(
                "Lists of values; each combination is an image. Used as `${matrix.NAME}`.",
                object("type", "array", "minItems", 1, "items", ref("value", "")))));

    var definitions = new LinkedHashMap<String, Object>();
    definitions.put("text", object("type", List.of("string", "number", "boolean", "null")));
    definitions.put("value", object("type", List.of("string", "number", "boolean")));
    definitions.put("list", anyOf(ref("text", ""), list("text")));
    definitions.put("pair", textLike(PAIR));
    definitions.put("pairs", anyOf(ref("pair", ""), list("pair"), named("", ref("text", ""))));
    definitions.put("arguments", anyOf(ref("list", ""), named("", ref("text", ""))));
    definitions.put("variable-or-nothing", textLike(VARIABLE));
    definitions.put("inputs", orNothing(closed(inputs)));
    definitions.put("image", orNothing(closed(image)));

    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "ecr-push.yml");
    schema.put("description", "Images that are built and pushed to Amazon ECR in one run.");
    schema.putAll(closed(top));
    schema.put("required", List.of("images"));
    schema.put("definitions", definitions);
    return schema;
  }

  private static Map<String, Object> input(Input input) {
    var schema =
        switch (input.kind()) {
          case Text _, Exact _ -> ref("text", "");
          case Truth _ -> orVariable(object("type", "boolean"));
          case Choice(List<String> words) -> orVariable(object("enum", choices(words)));
          case WholeNumber(long least, long most) ->
              orVariable(object("type", "integer", "minimum", least, "maximum", most));
          case Time _ -> anyOf(object("type", "integer", "minimum", 1), textLike(TIME));
          case Document _ -> object("type", List.of("string", "object", "array", "null"));
          case Words _ -> ref("list", "");
          case Lines _ when input == Input.BUILD_ARGS -> ref("arguments", "");
          case Lines _ when InputText.isOfPairs(input) -> ref("pairs", "");
          case Lines _ when input == Input.ALSO_PUSH_TO ->
              anyOf(
                  ref("list", ""),
                  object(
                      "type",
                      "array",
                      "items",
                      anyOf(ref("text", ""), named("", ref("text", "")))));
          case Lines _ -> ref("list", "");
        };
    return described(schema, input.description());
  }

  /// The words of a choice; YAML reads some of them as a truth.
  private static List<Object> choices(List<String> words) {
    var choices = new ArrayList<Object>(words);
    if (words.contains("true")) {
      choices.addAll(List.of(true, false));
    }
    return choices;
  }

  private static Map<String, Object> variable() {
    return anyOf(
        ref("text", ""),
        object(
            "type",
            "object",
            "additionalProperties",
            false,
            "properties",
            object(
                "default",
                ref("text", ""),
                "required",
                object("type", "boolean"),
                "description",
                ref("text", ""))));
  }

  private static Map<String, Object> closed(Map<String, Object> properties) {
    return object(
        "type",
        "object",
        "properties",
        properties,
        "patternProperties",
        Map.of("^x-", Map.of()),
        "additionalProperties",
        false);
  }

  private static Map<String, Object> named(String description, Map<String, Object> value) {
    return described(object("type", "object", "additionalProperties", value), description);
  }

  /// The same with at least one name, of that look.
  private static Map<String, Object> some(String look, Map<String, Object> named) {
    var some = new LinkedHashMap<>(named);
    some.put("minProperties", 1);
    some.put("propertyNames", object("pattern", look));
    return some;
  }

  private static Map<String, Object> orNothing(Map<String, Object> mapping) {
    var either = new LinkedHashMap<>(mapping);
    either.put("type", List.of("object", "null"));
    return either;
  }

  private static Map<String, Object> orVariable(Map<String, Object> schema) {
    return anyOf(schema, ref("variable-or-nothing", ""));
  }

  private static Map<String, Object> list(String items) {
    return object("type", "array", "items", ref(items, ""));
  }

  /// A text of that look, or nothing.
  private static Map<String, Object> textLike(String look) {
    return object("type", List.of("string", "null"), "pattern", look);
  }

  private static Map<String, Object> ref(String definition, String description) {
    var ref = object("$ref", "#/definitions/" + definition);
    return description.isEmpty() ? ref : described(object("allOf", List.of(ref)), description);
  }

  private static Map<String, Object> anyOf(Object... schemas) {
    return object("anyOf", List.of(schemas));
  }

  /// A description beside `$ref` would not be heeded, so that stands inside.
  private static Map<String, Object> described(Map<String, Object> schema, String description) {
    if (description.isEmpty()) {
      return schema;
    }
    var described = new LinkedHashMap<String, Object>();
    described.put("description", description);
    if (schema.containsKey("$ref")) {
      described.put("allOf", List.of(schema));
    } else {
      described.putAll(schema);
    }
    return described;
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
