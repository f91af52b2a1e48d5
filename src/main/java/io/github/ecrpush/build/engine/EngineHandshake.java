package io.github.ecrpush.build.engine;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.socket.Dialer;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;

/// The first words with an Engine: is it there, how old is it, where does it keep its images. Two
/// small requests over plain sockets, about ten milliseconds.
public final class EngineHandshake {

  private static final ApiVersion OLDEST = new ApiVersion(1, 41);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EngineAddress address;
  private final Dialer dialer;
  private final Duration patience;

  public EngineHandshake(EngineAddress address, Dialer dialer) {
    this(address, dialer, PATIENCE);
  }

  EngineHandshake(EngineAddress address, Dialer dialer, Duration patience) {
    this.address = address;
    this.dialer = dialer;
    this.patience = patience;
  }

  /// Makes the acquaintance of the Engine.
  ///
  /// @throws FailureException if there is none, or none that we can work with
  /// @throws InterruptedException if the calling thread is interrupted
  public Engine meet() throws InterruptedException {
    var api = ping();
    var facts = facts();
    var version = facts.at("ServerVersion").text().orElse("");
    if (!api.isAtLeast(OLDEST)) {
      throw new FailureException(EngineFailures.tooOld(address, version, api));
    }
    var machine =
        facts.at("OSType").text().orElse("") + " " + facts.at("Architecture").text().orElse("");
    return new Engine(address, dialer, version, api, machine, store(facts));
  }

  private ApiVersion ping() throws InterruptedException {
    return ask(
        "/_ping",
        answer -> {
          if (answer.header("libpod-api-version").isPresent()) {
            throw new FailureException(EngineFailures.isPodman(address));
          }
          return answer
              .header("api-version")
              .flatMap(ApiVersion::read)
              .orElseThrow(() ->
                  new FailureException(
                      EngineFailures.notAnEngine(
                          address, "HTTP " + answer.status() + " without an API version")));
        });
  }

  private JsonTree facts() throws InterruptedException {
    return ask(
        "/info",
        answer -> {
          if (!answer.isOk()) {
            throw new FailureException(
                EngineFailures.notAnEngine(address, "HTTP " + answer.status()));
          }
          try {
            return Json.parse(answer.body());
          } catch (JsonException _) {
            throw new FailureException(
                EngineFailures.notAnEngine(address, "an answer that is not JSON"));
          }
        });
  }

  /// The containerd store names its snapshotter as the driver's type.
  private static Engine.Store store(JsonTree facts) {
    return facts.at("DriverStatus").elements().stream()
            .map(JsonTree::elements)
            .anyMatch(pair ->
                pair.size() == 2
                    && pair.get(0).text().orElse("").equals("driver-type")
                    && pair.get(1).text().orElse("").startsWith("io.containerd.snapshotter"))
        ? Engine.Store.CONTAINERD
        : Engine.Store.GRAPH;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(EngineAnswer answer) throws IOException;
  }

  private <T> T ask(String path, Reader<T> reader) throws InterruptedException {
    try (var connection = dialer.dial();
        var watchdog = Watchdog.over(connection, patience)) {
      try (var answer = EngineHttp.send(connection, EngineRequest.get(path))) {
        return reader.read(answer);
      } catch (IOException e) {
        heedInterrupt();
        throw new FailureException(broken(e, watchdog), e);
      }
    } catch (IOException e) {
      heedInterrupt();
      throw new FailureException(unreachable(e), e);
    }
  }

  private Failure broken(IOException e, Watchdog watchdog) {
    if (watchdog.hasBitten()) {
      return EngineFailures.silent(address, patience);
    }
    // With TLS 1.3 an Engine that refuses our certificate says so only now, or just hangs up.
    boolean refused =
        e instanceof SSLException
            || (e instanceof SocketException && address instanceof EngineAddress.Tls);
    return refused
        ? EngineFailures.certificateRefused(address, reason(e))
        : EngineFailures.notAnEngine(address, reason(e));
  }

  /// An interrupted thread loses its connection, and then that is why.
  private static void heedInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private Failure unreachable(IOException e) {
    var reason = reason(e);
    if (e instanceof SSLException) {
      return EngineFailures.certificateRefused(address, reason);
    }
    return reason.toLowerCase(Locale.ROOT).contains("permission denied")
        ? EngineFailures.permissionDenied(address)
        : EngineFailures.noEngine(address, reason);
  }

  private static String reason(IOException e) {
    var message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
