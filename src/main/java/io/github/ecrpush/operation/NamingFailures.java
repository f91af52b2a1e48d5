package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import java.util.List;
import java.util.stream.Collectors;

/// The words for an image that cannot be named, because of what it is built from.
final class NamingFailures {

  private NamingFailures() {}

  /// @param notices about the source, which may say why
  static Failure noTag(List<String> notices) {
    return new Failure.Misconfigured(
        new Explanation(
            "tag-missing",
            "There is no tag to push the image under.",
            "The input `tags` was not given, and there is no commit to take the default from: the"
                + " folder is no Git working tree with a commit, and `GITHUB_SHA` is not set."
                + notices.stream().map(" "::concat).collect(Collectors.joining()),
            "Name a tag, for example `--tags 1.0.0`, or check the repository out first."),
        "tags");
  }

  /// GitHub's runner sets it to the name of a commit, but anybody may set it on a terminal.
  static Failure commitIsNoTag(String sha) {
    return new Failure.Misconfigured(
        new Explanation(
            "commit-is-no-tag",
            "The commit `" + RemoteWords.of(sha) + "` cannot be the tag of an image.",
            "The input `tags` was not given, so the tag is the commit in `GITHUB_SHA`, and that does"
                + " not hold the name of one.",
            "Name a tag, for example `--tags 1.0.0`, or set `GITHUB_SHA` to the commit's full name."),
        "tags");
  }

  static Failure dateMalformed(String variable, String written) {
    return new Failure.Misconfigured(
        new Explanation(
            "source-date-malformed",
            "The variable `%s` is set to `%s`.".formatted(variable, RemoteWords.of(written)),
            "It is the date that an image bears, as a whole number of seconds since 1970, up to the"
                + " year 9999.",
            "Set it to such a number, for example `%s=$(git log -1 --pretty=%%ct)`, or leave it away:"
                    .formatted(variable)
                + " then it is the date of the commit."),
        variable);
  }
}
