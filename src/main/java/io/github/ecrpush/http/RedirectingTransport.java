package io.github.ecrpush.http;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Follows redirects of requests that only read. What proves who we are stays with the server it
/// was meant for, and nobody is led from `https` to `http`.
public final class RedirectingTransport implements HttpTransport {

  private static final int MOST = 5;

  private final HttpTransport transport;

  public RedirectingTransport(HttpTransport transport) {
    this.transport = transport;
  }

  /// What came of one exchange. Being sent on is no problem that another try would mend.
  private sealed interface Answer<T> {
    record Read<T>(T value) implements Answer<T> {}

    record Moved<T>(URI target) implements Answer<T> {}
  }

  @Override
  public <T> T send(HttpRequest request, Reading<T> reading)
      throws IOException, InterruptedException {
    var next = request;
    for (int hops = 0; ; hops++) {
      var current = next;
      boolean last = hops == MOST;
      Answer<T> answer =
          transport.send(
              current,
              response -> {
                var target = target(current, response);
                return !last && target.isPresent()
                    ? new Answer.Moved<>(target.get())
                    : new Answer.Read<>(reading.read(response));
              });
      switch (answer) {
        case Answer.Read<T>(var value) -> {
          return value;
        }
        case Answer.Moved<T>(var target) -> next = follow(current, target);
      }
    }
  }

  private static Optional<URI> target(HttpRequest request, HttpResponse response) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    boolean moved =
        switch (response.status()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    if (!reads || !moved) {
      return Optional.empty();
    }
    return response.header("Location").flatMap(location -> resolve(request.uri(), location));
  }

  private static Optional<URI> resolve(URI from, String location) {
    try {
      var target = from.resolve(location);
      var scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
      boolean allowed =
          scheme.equals("https")
              || (scheme.equals("http") && !"https".equalsIgnoreCase(from.getScheme()));
      return allowed ? Optional.of(target) : Optional.empty();
    } catch (IllegalArgumentException _) { // then it leads nowhere
      return Optional.empty();
    }
  }

  private static HttpRequest follow(HttpRequest request, URI target) {
    var headers = new HashMap<>(request.headers());
    if (!isSameServer(request.uri(), target)) {
      headers.keySet().removeIf(name -> name.equalsIgnoreCase("Authorization"));
    }
    return new HttpRequest(request.method(), target, headers, request.body(), request.patience());
  }

  private static boolean isSameServer(URI one, URI other) {
    return Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(one.getRawAuthority(), other.getRawAuthority());
  }
}
