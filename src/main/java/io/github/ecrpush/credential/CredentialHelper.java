package io.github.ecrpush.credential;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One of the programs `docker-credential-NAME` that keep logins for Docker. It is asked through
/// its standard input, and stopped when it takes too long or nobody waits for it any more.
///
/// @param environment ours; the program is given a part of it
/// @param folder where the program runs: not in the folder that we are in, which may be a
///   stranger's
record CredentialHelper(String name, Map<String, String> environment, Path folder) {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 1 << 20;

  /// How all helpers say that they have no login. It is the only way to tell that from a fault.
  private static final String NOBODY = "credentials not found";

  /// The login for a registry's key in Docker's configuration, or nothing when there is none.
  Optional<RegistryCredential> get(String key) throws HelperException, InterruptedException {
    return get(key, LIMIT);
  }

  Optional<RegistryCredential> get(String key, Duration limit)
      throws HelperException, InterruptedException {
    var process = start();
    long end = System.nanoTime() + limit.toNanos();
    try {
      var output = new CompletableFuture<byte[]>();
      // a thread of its own: reading from a pipe does not end when it is interrupted
      Thread.ofPlatform().daemon().name("credential helper").start(() -> ask(process, key, output));
      var printed = output.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      return answer(process.exitValue(), new String(printed, StandardCharsets.UTF_8));
    } catch (TimeoutException _) {
      throw failed("did not answer within " + limit.toSeconds() + " seconds.");
    } catch (ExecutionException _) {
      throw failed("broke off.");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() throws HelperException {
    var program = program();
    var builder = new ProcessBuilder(program.toString(), "get").directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(HelperEnvironment.of(name, environment));
    try {
      return builder.redirectError(Redirect.DISCARD).start();
    } catch (IOException _) {
      throw failed("could not be started.");
    }
  }

  /// Looks only in folders that are written out: an entry such as `.` would run what lies in the
  /// repository.
  private Path program() throws HelperException {
    boolean plain =
        name.chars()
            .allMatch(letter ->
                Character.isLetterOrDigit(letter)
                    || letter == '-'
                    || letter == '_'
                    || letter == '.');
    if (plain) {
      for (var entry : environment.getOrDefault("PATH", "").split(":", -1)) {
        var found = program(entry);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw failed("is not on the `PATH`.");
  }

  private Optional<Path> program(String entry) {
    try {
      return Optional.of(Path.of(entry, "docker-credential-" + name))
          .filter(Path::isAbsolute)
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static void ask(Process process, String key, CompletableFuture<byte[]> output) {
    try (var question = process.getOutputStream()) {
      question.write(key.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // one that does not read its question may have an answer all the same
    }
    try (var answer = process.getInputStream()) {
      output.complete(answer.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      output.completeExceptionally(e);
    }
  }

  private Optional<RegistryCredential> answer(int exitCode, String printed) throws HelperException {
    if (exitCode != 0) {
      if (printed.contains(NOBODY)) {
        return Optional.empty();
      }
      throw failed("ended with exit code " + exitCode + ".");
    }
    try {
      var answer = Json.parse(printed);
      var username = answer.at("Username").text().orElse("");
      var secret = answer.at("Secret").text().orElse("");
      return username.isEmpty() && secret.isEmpty()
          ? Optional.empty()
          : Optional.of(new RegistryCredential(username, new Secret(secret)));
    } catch (JsonException _) {
      throw failed("answered something that is no login.");
    }
  }

  private HelperException failed(String how) {
    return new HelperException("`" + shown() + "` " + how);
  }

  private String shown() {
    var plain = name.replaceAll("[^A-Za-z0-9._-]", "?");
    return "docker-credential-" + (plain.length() > 40 ? plain.substring(0, 40) + "…" : plain);
  }
}
