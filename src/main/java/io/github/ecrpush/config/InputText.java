package io.github.ecrpush.config;

import io.github.ecrpush.failure.FailureException;
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
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.input.Nearest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes of a part of a file the text that an input is read from, and reads that once, so that a
/// mistake is told with its place.
final class InputText {

  private final Texts texts;
  private final Mistakes mistakes;

  /// An entry of a list.
  record Entry(YamlPlace place, String text) {}

  InputText(Texts texts, Mistakes mistakes) {
    this.texts = texts;
    this.mistakes = mistakes;
  }

  /// Whether an input has entries `name=value`, and may be written as a mapping.
  static boolean isOfPairs(Input input) {
    return switch (input) {
      case BUILD_ARGS,
          BUILD_CONTEXTS,
          LABELS,
          ANNOTATIONS,
          REPOSITORY_TAGS,
          SECRET_ENVS,
          SECRET_FILES ->
          true;
      default -> false;
    };
  }

  /// The text; empty when the file says nothing, or something wrong.
  String of(Input input, YamlNode node) {
    var text =
        switch (input.kind()) {
          case Text _, Exact _, Truth _, Choice _, WholeNumber _, Time _ ->
              texts.of(node).orElse("");
          case Document _ -> document(node);
          case Words _, Lines _ ->
              node instanceof Scalar
                  ? texts.of(node).orElse("")
                  : ListText.of(input, entries(input, node).stream().map(Entry::text).toList());
        };
    return checked(input, text, node.place());
  }

  /// The entries of a list, whichever way it is written.
  List<Entry> entries(Input input, YamlNode node) {
    return switch (node) {
      case Scalar _ -> {
        var text = texts.of(node).orElse("");
        var inputs = Inputs.of(Map.of(input, text), Map.of());
        var lines = input.kind() instanceof Words ? inputs.words(input) : inputs.lines(input);
        yield lines.stream().map(line -> new Entry(node.place(), line)).toList();
      }
      case Sequence list ->
          list.items().stream()
              .flatMap(item -> item(input, item).stream())
              .filter(entry -> !entry.text().isBlank())
              .toList();
      case Mapping mapping when isOfPairs(input) -> pairs(input, mapping);
      case Mapping mapping -> {
        var fix =
            input == Input.ALSO_PUSH_TO
                ? " Each registry is an entry: `[{aws-region: eu-west-2}]`."
                : "";
        mistakes.add(mapping.place(), "`" + input.key() + "` is a list, and has no names." + fix);
        yield List.of();
      }
    };
  }

  private Optional<Entry> item(Input input, YamlNode item) {
    var text =
        input == Input.ALSO_PUSH_TO && item instanceof Mapping address
            ? Optional.of(
                pairs(input, address).stream().map(Entry::text).collect(Collectors.joining(",")))
            : texts.of(item);
    return text.map(words -> new Entry(item.place(), words));
  }

  private List<Entry> pairs(Input input, Mapping mapping) {
    var entries = new ArrayList<Entry>();
    mapping
        .members()
        .forEach((name, member) -> {
          var value = texts.of(member.value());
          if (name.isBlank() || name.indexOf('=') >= 0) {
            mistakes.add(member.place(), "A name is not empty, and has no `=`.");
          } else if (value.isPresent()) {
            entries.add(new Entry(member.place(), name + "=" + value.get()));
          } else if (input == Input.BUILD_ARGS) {
            entries.add(new Entry(member.place(), name)); // its value is in the environment
          }
        });
    return entries;
  }

  /// A document is JSON; it may be written as YAML.
  private String document(YamlNode node) {
    return node instanceof Scalar ? texts.of(node).orElse("") : Json.write(tree(node));
  }

  private Object tree(YamlNode node) {
    return switch (node) {
      case Scalar _ -> texts.of(node).orElse("");
      case Sequence list -> list.items().stream().map(this::tree).toList();
      case Mapping mapping -> {
        var tree = new LinkedHashMap<String, Object>();
        mapping.members().forEach((name, member) -> tree.put(name, tree(member.value())));
        yield tree;
      }
    };
  }

  private String checked(Input input, String text, YamlPlace place) {
    if (text.isBlank()) {
      return "";
    }
    var inputs = Inputs.of(Map.of(input, text), Map.of());
    try {
      switch (input.kind()) {
        case Truth _ -> inputs.isOn(input);
        case Choice _ -> inputs.choice(input);
        case WholeNumber _ -> inputs.number(input);
        case Time _ -> inputs.time(input);
        case Lines _ when isOfPairs(input) && input != Input.BUILD_ARGS -> inputs.pairs(input);
        case Lines _, Words _, Text _, Exact _, Document _ -> {}
      }
      return text;
    } catch (FailureException e) {
      var explanation = e.failure().explanation();
      var words = input.kind() instanceof Choice(List<String> known) ? known : List.<String>of();
      mistakes.add(place, explanation.what() + " " + explanation.why() + meant(text, words));
      return "";
    }
  }

  /// A guess, to be put behind a sentence.
  static String meant(String written, List<String> words) {
    return Nearest.to(written, words).map(word -> " Did you mean `" + word + "`?").orElse("");
  }
}
