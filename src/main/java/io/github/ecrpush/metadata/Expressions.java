package io.github.ecrpush.metadata;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.metadata.Template.Expression;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What expressions stand for, by what is known of the source.
///
/// @param shortSha how many characters of a commit's name its short form has
/// @param notices is told of what nobody expects
record Expressions(Source source, int shortSha, List<String> notices) {

  String render(Template text) {
    return text.render(expression -> value(expression, Optional.empty()));
  }

  /// @param version what the words for its parts stand for
  String render(Template text, Version version) {
    return text.render(expression -> value(expression, Optional.of(version)));
  }

  private String value(Expression expression, Optional<Version> version) {
    return switch (expression.word()) {
      case BRANCH -> source.branch().orElse("");
      case TAG -> source.tag().orElse("");
      case SHA -> shortened();
      case BASE_REF -> baseRef();
      case IS_DEFAULT_BRANCH -> Boolean.toString(isOnDefaultBranch("`{{is_default_branch}}`"));
      case IS_NOT_DEFAULT_BRANCH ->
          Boolean.toString(!isOnDefaultBranch("`{{is_not_default_branch}}`"));
      case DATE -> MomentFormat.format(source.now(), expression.zone(), expression.format());
      case COMMIT_DATE -> MomentFormat.format(commitDate(), expression.zone(), expression.format());
      case RAW -> version.map(Version::raw).orElse("");
      case VERSION -> version.map(Version::version).orElse("");
      case MAJOR -> version.map(Version::major).orElse("");
      case MINOR -> version.map(Version::minor).orElse("");
      case PATCH -> version.map(Version::patch).orElse("");
    };
  }

  private Instant commitDate() {
    if (source.commitDate().isEmpty()) {
      notices.add("The date of the commit is not known: `{{commit_date}}` is that of this run.");
    }
    return source.commitDate().orElse(source.now());
  }

  String shortened() {
    return source.sha().substring(0, Math.min(shortSha, source.sha().length()));
  }

  private String baseRef() {
    return source.branch().isPresent() ? "" : source.baseRef();
  }

  /// @param asker what wants to know
  boolean isOnDefaultBranch(String asker) {
    var branch = source.branch();
    if (branch.isEmpty()) {
      return false;
    }
    var standard =
        source
            .repository()
            .defaultBranch()
            .orElseThrow(() ->
                new FailureException(
                    MetadataFailures.defaultBranchUnknown(
                        asker, branch.get(), source.repository().unread())));
    return standard.equals(branch.get());
  }
}
