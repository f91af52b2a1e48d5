package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.PermissionFailures;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    try (var timer = new RunTimer(request.rules().timeout(), Thread.currentThread())) {
      try {
        return looked(request, depth);
      } catch (InterruptedException e) {
        throw new FailureException(timer.stopped(), e);
      }
    }
  }

  CheckReport looked(PushRequest wished, Depth depth) throws InterruptedException {
    try (var registries = new Registries(workplace, wished, false)) {
      var request = registries.once(wished);
      var questions = new ArrayList<Question>();
      for (var image : request.images()) {
        for (var target : image.targets()) {
          var question = new Question(image, target, registries.access(image, target));
          question.announce(depth);
          questions.add(question);
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
  private record Question(PushRequest.Image image, Target target, Access access) {

    void announce(Depth depth) {
      if (image.isPushed() && depth == Depth.ALL) {
        target.repositoryOf(image).ifPresent(access::expect);
      }
    }

    TargetCheck answer(Depth depth) throws InterruptedException {
      if (!image.isPushed()) {
        return TargetCheck.none(image, target);
      }
      var caller = Optional.<AwsCaller>empty();
      var permissions = List.<Permission>of();
      var found = Optional.<Destination>empty();
      var failure = Optional.<Failure>empty();
      try {
        caller = access.caller();
        try {
          found = look(depth);
        } catch (FailureException e) {
          failure = Optional.of(e.failure());
        }
        if (failure.isEmpty() || isAnswer(failure.get())) {
          permissions = permissions(caller, found);
          var denied = PermissionFailures.of(caller.map(AwsCaller::arn).orElse(""), permissions);
          failure = denied.isPresent() ? denied : failure;
        }
      } catch (FailureException e) {
        failure = Optional.of(e.failure());
      }
      return new TargetCheck(
          image.name(),
          Goal.of(target, image).as(caller),
          caller,
          found.map(Destination::place),
          found.map(there -> there.states(image.tags())).orElse(List.of()),
          permissions,
          failure);
    }

    private Optional<Destination> look(Depth depth) throws InterruptedException {
      return switch (depth) {
        case IDENTITY -> Optional.empty();
        case ALL -> Optional.of(access.find(path(), image.tags()));
      };
    }

    /// Whether there is somebody to ask what we may.
    private static boolean isAnswer(Failure failure) {
      return switch (failure) {
        case Failure.Misconfigured _, Failure.AccessDenied _, Failure.Refused _ -> true;
        case Failure.Unavailable _,
            Failure.BuildFailed _,
            Failure.Cancelled _,
            Failure.TimedOut _,
            Failure.Bug _ ->
            false;
      };
    }

    private List<Permission> permissions(Optional<AwsCaller> caller, Optional<Destination> found)
        throws InterruptedException {
      if (!(target instanceof Target.Ecr ecr) || caller.isEmpty()) {
        return List.of();
      }
      var account = ecr.account().orElse(caller.get().account()).id();
      var grants = new NeededGrants(image, ecr, path(), account).all();
      boolean looked = found.isPresent() && !image.tags().isEmpty();
      return access.permissions(path(), grants, looked ? NeededGrants.LOOK : Set.of());
    }

    private RepositoryPath path() {
      return target.repositoryOf(image).orElseThrow();
    }
  }
}
