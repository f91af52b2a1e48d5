package io.github.ecrpush.wire;

import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.BuildRequestReader;
import io.github.ecrpush.operation.CheckTargets;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.operation.PushImages;
import io.github.ecrpush.operation.PushRequest;
import io.github.ecrpush.operation.PushRequestReader;
import io.github.ecrpush.operation.RepositoryWishReader;
import io.github.ecrpush.operation.RunReader;
import io.github.ecrpush.operation.RunRecorder;
import io.github.ecrpush.operation.Workplace;
import io.github.ecrpush.testing.KnownCommit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whole runs, from inputs to requests, against an AWS that is played and without an engine.
record WireRun(PlayedAws aws, Path folder) {

  private static final RetryPolicy ONCE =
      new RetryPolicy(
          1, Duration.ofSeconds(10), new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)));

  /// What nobody foresaw in a run; nothing when it went well, or failed as it was designed to.
  Optional<Throwable> unforeseen(Combination combination) throws IOException {
    for (var file : combination.files().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
    }
    try {
      for (var failure : failures(combination)) {
        if (failure instanceof Failure.Bug(_, var cause)) {
          return Optional.of(cause);
        }
      }
      return Optional.empty();
    } catch (FailureException _) { // it has words, and an exit code
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      return Optional.of(e);
    } finally {
      for (var file : combination.files().keySet()) {
        Files.delete(folder.resolve(file));
      }
    }
  }

  private List<Failure> failures(Combination combination) {
    var environment = new HashMap<>(combination.environment());
    environment.put("AWS_ENDPOINT_URL", aws.url());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    var request = request(Inputs.of(combination.inputs(), environment), environment);
    var workplace = workplace(environment);
    return switch (combination.verb()) {
      case PUSH -> new PushImages(workplace, Optional.empty()).run(request).failures();
      case CHECK -> new CheckTargets(workplace).run(request, Depth.ALL).failures();
      case CHECK_IDENTITY -> new CheckTargets(workplace).run(request, Depth.IDENTITY).failures();
    };
  }

  private PushRequest request(Inputs inputs, Map<String, String> environment) {
    var runner = RunnerEnvironment.from(environment);
    var reader =
        new PushRequestReader(
            inputs,
            runner,
            KnownCommit.naming(inputs, runner.sha()),
            new BuildRequestReader(inputs, environment, folder),
            new RepositoryWishReader(inputs, folder));
    return RunReader.read(inputs, new Configurations(folder, environment))
        .request(_ -> reader, true);
  }

  private static Workplace workplace(Map<String, String> environment) {
    var image = new PlayedImage();
    return new Workplace(
        (_, _, _) -> (_, _) -> image,
        image,
        ONCE,
        () -> new AwsClients(new Connections(Network.DIRECT), environment, ONCE),
        _ -> new Secret("a token of GitHub's"),
        _ -> Optional.empty(),
        new RunRecorder(_ -> {}, InstantSource.system(), false),
        _ -> {},
        InstantSource.system());
  }
}
