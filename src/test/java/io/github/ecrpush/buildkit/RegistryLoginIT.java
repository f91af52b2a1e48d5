package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.ecrpush.buildkit.filesync.LocalDirectories;
import io.github.ecrpush.buildkit.session.BuildSecrets;
import io.github.ecrpush.buildkit.session.SessionOffer;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.credential.RandomId;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(90)
class RegistryLoginIT {

  @TempDir Path context;

  private final List<String> logins = new CopyOnWriteArrayList<>();
  private HttpServer registry;

  @BeforeEach
  void start_a_registry_that_wants_a_login() throws Exception {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          var login = exchange.getRequestHeaders().getFirst("Authorization");
          if (login != null) {
            logins.add(login);
          }
          exchange.getResponseHeaders().add("Www-Authenticate", "Basic realm=\"test\"");
          exchange.sendResponseHeaders(login == null ? 401 : 404, -1);
          exchange.close();
        });
    registry.start();
    Files.writeString(
        context.resolve("Dockerfile"), "FROM " + host() + "/base:" + RandomId.next() + "\n");
  }

  @AfterEach
  void stop_the_registry() {
    registry.stop(0);
  }

  @ParameterizedTest
  @EnumSource
  void logs_in_however_long_it_takes_to_know_as_whom(TestEngine engine) {
    solve(
        engine,
        host -> {
          Thread.sleep(12_000); // longer than any health check waits
          return host.value().equals(host())
              ? Optional.of(new RegistryCredential("AWS", new Secret("s3cret")))
              : Optional.empty();
        });

    var expected = Base64.getEncoder().encodeToString("AWS:s3cret".getBytes(UTF_8));
    assertThat(logins).contains("Basic " + expected);
  }

  @ParameterizedTest
  @EnumSource
  void fails_of_the_reason_why_there_is_no_login(TestEngine engine) {
    var reason = new IllegalStateException("the role may not");

    var failure =
        solve(
            engine,
            _ -> {
              throw reason;
            });

    assertThat(failure).hasCause(reason);
  }

  private String host() {
    return "127.0.0.1:" + registry.getAddress().getPort();
  }

  private SolveException solve(TestEngine engine, CredentialSource credentials) {
    var offer =
        new SessionOffer(
            new LocalDirectories(Map.of("context", context, "dockerfile", context)),
            BuildSecrets.none(),
            credentials,
            "test");
    var thrown =
        catchThrowableOfType(
            SolveException.class,
            () -> {
              try (var client = BuildKitClient.open(engine.endpoint());
                  var session = client.openSession(offer)) {
                client.solve(
                    session, TestBuild.request("ecr-push-it/login:" + RandomId.next()), _ -> {});
              }
            });
    assertThat(thrown).isNotNull();
    return thrown;
  }
}
