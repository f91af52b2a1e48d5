package io.github.ecrpush.metadata;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words for rules that cannot be used, or that name nothing.
public final class MetadataFailures {

  private static final String TAGS = "tags";

  private MetadataFailures() {}

  /// @param mistakes each on one line
  static Failure rulesMalformed(List<String> mistakes) {
    return new Failure.Misconfigured(
        new Explanation(
            "tag-rules-malformed",
            "The image could not be named: there %s in the inputs that say how."
                .formatted(
                    mistakes.size() == 1
                        ? "is a mistake"
                        : "are %d mistakes".formatted(mistakes.size())),
            String.join("\n", mistakes),
            """
            Correct each of them. Rules are written as in docker/metadata-action:

                tags: |
                  type=semver,pattern={{version}}
                  type=ref,event=branch
                  type=sha,format=long,prefix=
            """),
        TAGS);
  }

  /// @param reasons for each rule, why it made no tag
  /// @param notices about the source, which may say why it has none
  static Failure noTagLeft(Map<String, String> reasons, List<String> notices) {
    return new Failure.Misconfigured(
        new Explanation(
            "no-tag-left",
            "No rule in `tags` names the image in this run.",
            Stream.concat(
                    reasons.entrySet().stream().map(rule -> noTag(rule.getKey(), rule.getValue())),
                    notices.stream())
                .collect(Collectors.joining("\n")),
            "Add a rule that always makes a tag, such as `type=sha,format=long,prefix=`, or run this"
                + " step only where the rules have something to say."),
        TAGS);
  }

  /// Why a rule made no tag.
  static String noTag(String rule, String why) {
    return "`%s`: %s".formatted(Mistakes.shown(rule), why);
  }

  /// @param asker what wants to know
  /// @param unread why GitHub did not tell; empty when it was not asked
  static Failure defaultBranchUnknown(String asker, String branch, String unread) {
    return new Failure.Misconfigured(
        new Explanation(
            "default-branch-unknown",
            "It is not known whether `" + branch + "` is the default branch.",
            asker
                + " asks for it, and the event that started the run does not say."
                + (unread.isEmpty() ? "" : " " + unread),
            "Name the branch where it is asked for: `type=edge,branch=main`, or"
                + " `enable=${{ github.ref == 'refs/heads/main' }}`. On GitHub, `github-token:"
                + " ${{ github.token }}` with `permissions: contents: read` lets the run ask;"
                + " in a clone, `git remote set-head origin --auto` does."),
        TAGS);
  }
}
