package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.PushRequest.Exports;
import java.util.Optional;

/// Hands keys and logins on to later steps, when a run was told to. It is done before anything is
/// built, with the run's own identity, so that no image is pushed by a run whose later steps could
/// not go on.
///
/// @param later nothing where a run is no step of a job
record HandingOn(Workplace workplace, Optional<LaterSteps> later) {

  /// The keys are those of the first target, the logins those of all.
  ///
  /// @throws FailureException if it cannot be done, or there is nobody to hand anything on to
  void run(PushRequest request, Registries registries) throws InterruptedException {
    var wished = request.exports();
    if (!wished.isAny()) {
      return;
    }
    var steps = later.orElseThrow(() -> new FailureException(noSteps(wished)));
    boolean first = true;
    for (var target : request.targets()) {
      switch (target) {
        case Target.Ecr ecr -> {
          handOn(registries, ecr, new Exports(wished.keys() && first, wished.login()), steps);
          first = false;
        }
        case Target.Host(var host) when wished.login() ->
            Optional.ofNullable(request.logins().get(host))
                .ifPresent(login -> steps.login(host, login));
        case Target.Host _, Target.Nowhere _ -> {} // nobody is asked there
      }
    }
  }

  private void handOn(Registries registries, Target.Ecr target, Exports wished, LaterSteps steps)
      throws InterruptedException {
    var identity = registries.identity(target);
    workplace.accounts().accept(identity.open().account().id());
    if (wished.keys()) {
      steps.keys(identity.keys(), target.region());
    }
    if (wished.login()) {
      var login = registries.at(target).login();
      steps.login(login.host(), login.credential());
    }
  }

  private static Failure noSteps(Exports wished) {
    return OperationFailures.noLaterSteps(
        wished.keys() ? Input.OUTPUT_ENV_CREDENTIALS : Input.EXPORT_DOCKER_LOGIN);
  }
}
