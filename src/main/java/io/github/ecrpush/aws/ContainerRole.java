package io.github.ecrpush.aws;

import io.github.ecrpush.aws.RenewedSession.Session;
import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.http.HeaderText;
import io.github.ecrpush.http.WebAddress;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The role that its platform gives a container: ECS by a path, EKS Pod Identity by an address and
/// a token in a file, which is read each time because it changes.
///
/// The SDK has such a provider, but it looks into the process's own environment and goes its own
/// way out of the machine.
final class ContainerRole implements AwsCredentialsProvider {

  static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
  static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
  static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

  private static final String ECS = "http://169.254.170.2";
  private static final Set<String> PLATFORMS =
      Set.of("169.254.170.2", "169.254.170.23", "fd00:ec2:0:0:0:0:0:23");
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final AwsClients clients;
  private final URI address;
  private final RenewedSession session;

  private ContainerRole(AwsClients clients, URI address, InstantSource clock) {
    this.clients = clients;
    this.address = address;
    this.session = new RenewedSession(this::ask, clock);
  }

  /// The role, when the environment says that there is one.
  static Optional<AwsCredentialsProvider> in(AwsClients clients, InstantSource clock) {
    var environment = clients.environment();
    return AmbientCredentials.in(environment, RELATIVE)
        .map(path -> address(RELATIVE, ECS + (path.startsWith("/") ? path : "/" + path)))
        .or(() -> AmbientCredentials.in(environment, FULL).map(uri -> address(FULL, uri)))
        .map(uri -> new ContainerRole(clients, uri, clock));
  }

  /// Without TLS only to the platform itself: what is sent there is a password.
  private static URI address(String variable, String text) {
    return WebAddress.parse(text)
        .filter(uri -> "https".equals(uri.getScheme()) || isPlatform(uri.getHost()))
        .orElseThrow(() -> ContainerFailures.addressRefused(variable));
  }

  private static boolean isPlatform(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      var address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
      return address.isLoopbackAddress() || PLATFORMS.contains(address.getHostAddress());
    } catch (IllegalArgumentException _) {
      return false; // a name may lead anywhere
    }
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return session.current().credentials();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted", e);
    }
  }

  private Session ask() {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(address)
            .putHeader("Accept", "application/json");
    token().ifPresent(token -> request.putHeader("Authorization", token));
    try {
      var call = HttpExecuteRequest.builder().request(request.build()).build();
      var answer = clients.http().prepareRequest(call).call();
      try (var stream = answer.responseBody().orElseThrow(IOException::new)) {
        if (!answer.httpResponse().isSuccessful()) {
          throw ContainerFailures.refused(answer.httpResponse().statusCode());
        }
        return read(stream.readNBytes(LONGEST_ANSWER));
      }
    } catch (IOException _) {
      throw ContainerFailures.silent(String.valueOf(address.getHost()));
    }
  }

  private Optional<String> token() {
    var environment = clients.environment();
    var file = AmbientCredentials.in(environment, TOKEN_FILE);
    if (file.isEmpty()) {
      var token = AmbientCredentials.in(environment, TOKEN).map(String::strip);
      if (!token.map(HeaderText::isPlain).orElse(true)) {
        throw ContainerFailures.tokenUnusable();
      }
      return token;
    }
    var path = Path.of(file.get());
    try {
      var text = SmallFile.text(path, TokenFile.LONGEST).strip();
      if (!text.isEmpty() && HeaderText.isPlain(text)) {
        return Optional.of(text);
      }
    } catch (IOException _) {
      // told below
    }
    throw ContainerFailures.tokenUnreadable(path);
  }

  private static Session read(byte[] answer) {
    try {
      var keys = Json.parse(answer);
      return new Session(
          AwsSessionCredentials.create(
              keys.at("AccessKeyId").text().orElseThrow(ContainerFailures::unreadable),
              keys.at("SecretAccessKey").text().orElseThrow(ContainerFailures::unreadable),
              keys.at("Token").text().orElseThrow(ContainerFailures::unreadable)),
          "",
          Instant.parse(keys.at("Expiration").text().orElseThrow(ContainerFailures::unreadable)));
    } catch (JsonException | DateTimeException _) { // what it said may hold keys
      throw ContainerFailures.unreadable();
    }
  }
}
