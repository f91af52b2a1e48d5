package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.OidcEndpoint;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.UrlConnectionTransport;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.sandbox.Sandbox;
import io.github.ecrpush.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandingOnTest {

  @TempDir Path folder;

  private final List<String> handed = new ArrayList<>();
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.start(
            SandboxSettings.in(folder.resolve("data")).withRepositories("app"),
            InstantSource.system());
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void hands_on_what_was_asked_for() {
    run(Map.of(Input.OUTPUT_ENV_CREDENTIALS, "true", Input.EXPORT_DOCKER_LOGIN, "true"), true);

    assertThat(handed).hasSize(2);
    assertThat(handed.getFirst()).startsWith("keys ASIA").endsWith(" eu-west-1 with a token");
    assertThat(handed.getLast()).startsWith("login ").endsWith(" AWS");
  }

  @Test
  void hands_nothing_on_unasked_or_when_nothing_is_to_be_changed() {
    run(Map.of(), true);
    run(Map.of(Input.EXPORT_DOCKER_LOGIN, "true", Input.DRY_RUN, "true"), true);

    assertThat(handed).isEmpty();
  }

  @Test
  void refuses_where_there_is_no_later_step() {
    var refused =
        catchThrowableOfType(
            FailureException.class, () -> run(Map.of(Input.EXPORT_DOCKER_LOGIN, "true"), false));

    assertGolden(refused.failure());
  }

  private void run(Map<Input, String> given, boolean isStep) {
    var environment = sandbox.environment();
    var inputs = new EnumMap<Input, String>(Input.class);
    inputs.put(Input.AWS_REGION, "eu-west-1");
    inputs.put(Input.REPOSITORY, "app");
    inputs.put(Input.TAGS, "1");
    inputs.put(Input.ROLE_TO_ASSUME, environment.get("ECR_PUSH_SANDBOX_ROLE"));
    inputs.putAll(given);
    var all = Inputs.of(inputs, environment);
    var runner = RunnerEnvironment.from(environment);
    var connections = new Connections(Network.DIRECT);
    var http = new UrlConnectionTransport(connections);
    var workplace =
        new Workplace(
            (_, _, _) -> {
              throw new AssertionError("nothing is built");
            },
            http,
            () -> new AwsClients(connections, environment),
            new OidcEndpoint(runner, http)::token,
            _ -> Optional.empty(),
            _ -> {},
            _ -> {},
            InstantSource.system());
    var request =
        new PushRequestReader(
                all,
                runner,
                new Commit("octo/app", Optional.empty()),
                new BuildRequestReader(all, environment, folder),
                new RepositoryWishReader(all, folder))
            .read();
    new HandingOn(workplace, isStep ? Optional.of(new Remembered()) : Optional.empty())
        .run(request);
  }

  private final class Remembered implements LaterSteps {

    @Override
    public void keys(AwsKeys keys, AwsRegion region) {
      handed.add(
          "keys %s %s %s a token"
              .formatted(keys.id(), region, keys.token().isPresent() ? "with" : "without"));
    }

    @Override
    public void login(RegistryHost host, RegistryCredential login) {
      handed.add("login %s %s".formatted(host, login.username()));
    }
  }
}
