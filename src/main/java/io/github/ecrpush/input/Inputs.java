package io.github.ecrpush.input;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.InputKind.Choice;
import io.github.ecrpush.input.InputKind.Document;
import io.github.ecrpush.input.InputKind.Exact;
import io.github.ecrpush.input.InputKind.WholeNumber;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The values of all inputs of one run: what was given, else what a variable says, else the
/// default.
public final class Inputs {

  private final Map<Input, String> given;
  private final Map<String, String> environment;
  private final Map<Input, String> values;

  /// Those that a file says, whose entries in quotes keep the blanks at their end.
  private final Set<Input> ofFile;

  private Inputs(
      Map<Input, String> given,
      Map<String, String> environment,
      Map<Input, String> values,
      Set<Input> ofFile) {
    this.given = given;
    this.environment = environment;
    this.values = values;
    this.ofFile = Set.copyOf(ofFile);
  }

  /// Completes what was given with the environment and the defaults.
  public static Inputs of(Map<Input, String> given, Map<String, String> environment) {
    return of(given, environment, Set.of());
  }

  private static Inputs of(
      Map<Input, String> given, Map<String, String> environment, Set<Input> ofFile) {
    var values = new EnumMap<Input, String>(Input.class);
    for (var input : Input.values()) {
      values.put(input, value(input, given.getOrDefault(input, ""), environment));
    }
    return new Inputs(Map.copyOf(given), environment, values, ofFile);
  }

  /// The same, where a file says what was not given. It comes before variables and defaults.
  public Inputs over(Map<Input, String> file) {
    var together = new EnumMap<Input, String>(Input.class);
    together.putAll(file);
    var ofFile = new HashSet<>(file.keySet());
    given.forEach((input, text) -> {
      if (!text.isBlank()) {
        together.put(input, text);
        ofFile.remove(input);
      }
    });
    return of(together, environment, ofFile);
  }

  /// The same with another value of one input.
  public Inputs with(Input input, String text) {
    var others = new EnumMap<Input, String>(Input.class);
    others.putAll(given);
    others.put(input, text);
    return of(others, environment, ofFile);
  }

  /// The same where nothing is said of one input, also by no variable and no default.
  public Inputs without(Input input) {
    var others = new EnumMap<>(values);
    others.put(input, "");
    return new Inputs(given, environment, others, ofFile);
  }

  private static String value(Input input, String given, Map<String, String> environment) {
    if (input.kind() instanceof Exact && !given.isEmpty()) {
      return given;
    }
    if (!given.isBlank()) {
      // how far the first line of a document is indented means something
      return input.kind() instanceof Document ? given : given.strip();
    }
    for (var variable : input.variables()) {
      var value = environment.getOrDefault(variable, "").strip();
      if (!value.isEmpty()) {
        return value;
      }
    }
    return input.standard();
  }

  /// The text of an input, empty when there is none.
  public String text(Input input) {
    return values.getOrDefault(input, "");
  }

  /// The text of an input, or nothing when there is none.
  public Optional<String> wish(Input input) {
    return Optional.of(text(input)).filter(text -> !text.isEmpty());
  }

  /// The texts of the inputs that name places.
  public List<String> addresses() {
    return Stream.of(
            Input.REPOSITORY, Input.REGISTRY, Input.ALSO_PUSH_TO, Input.CONTEXT, Input.HTTP_PROXY)
        .map(this::text)
        .toList();
  }

  /// The numbers of accounts in the inputs that name some.
  public List<String> accountNumbers() {
    var number = Pattern.compile("(?<!\\d)\\d{12}(?!\\d)");
    return Stream.of(
            Input.REPOSITORY,
            Input.ROLE_TO_ASSUME,
            Input.KMS_KEY,
            Input.PULL_FROM,
            Input.ROLE_CHAIN,
            Input.INLINE_SESSION_POLICY,
            Input.MANAGED_SESSION_POLICIES,
            Input.REGISTRY_ID,
            Input.REGISTRY,
            Input.ALSO_PUSH_TO,
            Input.ALLOWED_ACCOUNT_IDS)
        .map(this::text)
        .flatMap(text -> number.matcher(text).results())
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  /// The text of an input that a run cannot do without.
  public String required(Input input) {
    return wish(input).orElseThrow(() -> new FailureException(InputFailures.inputMissing(input)));
  }

  /// Whether a switch is on.
  public boolean isOn(Input input) {
    return switch (text(input)) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default ->
          throw new FailureException(
              InputFailures.valueUnknown(input, text(input), List.of("true", "false")));
    };
  }

  /// The word chosen for an input of that kind.
  public String choice(Input input) {
    if (!(input.kind() instanceof Choice(List<String> words))) {
      throw new IllegalArgumentException(input + " is no choice");
    }
    var chosen = text(input);
    return words.stream()
        .filter(word -> word.equalsIgnoreCase(chosen))
        .findFirst()
        .orElseThrow(() -> new FailureException(InputFailures.valueUnknown(input, chosen, words)));
  }

  /// The whole number of an input of that kind.
  public long number(Input input) {
    if (!(input.kind() instanceof WholeNumber(long least, long most))) {
      throw new IllegalArgumentException(input + " is no number");
    }
    try {
      long number = Long.parseLong(text(input));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below, together with a number out of range
    }
    throw new FailureException(
        InputFailures.valueMalformed(
            input, text(input), "It is a whole number from " + least + " to " + most + "."));
  }

  /// The length of time of an input, or nothing when there is none.
  public Optional<Duration> time(Input input) {
    return wish(input)
        .map(text ->
            TimeReader.read(text)
                .orElseThrow(() ->
                    new FailureException(
                        InputFailures.valueMalformed(
                            input,
                            text,
                            "It is a length of time such as `90s`, `15m` or `1h30m`, and"
                                + " more than nothing."))));
  }

  /// The entries of a list, by line or comma.
  public List<String> words(Input input) {
    return ListReader.words(text(input));
  }

  /// The entries of a list, one a line.
  public List<String> lines(Input input) {
    return ofFile.contains(input)
        ? ListReader.exactLines(text(input))
        : ListReader.lines(text(input));
  }

  /// The lines of a list, each in its fields, as they were written between the commas.
  public List<List<String>> records(Input input) {
    return ListReader.records(text(input));
  }

  /// The entries of a list of `name=value`, in their order; a name that comes twice has its last
  /// value. The value of a name alone is empty here and listed by [#lines].
  public Map<String, String> pairs(Input input) {
    var pairs = new LinkedHashMap<String, String>();
    lines(input)
        .forEach(line -> pairs.put(name(input, line), line.substring(line.indexOf('=') + 1)));
    return pairs;
  }

  /// The same of a list in which a name that comes twice is a mistake.
  public Map<String, String> distinctPairs(Input input) {
    var names = new HashSet<String>();
    for (var line : lines(input)) {
      var name = name(input, line);
      if (!names.add(name)) {
        throw new FailureException(
            InputFailures.valueMalformed(
                input, line, "The name `%s` stands in it twice.".formatted(name)));
      }
    }
    return pairs(input);
  }

  private static String name(Input input, String line) {
    int equals = line.indexOf('=');
    if (equals <= 0) {
      throw new FailureException(InputFailures.pairMalformed(input, line));
    }
    return line.substring(0, equals).strip();
  }
}
