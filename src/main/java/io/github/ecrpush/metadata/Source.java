package io.github.ecrpush.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of the source that an image is built from, and of the event that it is built for.
///
/// @param event GitHub's name of it, such as `pull_request`; empty where there is none
/// @param ref `refs/heads/main`, `refs/tags/v1.2.3`, `refs/pull/7/merge`; empty when not known
/// @param sha the full name of the commit; empty when there is none
/// @param baseRef the branch that a pull request goes to, or that a tag was pushed from; empty when
///   not known
/// @param commitDate when the commit was made
/// @param created the date that the image bears: `SOURCE_DATE_EPOCH`, else the commit's
/// @param now the clock of the run
/// @param notices what a reader may not expect of it, each a whole sentence
public record Source(
    String event,
    String ref,
    String sha,
    String baseRef,
    RepositoryFacts repository,
    Optional<Instant> commitDate,
    Optional<Instant> created,
    Instant now,
    List<String> notices) {

  private static final String BRANCHES = "refs/heads/";
  private static final String TAGS = "refs/tags/";
  private static final String PULLS = "refs/pull/";
  private static final String MERGE = "/merge";

  public Source {
    notices = List.copyOf(notices);
  }

  /// The branch, if it is one that the run is for.
  Optional<String> branch() {
    return behind(BRANCHES);
  }

  /// The git tag, if it is one that the run is for.
  Optional<String> tag() {
    return behind(TAGS);
  }

  /// The number of the pull request, if it is one that the run is for.
  Optional<String> pullRequest() {
    return behind(PULLS)
        .map(rest ->
            rest.endsWith(MERGE) ? rest.substring(0, rest.length() - MERGE.length()) : rest);
  }

  /// What the run is for, as a sentence says it.
  String said() {
    if (ref.isEmpty()) {
      return "no branch and no tag";
    }
    return branch()
        .map(name -> "the branch `" + name + "`")
        .or(() -> tag().map(name -> "the tag `" + name + "`"))
        .or(() -> pullRequest().map(number -> "the pull request " + number))
        .orElse("`" + ref + "`");
  }

  private Optional<String> behind(String folder) {
    return ref.startsWith(folder) ? Optional.of(ref.substring(folder.length())) : Optional.empty();
  }
}
