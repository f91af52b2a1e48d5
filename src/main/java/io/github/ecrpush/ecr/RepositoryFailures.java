package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.ecr.settings.LifecycleRule;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.util.List;
import java.util.stream.Collectors;

/// The words for a repository that is not as wished, and cannot or must not be made so.
final class RepositoryFailures {

  private RepositoryFailures() {}

  static Failure drifted(RepositoryPath path, AwsRegion region, List<Drift> drifts) {
    boolean fixed = drifts.stream().anyMatch(drift -> !drift.setting().canChange());
    return new Failure.Refused(
        new Explanation(
            "repository-drifted",
            "The repository `%s` in %s is not as wished.".formatted(path, region),
            "`on-drift` is `fail`, and these settings differ:\n\n" + Drift.table(drifts),
            fixed
                ? """
                The encryption of a repository cannot be changed: create another repository, or wish
                what is there. For other settings, set `on-drift: fix`.\
                """
                : """
                Have them changed once, or wish what is there:

                    on-drift: fix
                """));
  }

  /// What a run says about settings that it leaves as they are.
  static String differs(RepositoryPath path, AwsRegion region, List<Drift> drifts) {
    boolean fixed = drifts.stream().anyMatch(drift -> !drift.setting().canChange());
    return "The repository `%s` in %s is not as wished:\n\n".formatted(path, region)
        + Drift.table(drifts).stripTrailing()
        + (fixed ? "\n\nThe encryption of a repository cannot be changed." : "");
  }

  /// What a dry run says about settings that a run would change.
  static String wouldChange(RepositoryPath path, AwsRegion region, List<Drift> drifts) {
    boolean lifecycle =
        drifts.stream().anyMatch(drift -> drift.setting() == Setting.LIFECYCLE_POLICY);
    return "A run would change these settings of the repository `%s` in %s:\n\n"
            .formatted(path, region)
        + Drift.table(drifts).stripTrailing()
        + (lifecycle
            ? """


            It asks ECR for a preview of the lifecycle policy first, and does not set one that would
            remove what it pushes. A dry run does not ask.\
            """
            : "");
  }

  /// What a dry run says about a repository that a run would create.
  static String wouldCreate(RepositoryState foreseen, List<Drift> settings) {
    var created =
        "The repository `%s` is not there yet in %s. A run would create it, "
            .formatted(foreseen.uri().path(), foreseen.region());
    return created
        + (settings.isEmpty()
            ? "with ECR's own settings."
            : "with these settings:\n\n" + Drift.wishes(settings).stripTrailing());
  }

  static Failure vanished(RepositoryPath path, AwsRegion region) {
    return new Failure.Unavailable(
        new Explanation(
            "repository-vanished",
            "Could not create the repository `%s` in %s.".formatted(path, region),
            "ECR says that it is there already, and then that it is not.",
            "Run again, and look who else creates and deletes this repository."),
        EcrFailures.ECR);
  }

  /// @param cause what the first setting that is missing failed with
  static Failure halfMade(
      RepositoryPath path,
      AwsRegion region,
      List<String> made,
      List<Setting> missing,
      Failure cause) {
    var first = cause.explanation();
    var explanation =
        new Explanation(
            "repository-half-made",
            "The repository `%s` in %s is not yet as wished.".formatted(path, region),
            "%s %s\n\n%s".formatted(first.what(), first.why().strip(), table(made, missing)),
            """
            %s

            Then run again: what is missing is made, and what was made stays.%s
            """
                .formatted(first.fix().stripTrailing(), looking(missing)));
    return switch (cause) {
      case Failure.Misconfigured(_, String input) -> new Failure.Misconfigured(explanation, input);
      case Failure.AccessDenied(_, String party) -> new Failure.AccessDenied(explanation, party);
      case Failure.Unavailable(_, String party) -> new Failure.Unavailable(explanation, party);
      case Failure.Refused _ -> new Failure.Refused(explanation);
      case Failure.BuildFailed _, Failure.Cancelled _, Failure.TimedOut _, Failure.Bug _ -> cause;
    };
  }

  /// What is told beside the reason why a run was stopped.
  static String stopped(
      RepositoryPath path, AwsRegion region, List<String> made, List<Setting> missing) {
    return "The repository `%s` in %s is not yet as wished:\n\n%s\n"
            .formatted(path, region, table(made, missing))
        + "Run again with the same inputs: what is missing is made, and what was made stays."
        + looking(missing);
  }

  private static String table(List<String> made, List<Setting> missing) {
    return "    made     %s\n    missing  %s\n".formatted(String.join(", ", made), names(missing));
  }

  /// What the next run is to be allowed, so that it makes what is missing.
  private static String looking(List<Setting> missing) {
    return missing.contains(Setting.REPOSITORY_POLICY) || missing.contains(Setting.LIFECYCLE_POLICY)
        ? """
         With
        `create-repository: if-missing` it needs `ecr:ListImages` for that, too: by that it sees that
        the repository is still empty.\
        """
        : "";
  }

  /// What a run says that may not see whether a repository is still being made.
  static String mayBeUnfinished(
      RepositoryPath path, AwsRegion region, List<Drift> absent, Failure denied) {
    return """
    Could not see whether the repository `%s` in %s is still empty, so what it has none of is left
    as it is: %s. Once there is an image in it, only `on-drift: fix` sets that.

    %s\
    """
        .formatted(
            path,
            region,
            names(absent.stream().map(Drift::setting).toList()),
            denied.explanation().why().strip());
  }

  private static String names(List<Setting> settings) {
    return settings.stream().map(Setting::toString).collect(Collectors.joining(", "));
  }

  static Failure ruleSweepsPush(RepositoryPath path, List<Tag> tags, LifecycleRule rule) {
    return new Failure.Refused(
        new Explanation(
            "lifecycle-rule-expires-push",
            "The lifecycle policy for `%s` was not set.".formatted(path),
            """
            Its rule `%s` removes an image %d days after its push, whatever it is used for. This run
            pushes such an image: %s.\
            """
                .formatted(rule, rule.limit().number(), pushed(tags)),
            tags.isEmpty()
                ? """
                Push under a tag, or keep a number of images instead:

                    lifecycle-policy: keep=100
                """
                : """
                Keep a number of images, or name the tags that may go:

                    lifecycle-policy: untagged=14d; expire=14d prefix=pr-; keep=100
                """));
  }

  /// @param expiring how many images the policy would remove
  /// @param ours the one of them that the run pushes
  static Failure previewExpiresPush(
      RepositoryPath path, int expiring, LifecyclePreview.Expiring ours) {
    return new Failure.Refused(
        new Explanation(
            "lifecycle-policy-expires-push",
            "The lifecycle policy for `%s` was not set.".formatted(path),
            """
            ECR's preview says that it would remove %s at once, and among them what this run pushes:

                %s

            That image is in the repository already, %s. A push of the same content does not make
            it newer.
            """
                .formatted(
                    images(expiring),
                    ours.digest(),
                    ours.tags().isEmpty() ? "without a tag" : "as " + tags(ours.tags())),
            """
            Let the policy keep more, or build an image that is new. This shows what it would do:

                aws ecr get-lifecycle-policy-preview --repository-name %s
            """
                .formatted(path)));
  }

  static Failure previewFailed(RepositoryPath path, String status) {
    return new Failure.Unavailable(
        new Explanation(
            "lifecycle-preview-failed",
            "Could not preview the lifecycle policy for `%s`.".formatted(path),
            "ECR ended the preview with the status `%s`. Without it the policy is not set."
                .formatted(status),
            "Run again."),
        EcrFailures.ECR);
  }

  static Failure previewLate(RepositoryPath path) {
    return new Failure.Unavailable(
        new Explanation(
            "lifecycle-preview-late",
            "Could not preview the lifecycle policy for `%s`.".formatted(path),
            "ECR was not done with the preview in time. Without it the policy is not set.",
            "Run again a little later."),
        EcrFailures.ECR);
  }

  static String images(int number) {
    return number == 1 ? "1 image" : (number == 0 ? "no image" : number + " images");
  }

  private static String pushed(List<Tag> tags) {
    return tags.isEmpty() ? "it has no tag" : tags(tags);
  }

  private static String tags(List<Tag> tags) {
    return tags.stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
  }
}
