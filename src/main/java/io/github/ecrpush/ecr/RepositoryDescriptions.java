package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RepositoryPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.ecr.model.Repository;

/// What ECR says of the repositories of a registry. Those that a run will look at are asked for at
/// once, since one call takes many names. ECR answers it for all or for none: then each is asked
/// for by itself.
final class RepositoryDescriptions {

  /// ECR takes no more names in one call.
  private static final int MOST = 100;

  /// Guards both. Whoever asks ahead holds it meanwhile: the others wait for that answer.
  private final ReentrantLock lock = new ReentrantLock();

  private final Set<RepositoryPath> expected = new LinkedHashSet<>();
  private final Map<String, Repository> ahead = new HashMap<>();

  /// Says that a repository will be looked at.
  void expect(RepositoryPath path) {
    lock.lock();
    try {
      expected.add(path);
    } finally {
      lock.unlock();
    }
  }

  /// The repository as it is now; nothing when there is none.
  Optional<Repository> of(RepositoryCall call) throws InterruptedException {
    var known = ahead(call);
    return known.isPresent() ? known : asked(call, List.of(call.path())).stream().findFirst();
  }

  /// An answer that is there already is good for one look.
  private Optional<Repository> ahead(RepositoryCall call) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (expected.remove(call.path()) && !expected.isEmpty()) {
        askAhead(call);
      }
      return Optional.ofNullable(ahead.remove(call.path().value()));
    } finally {
      lock.unlock();
    }
  }

  private void askAhead(RepositoryCall call) throws InterruptedException {
    var paths = new ArrayList<>(List.of(call.path()));
    expected.stream().limit(MOST - 1).forEach(paths::add);
    paths.forEach(expected::remove);
    try {
      asked(call, paths).forEach(found -> ahead.put(found.repositoryName(), found));
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.AccessDenied)) {
        throw e;
      }
      // it may be meant for another one of them
    }
  }

  /// All of them; nothing when one of them is not there.
  private static List<Repository> asked(RepositoryCall call, List<RepositoryPath> paths)
      throws InterruptedException {
    return call.ask(
            "look at",
            ecr ->
                Optional.of(
                    ecr.describeRepositories(
                            request -> {
                              request.repositoryNames(
                                  paths.stream().map(RepositoryPath::value).toList());
                              call.registryId().ifPresent(request::registryId);
                            })
                        .repositories()))
        .orElse(List.of());
  }
}
