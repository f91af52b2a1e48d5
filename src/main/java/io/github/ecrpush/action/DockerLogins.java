package io.github.ecrpush.action;

import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `config.json` that Docker's clients read their logins from. What stands in it stays; only
/// its owner may read it.
///
/// @param folder where it is, or is to be
record DockerLogins(Path folder) {

  /// @throws FailureException if it cannot be written, or holds something else
  void add(RegistryHost host, RegistryCredential login) {
    var file = folder.resolve("config.json");
    try {
      var owner = ownerAround();
      Files.createDirectories(folder);
      var config = read(file);
      var pair = login.username() + ":" + login.password().reveal();
      var auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      put(config, "auths", host.value(), Map.of("auth", auth));
      if (config.containsKey("credsStore") || config.containsKey("credHelpers")) {
        put(config, "credHelpers", host.value(), ""); // a helper would be asked in place of this
      }
      replace(file, Json.writePretty(config));
      give(folder, owner);
      give(file, owner);
    } catch (IOException | UnsupportedOperationException e) {
      throw new FailureException(
          ActionFailures.loginNotWritten(
              file.toString(),
              e instanceof IOException io
                  ? FileCommand.why(io)
                  : "this file system knows no owner"));
    } catch (JsonException _) { // its message may quote a login
      throw new FailureException(
          ActionFailures.loginNotWritten(file.toString(), "what stands in it is no JSON"));
    }
  }

  /// A container's user is another one than the runner's, who has to read the file too.
  private UserPrincipal ownerAround() throws IOException {
    var around = folder.toAbsolutePath();
    while (!Files.exists(around)) {
      around = around.resolveSibling("");
    }
    return Files.getOwner(around);
  }

  private static void give(Path path, UserPrincipal owner) throws IOException {
    if (!Files.getOwner(path).equals(owner)) {
      Files.setOwner(path, owner);
    }
  }

  private static Map<String, @Nullable Object> read(Path file) throws IOException {
    var config = new LinkedHashMap<String, @Nullable Object>();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      var json = Json.parse(Files.readString(file));
      if (!json.isObject()) {
        throw new IOException("what stands in it is no configuration of Docker");
      }
      json.members().forEach((name, value) -> config.put(name, value.value()));
    }
    return config;
  }

  private static void put(
      Map<String, @Nullable Object> config, String part, String host, Object value) {
    var entries = new LinkedHashMap<String, @Nullable Object>();
    new JsonTree(config.get(part))
        .members()
        .forEach((name, entry) -> entries.put(name, entry.value()));
    entries.put(host, value);
    config.put(part, entries);
  }

  /// Whoever reads it meanwhile finds the old file or the new one. A link is replaced, not
  /// followed.
  private void replace(Path file, String text) throws IOException {
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var fresh = Files.createTempFile(folder, ".config", ".json", onlyOwner);
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
