package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.PermissionFailures;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.operation.PushRequest.PushMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The verb `check`: says what a push would meet at each target, and changes nothing.
public final class CheckTargets {

  /// How many targets are looked at side by side.
  private static final int LANES = 8;

  private final Workplace workplace;

  public CheckTargets(Workplace workplace) {
    this.workplace = workplace;
  }

  /// How much is looked at.
  public enum Depth {
    /// Who we are, and what we may do.
    IDENTITY,
    /// The repository and its tags as well.
    ALL
  }

  /// Looks at every target to the end; what would fail there is in the report.
  ///
  /// @throws FailureException if it was stopped
  public CheckReport run(PushRequest request, Depth depth) {
    try {
      return looked(request, depth);
    } catch (InterruptedException e) {
      throw new FailureException(OperationFailures.cancelled(), e);
    }
  }

  CheckReport looked(PushRequest request, Depth depth) throws InterruptedException {
    try (var registries = new Registries(workplace, request, false)) {
      var questions = new ArrayList<Question>();
      for (var image : request.images()) {
        for (var target : request.targets()) {
          questions.add(new Question(request, image, target, registries.access(target)));
        }
      }
      var results = new TargetCheck[questions.size()];
      try (var lanes = new Parallel()) {
        for (int lane = 0; lane < Math.min(LANES, questions.size()); lane++) {
          int first = lane;
          lanes.run(
              "check",
              () -> {
                for (int i = first; i < results.length; i += LANES) {
                  results[i] = questions.get(i).answer(depth);
                }
              });
        }
        lanes.join();
      }
      return new CheckReport(List.of(results));
    }
  }

  /// One image and one target to look at.
  private record Question(
      PushRequest request, PushRequest.Image image, Target target, Access access) {

    TargetCheck answer(Depth depth) throws InterruptedException {
      if (request.rules().push() != PushMode.ALWAYS) {
        return TargetCheck.none(image, target);
      }
      var caller = Optional.<AwsCaller>empty();
      var permissions = List.<Permission>of();
      var found = Optional.<Destination>empty();
      Optional<Failure> failure;
      try {
        caller = access.caller();
        permissions = permissions(caller);
        failure = PermissionFailures.of(caller.map(AwsCaller::arn).orElse(""), permissions);
        if (depth == Depth.ALL && failure.isEmpty()) {
          found = Optional.of(access.find(path(), image.tags()));
        }
      } catch (FailureException e) {
        failure = Optional.of(e.failure());
      }
      return new TargetCheck(
          image.repository().map(RepositoryPath::value).orElse(""),
          target.name(),
          caller,
          found.map(Destination::place),
          found.map(there -> there.states(image.tags())).orElse(List.of()),
          permissions,
          failure);
    }

    private List<Permission> permissions(Optional<AwsCaller> caller) throws InterruptedException {
      if (!(target instanceof Target.Ecr ecr) || caller.isEmpty()) {
        return List.of();
      }
      var account = ecr.account().orElse(caller.get().account()).id();
      return access.permissions(path(), new NeededGrants(request, ecr, path(), account).all());
    }

    private RepositoryPath path() {
      return target.repositoryOf(image).orElseThrow();
    }
  }
}
