package io.github.ecrpush.metadata;

import io.github.ecrpush.metadata.TagRule.Event;
import io.github.ecrpush.metadata.TagRule.Kind;
import io.github.ecrpush.metadata.TagRule.Scheme;
import java.util.List;
import java.util.Optional;

/// Applies rules to a source, one after the other.
final class TagEvaluation {

  private final Expressions expressions;
  private final Source source;
  private final Flavor flavor;
  private final Mistakes mistakes;
  private final List<String> notices;

  TagEvaluation(Expressions expressions, Flavor flavor, Mistakes mistakes, List<String> notices) {
    this.expressions = expressions;
    this.source = expressions.source();
    this.flavor = flavor;
    this.mistakes = mistakes;
    this.notices = notices;
  }

  /// What a rule came to.
  sealed interface Result {

    /// A text to make a tag of.
    ///
    /// @param isRelease whether `latest=auto` takes it for a release
    record Text(String text, boolean isRelease) implements Result {}

    /// No tag: the rule is for other runs.
    ///
    /// @param why a whole sentence
    record Nothing(String why) implements Result {}

    /// No tag, although the rule is for such a run.
    ///
    /// @param why a whole sentence
    record Unusable(String why) implements Result {}
  }

  Result apply(TagRule rule) {
    var enabled = expressions.render(rule.enable()).strip();
    var where = new Mistakes.Place("tags", rule.written());
    if (!TagRuleReader.isTruth(enabled)) {
      mistakes.add(where, TagRuleReader.notTruth(enabled));
    }
    if (!enabled.equalsIgnoreCase("true")) {
      return new Result.Nothing("It is not enabled.");
    }
    var result =
        switch (rule.kind()) {
          case Kind.Schedule(Template pattern) -> schedule(pattern);
          case Kind.Versioned version -> versioned(version, where);
          case Kind.Match match -> match(match, where);
          case Kind.Edge(Optional<String> branch) -> edge(branch);
          case Kind.Ref(Event event) -> ref(event);
          case Kind.Raw(Template value) -> new Result.Text(expressions.render(value), false);
          case Kind.Sha(boolean whole) -> sha(whole);
        };
    return switch (result) {
      case Result.Nothing nothing -> nothing;
      case Result.Unusable unusable -> unusable;
      case Result.Text(String text, boolean isRelease) -> affixed(rule, text, isRelease);
    };
  }

  private Result affixed(TagRule rule, String text, boolean isRelease) {
    var whole =
        expressions.render(rule.prefix().orElse(flavor.prefix().text()))
            + text
            + expressions.render(rule.suffix().orElse(flavor.suffix().text()));
    return whole.isEmpty()
        ? new Result.Nothing("Its value is empty.")
        : new Result.Text(whole, isRelease);
  }

  private Result schedule(Template pattern) {
    return source.event().equals("schedule")
        ? new Result.Text(expressions.render(pattern), false)
        : new Result.Nothing("It is for the event `schedule`, and this is %s.".formatted(event()));
  }

  private String event() {
    return source.event().isEmpty() ? "none of GitHub's" : "`" + source.event() + "`";
  }

  private Result versioned(Kind.Versioned rule, Mistakes.Place where) {
    var read = rule.value().map(expressions::render).or(source::tag);
    if (read.isEmpty()) {
      return noTag();
    }
    var text = rule.match().map(match -> cut(match, read.get(), where)).orElse(read.get());
    var plain = text.replace('/', '-');
    var version = rule.scheme().parse(plain);
    return version
        .<Result>map(found -> version(rule, found))
        .orElseGet(() -> notA(rule.scheme(), text));
  }

  /// What is not final keeps its whole name, whatever the pattern.
  private Result version(Kind.Versioned rule, Version version) {
    if (version.isFinal()) {
      return new Result.Text(expressions.render(rule.pattern(), version), true);
    }
    return new Result.Text(
        rule.pattern().isOnly(Word.RAW) ? version.raw() : version.version(), false);
  }

  private static Result notA(Scheme scheme, String text) {
    return new Result.Unusable(
        "`%s` is no version by %s.".formatted(Mistakes.shown(text), scheme.standard()));
  }

  /// The first group, or the whole where the pattern has none. What does not match stays as it is.
  private String cut(ScriptPattern match, String text, Mistakes.Place where) {
    var found = match.find(text, Math.min(1, match.groups()), mistakes, where);
    if (!found.matches()) {
      notices.add(
          "`match=%s` does not match `%s`, so the whole of it is read."
              .formatted(Mistakes.shown(match.toString()), Mistakes.shown(text)));
    }
    return found.group().orElse(text);
  }

  private Result match(Kind.Match rule, Mistakes.Place where) {
    var read = rule.value().map(expressions::render).or(source::tag);
    if (read.isEmpty()) {
      return noTag();
    }
    var text = read.get();
    var found = rule.pattern().find(text, rule.group(), mistakes, where);
    if (!found.matches()) {
      return new Result.Unusable(
          "`%s` does not match `%s`."
              .formatted(Mistakes.shown(rule.pattern().toString()), Mistakes.shown(text)));
    }
    return found
        .group()
        .<Result>map(part -> new Result.Text(part, true))
        .orElseGet(() ->
            new Result.Unusable(
                "The pattern has no group %d that took part.".formatted(rule.group())));
  }

  private Result noTag() {
    return new Result.Nothing(
        "It is for a git tag, and this run is for %s.".formatted(source.said()));
  }

  private Result edge(Optional<String> wished) {
    var branch = source.branch();
    boolean right =
        branch.isPresent()
            && wished
                .map(name -> name.equals(branch.get()))
                .orElseGet(() -> expressions.isOnDefaultBranch("`type=edge`"));
    return right
        ? new Result.Text("edge", false)
        : new Result.Nothing(
            "It is for %s, and this run is for %s."
                .formatted(
                    wished.map(name -> "the branch `" + name + "`").orElse("the default branch"),
                    source.said()));
  }

  private Result ref(Event event) {
    var name =
        switch (event) {
          case BRANCH -> source.branch();
          case TAG -> source.tag();
          case PR -> source.pullRequest();
        };
    var wanted =
        switch (event) {
          case BRANCH -> "a branch";
          case TAG -> "a git tag";
          case PR -> "a pull request";
        };
    return name.<Result>map(text -> new Result.Text(text, event == Event.TAG))
        .orElseGet(() ->
            new Result.Nothing(
                "It is for %s, and this run is for %s.".formatted(wanted, source.said())));
  }

  private Result sha(boolean whole) {
    return source.sha().isEmpty()
        ? new Result.Nothing("No commit is known.")
        : new Result.Text(whole ? source.sha() : expressions.shortened(), false);
  }
}
