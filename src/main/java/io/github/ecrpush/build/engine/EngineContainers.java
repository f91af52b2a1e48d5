package io.github.ecrpush.build.engine;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.socket.Dialer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The Engine's containers. The action runs in one, where no other run's process can be seen; but
/// the Engine knows whether its container still runs.
final class EngineContainers {

  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final int NOT_FOUND = 404;

  /// Docker mounts three files of its own into each container, and their paths on the host have the
  /// container's id.
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  private static final Pattern OWN_FILE =
      Pattern.compile("/containers/([0-9a-f]{12})[0-9a-f]{52}/(?:hostname|hosts|resolv\\.conf) ");

  private final Dialer dialer;

  EngineContainers(Dialer dialer) {
    this.dialer = dialer;
  }

  /// The container that this process is in, if it is one of this Engine's. One that shares the
  /// network of another, as under act, names that one, which lives longer.
  Optional<String> ours() {
    return id(MOUNTS).filter(id -> isRunning(id).orElse(false));
  }

  private static Optional<String> id(Path mounts) {
    try {
      var found = OWN_FILE.matcher(Files.readString(mounts));
      return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Whether a container runs, if the Engine says so or not.
  Optional<Boolean> isRunning(String id) {
    try (var connection = dialer.dial();
        var _ = Watchdog.over(connection, PATIENCE);
        var answer =
            EngineHttp.send(connection, EngineRequest.get("/containers/" + id + "/json"))) {
      if (answer.status() == NOT_FOUND) {
        return Optional.of(false);
      }
      return Json.part(answer.body(), "State").at("Running").truth();
    } catch (IOException | JsonException _) {
      return Optional.empty();
    }
  }
}
