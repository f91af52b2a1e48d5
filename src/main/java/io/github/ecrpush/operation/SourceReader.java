package io.github.ecrpush.operation;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.github.GitHubEvent;
import io.github.ecrpush.github.GitHubRepository;
import io.github.ecrpush.github.RepositoryEndpoint;
import io.github.ecrpush.github.RepositoryEndpoint.Answer;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.metadata.Fact;
import io.github.ecrpush.metadata.RepositoryFacts;
import io.github.ecrpush.metadata.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Finds out what images are built from: from the job's event where there is one, else from git.
/// GitHub is asked for what neither of them says.
public final class SourceReader {

  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  /// The last second of the year 9999, which is as far as dates are written.
  private static final long LAST = 253_402_300_799L;

  private final RunnerEnvironment runner;
  private final Map<String, String> environment;
  private final Supplier<GitFacts> git;
  private final Supplier<RepositoryEndpoint> gitHub;
  private final InstantSource clock;

  /// A question to GitHub, and its answer where it can be asked.
  @FunctionalInterface
  private interface Question<T> {
    Optional<Answer<T>> ask(RepositoryEndpoint gitHub) throws InterruptedException;
  }

  public SourceReader(
      RunnerEnvironment runner,
      Map<String, String> environment,
      Supplier<GitFacts> git,
      Supplier<RepositoryEndpoint> gitHub,
      InstantSource clock) {
    this.runner = runner;
    this.environment = environment;
    this.git = git;
    this.gitHub = gitHub;
    this.clock = clock;
  }

  /// Reads it.
  ///
  /// @param wanted what else has to be known
  /// @throws FailureException if `SOURCE_DATE_EPOCH` is no date
  public Source read(Set<Fact> wanted) {
    var event = GitHubEvent.of(runner);
    var tree = git.get();
    var sha = sha(event, tree);
    var ref = ref(event, tree);
    var epoch = epoch();
    var committed =
        event
            .dateOf(sha)
            .or(() ->
                tree.commit().equals(Optional.of(sha)) ? tree.commitDate() : Optional.empty());
    var asked =
        committed.isEmpty() && wanted.contains(Fact.COMMIT_DATE) && ObjectId.parse(sha).isPresent()
            ? ask(endpoint -> endpoint.dateOf(sha))
            : Optional.<Answer<Instant>>empty();
    var date = committed.or(() -> asked.flatMap(Answer::told));
    return new Source(
        runner.eventName(),
        ref,
        sha,
        event.baseRef(),
        repository(event, ref, tree, wanted.contains(Fact.DEFAULT_BRANCH)),
        date,
        epoch.or(() -> date),
        epoch.orElseGet(clock::instant),
        notices(event, tree, sha, asked.flatMap(Answer::silence)));
  }

  /// @param unread why GitHub did not tell what it was asked for
  private List<String> notices(
      GitHubEvent event, GitFacts tree, String sha, Optional<String> unread) {
    var notices = new ArrayList<String>();
    unread.ifPresent(notices::add);
    event.problem().ifPresent(notices::add);
    tree.unknownReferences()
        .map(
            "Git keeps branches and tags here by `%s`, which is not read: none of them is known."
                ::formatted)
        .ifPresent(notices::add);
    tree.commit()
        .filter(head -> !head.equals(sha) && !head.equals(runner.sha()))
        .map(head ->
            "Names and labels are those of the commit `%s`, which the run is for. Checked out is `%s`."
                .formatted(sha, head))
        .ifPresent(notices::add);
    if (tree.tags().size() > 1 && event.ref().isEmpty() && tree.branch().isEmpty()) {
      notices.add(
          "Several tags are on the commit. It is named by the first of them: `%s`."
              .formatted(String.join("`, `", tree.tags())));
    }
    return notices;
  }

  private String sha(GitHubEvent event, GitFacts tree) {
    boolean head = "true".equalsIgnoreCase(environment.get("DOCKER_METADATA_PR_HEAD_SHA"));
    return (head ? event.headSha() : Optional.<String>empty())
        .or(() -> Optional.of(runner.sha()).filter(sha -> !sha.isEmpty()))
        .or(tree::commit)
        .orElse("");
  }

  private static String ref(GitHubEvent event, GitFacts tree) {
    return Optional.of(event.ref())
        .filter(ref -> !ref.isEmpty())
        .or(() -> tree.branch().map(name -> "refs/heads/" + name))
        .or(() -> tree.tags().stream().findFirst().map(name -> "refs/tags/" + name))
        .orElse("");
  }

  private Optional<Instant> epoch() {
    var written = environment.getOrDefault(EPOCH, "").strip();
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      long seconds = Long.parseLong(written);
      if (seconds >= 0 && seconds <= LAST) {
        return Optional.of(Instant.ofEpochSecond(seconds));
      }
    } catch (NumberFormatException _) {
      // told below, together with a number out of range
    }
    throw new FailureException(NamingFailures.dateMalformed(EPOCH, written));
  }

  private RepositoryFacts repository(
      GitHubEvent event, String ref, GitFacts tree, boolean defaultBranch) {
    var told = event.repository();
    var answer =
        told.tellsAll(defaultBranch)
            ? Optional.<Answer<GitHubRepository>>empty()
            : ask(RepositoryEndpoint::repository);
    var asked = answer.flatMap(Answer::told);
    var home = home(tree);
    return new RepositoryFacts(
        told.name()
            .or(() -> asked.flatMap(GitHubRepository::name))
            .or(() -> home.map(SourceRepository::name))
            .orElse(""),
        told.url()
            .or(() -> asked.flatMap(GitHubRepository::url))
            .or(() -> home.map(where -> url(where))),
        told.description().or(() -> asked.flatMap(GitHubRepository::description)),
        told.licence().or(() -> asked.flatMap(GitHubRepository::licence)),
        told.defaultBranch()
            .or(() -> asked.flatMap(GitHubRepository::defaultBranch))
            .or(() -> branchOf(event, ref))
            .or(tree::defaultBranch),
        answer.flatMap(Answer::silence).orElse(""));
  }

  private <T> Optional<Answer<T>> ask(Question<T> question) {
    try {
      return question.ask(gitHub.get());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the run meets it, and reports it
      return Optional.of(new Answer.Silent<>("The run was stopped before GitHub answered."));
    }
  }

  /// The branch that GitHub runs some events on, which is the default one.
  private static Optional<String> branchOf(GitHubEvent event, String ref) {
    var branches = "refs/heads/";
    return event.runsOnDefaultBranch() && ref.startsWith(branches)
        ? Optional.of(ref.substring(branches.length()))
        : Optional.empty();
  }

  private Optional<SourceRepository> home(GitFacts tree) {
    return runner.repository().isEmpty()
        ? tree.origin().flatMap(SourceRepository::parse).filter(SourceRepository::isPublicName)
        : SourceRepository.parse(server() + "/" + runner.repository());
  }

  private String url(SourceRepository home) {
    return runner.repository().isEmpty() ? home.url() : server() + "/" + runner.repository();
  }

  private String server() {
    return runner.serverUrl().isEmpty() ? "https://github.com" : runner.serverUrl();
  }
}
