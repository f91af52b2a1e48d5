package io.github.ecrpush.build.engine;

import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Asks an Engine what the names of images lead to.
public final class EngineDigests {

  /// What can stand in a path as it is.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]*");

  private final Engine engine;

  public EngineDigests(Engine engine) {
    this.engine = engine;
  }

  /// The digest that the registry has under this name now; nothing where it does not say.
  public Optional<Digest> inRegistry(String name, Optional<RegistryCredential> login)
      throws InterruptedException {
    var headers = login.map(EngineDigests::header).orElse(Map.of());
    return ask("/distribution/" + name + "/json", name, headers, "Descriptor", "digest");
  }

  /// The id of the image that the Engine itself has under this name.
  public Optional<Digest> onEngine(String name) throws InterruptedException {
    return ask("/images/" + name + "/json", name, Map.of(), "Id");
  }

  private Optional<Digest> ask(
      String path, String name, Map<String, String> headers, String... members)
      throws InterruptedException {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (var connection = engine.dialer().dial();
        var answer =
            EngineHttp.send(connection, EngineRequest.of("GET", path, headers, new byte[0]))) {
      if (!answer.isOk()) {
        return Optional.empty();
      }
      var found = Json.part(answer.body(), members);
      return found.text().map(Digest::parse);
    } catch (IOException | JsonException | IllegalArgumentException _) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return Optional.empty();
    }
  }

  private static Map<String, String> header(RegistryCredential login) {
    var secret = login.password().reveal();
    var words =
        login.username().isEmpty()
            ? Map.of("identitytoken", secret)
            : Map.of("username", login.username(), "password", secret);
    var encoded =
        Base64.getUrlEncoder().encodeToString(Json.write(words).getBytes(StandardCharsets.UTF_8));
    return Map.of("X-Registry-Auth", encoded);
  }
}
