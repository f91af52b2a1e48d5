package io.github.ecrpush.credential;

import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who Docker's own configuration says we are: the `config.json` that `docker login` writes, and
/// the credential helpers it names. Nothing is read before the first question. A configuration that
/// cannot be used makes us nobody, and is told once.
public final class DockerConfig implements CredentialSource {

  /// What a helper answers as user name when the secret is an identity token.
  private static final String TOKEN = "<token>";

  private static final int MOST_BYTES = 1 << 20;

  private final Map<String, String> environment;
  private final Consumer<String> warnings;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private DockerConfig(Map<String, String> environment, Consumer<String> warnings) {
    this.environment = environment;
    this.warnings = warnings;
  }

  /// The configuration in the folder `DOCKER_CONFIG`, or else in `.docker` at home.
  ///
  /// @param warnings is told in a sentence why a login could not be had; the sentence has no secret
  public static CredentialSource from(Map<String, String> environment, Consumer<String> warnings) {
    return new DockerConfig(Map.copyOf(environment), warnings);
  }

  @Override
  public Optional<RegistryCredential> find(RegistryHost registry) throws InterruptedException {
    var file = file();
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return Optional.empty();
    }
    try {
      return find(DockerHub.registry(registry.value()), file.get());
    } catch (HelperException e) {
      warn("Docker's credential helper " + e.getMessage() + " It was asked for " + registry + ".");
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException();
    } catch (JsonException | IOException | IllegalArgumentException _) { // their words may quote
      warn("Docker's configuration " + file.get() + " could not be read; no login is taken of it.");
    }
    return Optional.empty();
  }

  /// As Docker does: a helper for this registry, else the one for all of them, else what is written
  /// down. A helper named as an empty text says that this registry has none.
  private Optional<RegistryCredential> find(RegistryHost registry, Path file)
      throws IOException, HelperException, InterruptedException {
    var config = read(file);
    var helper =
        entry(config.at("credHelpers"), registry)
            .flatMap(JsonTree::text)
            .or(() -> config.at("credsStore").text())
            .filter(name -> !name.isEmpty());
    if (helper.isPresent()) {
      var folder = file.toAbsolutePath().resolveSibling("");
      var key = registry.equals(DockerHub.HOST) ? DockerHub.KEY : registry.value();
      return new CredentialHelper(helper.get(), environment, folder)
          .get(key)
          .map(DockerConfig::answer);
    }
    return entry(config.at("auths"), registry).flatMap(DockerConfig::written);
  }

  private Optional<Path> file() {
    try {
      var folder = environment.getOrDefault("DOCKER_CONFIG", "");
      if (!folder.isEmpty()) {
        return Optional.of(Path.of(folder, "config.json"));
      }
      var home = environment.getOrDefault("HOME", "");
      return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".docker/config.json"));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static JsonTree read(Path file) throws IOException {
    return Json.parse(SmallFile.bytes(file, MOST_BYTES));
  }

  /// Registries are written with and without scheme and path.
  private static Optional<JsonTree> entry(JsonTree members, RegistryHost registry) {
    for (var member : members.members().entrySet()) {
      if (isNamed(member.getKey(), registry)) {
        return Optional.of(member.getValue());
      }
    }
    return Optional.empty();
  }

  private static boolean isNamed(String key, RegistryHost registry) {
    try {
      return DockerHub.registry(key).equals(registry);
    } catch (IllegalArgumentException _) { // somebody else's entry is none of our business
      return false;
    }
  }

  private static Optional<RegistryCredential> written(JsonTree entry) {
    var token = entry.at("identitytoken").text().filter(text -> !text.isEmpty());
    if (token.isPresent()) {
      return token.map(text -> new RegistryCredential("", new Secret(text)));
    }
    return entry.at("auth").text().filter(text -> !text.isEmpty()).map(DockerConfig::decoded);
  }

  private static RegistryCredential decoded(String auth) {
    var bytes = Base64.getDecoder().decode(auth.strip());
    var text = new String(bytes, StandardCharsets.UTF_8);
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("no login");
    }
    // old versions of Docker filled the text up with zeros
    int end = text.length();
    while (end > colon && text.charAt(end - 1) == '\0') {
      end--;
    }
    return new RegistryCredential(
        text.substring(0, colon), new Secret(text.substring(colon + 1, end)));
  }

  private static RegistryCredential answer(RegistryCredential found) {
    return found.username().equals(TOKEN) ? new RegistryCredential("", found.password()) : found;
  }

  private void warn(String sentence) {
    if (told.add(sentence)) {
      warnings.accept(sentence);
    }
  }
}
