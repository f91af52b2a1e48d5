package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.buildkit.filesync.LocalDirectories;
import io.github.ecrpush.buildkit.session.BuildSecrets;
import io.github.ecrpush.buildkit.session.SessionOffer;
import io.github.ecrpush.buildkit.wire.AuthGrpc;
import io.github.ecrpush.buildkit.wire.CredentialsCall;
import io.github.ecrpush.buildkit.wire.HealthCheckRequest;
import io.github.ecrpush.buildkit.wire.HealthGrpc;
import io.github.ecrpush.buildkit.wire.SecretCall;
import io.github.ecrpush.buildkit.wire.SecretsGrpc;
import io.github.ecrpush.buildkit.wire.TokenCall;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SessionTest {

  @TempDir Path directory;

  @Test
  void says_who_it_is_and_what_it_answers() throws Exception {
    try (var buildkit = new FakeBuildKit(TestBuild.offer(directory))) {
      assertThat(buildkit.headers().get("X-Docker-Expose-Session-Uuid"))
          .containsExactly(buildkit.session().id());
      assertThat(buildkit.headers().get("X-Docker-Expose-Session-Grpc-Method"))
          .contains(
              "/grpc.health.v1.Health/Check",
              "/moby.filesync.v1.FileSync/DiffCopy",
              "/moby.filesync.v1.Auth/Credentials",
              "/moby.buildkit.secrets.v1.Secrets/GetSecret");
    }
  }

  @Test
  void keeps_what_was_sent_of_a_directory_apart_from_every_other() throws Exception {
    var other = Files.createDirectory(directory.resolve("other"));

    assertThat(sharedKey(directory, "octo/app")).isEqualTo(sharedKey(directory, "octo/app"));
    assertThat(sharedKey(directory, "octo/app")).isNotEqualTo(sharedKey(other, "octo/app"));
    assertThat(sharedKey(directory, "octo/app")).isNotEqualTo(sharedKey(directory, "octo/api"));
  }

  @Test
  void keeps_apart_a_directory_that_took_the_place_of_another() throws Exception {
    var place = Files.createDirectory(directory.resolve("workspace"));
    var before = sharedKey(place, "octo/app");
    Files.move(place, directory.resolve("gone"));
    Files.createDirectory(place);

    assertThat(sharedKey(place, "octo/app")).isNotEqualTo(before);
  }

  @Test
  void is_still_there_while_a_login_takes_long() throws Exception {
    var hold = new CountDownLatch(1);
    CredentialSource slow =
        _ -> {
          hold.await();
          return Optional.of(new RegistryCredential("AWS", new Secret("s3cret")));
        };
    try (var buildkit = new FakeBuildKit(offer(BuildSecrets.none(), slow))) {
      var login =
          AuthGrpc.newFutureStub(buildkit.channel())
              .credentials(CredentialsCall.newBuilder().setHost("ghcr.io").build());

      for (int i = 0; i < 50; i++) {
        var health =
            HealthGrpc.newBlockingStub(buildkit.channel())
                .withDeadlineAfter(Duration.ofSeconds(5))
                .check(HealthCheckRequest.getDefaultInstance());
        assertThat(health.getStatus()).isEqualTo(1);
      }
      assertThat(login.isDone()).isFalse();
      hold.countDown();

      assertThat(login.get().getUsername()).isEqualTo("AWS");
      assertThat(login.get().getSecret()).isEqualTo("s3cret");
    }
  }

  @Test
  void answers_with_nobody_where_there_is_no_login() throws Exception {
    try (var buildkit = new FakeBuildKit(offer(BuildSecrets.none(), _ -> Optional.empty()))) {
      var answer =
          AuthGrpc.newBlockingStub(buildkit.channel())
              .credentials(CredentialsCall.newBuilder().setHost("registry-1.docker.io").build());

      assertThat(answer.getUsername()).isEmpty();
      assertThat(answer.getSecret()).isEmpty();
    }
  }

  @Test
  void tells_why_a_login_could_not_be_had_and_not_to_buildkit() throws Exception {
    CredentialSource broken =
        _ -> {
          throw new IllegalStateException("with s3cret inside");
        };
    try (var buildkit = new FakeBuildKit(offer(BuildSecrets.none(), broken))) {
      var auth = AuthGrpc.newBlockingStub(buildkit.channel());
      var failure =
          failure(() -> auth.credentials(CredentialsCall.newBuilder().setHost("ghcr.io").build()));

      assertThat(failure.getStatus().getDescription()).contains("ghcr.io").doesNotContain("s3cret");
      assertThat(buildkit.session().problem()).containsInstanceOf(IllegalStateException.class);
      buildkit.session().forgetProblem();
      assertThat(buildkit.session().problem()).isEmpty();
    }
  }

  @Test
  void leaves_tokens_to_buildkit() throws Exception {
    try (var buildkit = new FakeBuildKit(TestBuild.offer(directory))) {
      var auth = AuthGrpc.newBlockingStub(buildkit.channel());
      var call = TokenCall.getDefaultInstance();

      assertThat(failure(() -> auth.getTokenAuthority(call)).getStatus().getCode())
          .isEqualTo(Code.UNAVAILABLE);
      assertThat(failure(() -> auth.fetchToken(call)).getStatus().getCode())
          .isEqualTo(Code.UNAVAILABLE);
      assertThat(failure(() -> auth.verifyTokenAuthority(call)).getStatus().getCode())
          .isEqualTo(Code.UNAVAILABLE);
    }
  }

  @Test
  void gives_a_secret_by_its_id_and_knows_no_other() throws Exception {
    var secrets = new BuildSecrets(Map.of("token", () -> "s3cret".getBytes(UTF_8)));
    try (var buildkit = new FakeBuildKit(offer(secrets, _ -> Optional.empty()))) {
      var stub = SecretsGrpc.newBlockingStub(buildkit.channel());
      var answer = stub.getSecret(SecretCall.newBuilder().setId("token").build());
      var failure = failure(() -> stub.getSecret(SecretCall.newBuilder().setId("other").build()));

      assertThat(answer.getContent().toStringUtf8()).isEqualTo("s3cret");
      assertThat(failure.getStatus().getCode()).isEqualTo(Code.NOT_FOUND);
    }
  }

  @Test
  void stops_waiting_for_a_login_when_it_is_closed() throws Exception {
    var asked = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    CredentialSource slow =
        _ -> {
          asked.countDown();
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            stopped.countDown();
            throw e;
          }
          return Optional.empty();
        };
    try (var buildkit = new FakeBuildKit(offer(BuildSecrets.none(), slow))) {
      var _ =
          AuthGrpc.newFutureStub(buildkit.channel())
              .credentials(CredentialsCall.newBuilder().setHost("ghcr.io").build());
      asked.await();
    }

    stopped.await();
  }

  private String sharedKey(Path context, String origin) throws Exception {
    var offer =
        new SessionOffer(
            new LocalDirectories(Map.of("context", context)),
            BuildSecrets.none(),
            _ -> Optional.empty(),
            origin);
    try (var buildkit = new FakeBuildKit(offer)) {
      return String.join(
          ",", buildkit.headers().getOrDefault("X-Docker-Expose-Session-Sharedkey", List.of()));
    }
  }

  private SessionOffer offer(BuildSecrets secrets, CredentialSource credentials) {
    return new SessionOffer(
        new LocalDirectories(Map.of("context", directory)), secrets, credentials, "test");
  }

  private static StatusRuntimeException failure(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }
}
