package io.github.ecrpush.metadata;

import java.util.Optional;
import java.util.stream.Stream;

/// A rule that makes a tag, or none.
///
/// @param written as it stands in the input
/// @param priority the higher, the further in front its tag stands
/// @param enable whether it counts: `true` or `false` when it is rendered
/// @param prefix in place of the one that all tags get
/// @param suffix in place of the one that all tags get
record TagRule(
    String written,
    int priority,
    Template enable,
    Optional<Template> prefix,
    Optional<Template> suffix,
    Kind kind) {

  /// What the tag is made of.
  sealed interface Kind {

    /// A word for runs by the clock.
    record Schedule(Template pattern) implements Kind {}

    /// A version, read from the git tag or from a value.
    ///
    /// @param match cuts the version out of what was read
    record Versioned(
        Scheme scheme, Template pattern, Optional<Template> value, Optional<ScriptPattern> match)
        implements Kind {}

    /// What a regular expression finds in the git tag or in a value.
    record Match(ScriptPattern pattern, int group, Optional<Template> value) implements Kind {}

    /// `edge`, on one branch.
    ///
    /// @param branch the default one when it is left out
    record Edge(Optional<String> branch) implements Kind {}

    /// The name of a branch or tag, or the number of a pull request.
    record Ref(Event event) implements Kind {}

    record Raw(Template value) implements Kind {}

    /// The commit.
    record Sha(boolean whole) implements Kind {}
  }

  /// How a version is written.
  enum Scheme {
    SEMVER,
    PEP440;

    Optional<Version> parse(String text) {
      return switch (this) {
        case SEMVER -> SemanticVersion.parse(text);
        case PEP440 -> PythonVersion.parse(text);
      };
    }

    /// What a reader looks up.
    String standard() {
      return switch (this) {
        case SEMVER -> "Semantic Versioning (https://semver.org)";
        case PEP440 -> "PEP 440 (https://peps.python.org/pep-0440)";
      };
    }
  }

  /// What a run must be for.
  enum Event {
    BRANCH,
    TAG,
    PR
  }

  /// What has to be known before it can be applied.
  Stream<Fact> facts() {
    boolean edge = kind instanceof Kind.Edge(Optional<String> branch) && branch.isEmpty();
    return Stream.concat(
        edge ? Stream.of(Fact.DEFAULT_BRANCH) : Stream.empty(),
        templates().flatMap(Template::facts));
  }

  /// Whether the tag stands there itself, and is not made of anything.
  boolean isWrittenOut() {
    return kind instanceof Kind.Raw(Template value) && value.isLiteral();
  }

  private Stream<Template> templates() {
    var own =
        switch (kind) {
          case Kind.Schedule(Template pattern) -> Stream.of(pattern);
          case Kind.Versioned(_, Template pattern, Optional<Template> value, _) ->
              Stream.concat(Stream.of(pattern), value.stream());
          case Kind.Match(_, _, Optional<Template> value) -> value.stream();
          case Kind.Raw(Template value) -> Stream.of(value);
          case Kind.Edge _, Kind.Ref _, Kind.Sha _ -> Stream.<Template>empty();
        };
    return Stream.concat(
        own, Stream.of(Stream.of(enable), prefix.stream(), suffix.stream()).flatMap(all -> all));
  }
}
