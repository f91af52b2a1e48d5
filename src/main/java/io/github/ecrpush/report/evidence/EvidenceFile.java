package io.github.ecrpush.report.evidence;

import io.github.ecrpush.concurrent.Uninterrupted;
import io.github.ecrpush.credential.RandomId;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import io.github.ecrpush.input.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Where the evidence of a run is to be: a file in the folder that the run stands in, or below it,
/// also when links are followed. On a runner that is the workspace, which has another name for us
/// than for the next step; so the file is handed on by its name within it.
///
/// @param directory the folder that the run stands in
/// @param name the file, from there
public record EvidenceFile(Path directory, Path name) {

  /// Reads the wish, and looks at the place before anything is done.
  ///
  /// @throws FailureException if a file cannot be there
  public static Optional<EvidenceFile> wished(Inputs inputs, Path directory) {
    return inputs
        .wish(Input.EVIDENCE)
        .map(text -> at(directory.toAbsolutePath().normalize(), text));
  }

  private static EvidenceFile at(Path directory, String text) {
    var file = new EvidenceFile(directory, read(directory, text));
    try {
      file.requireInside();
    } catch (IOException e) {
      throw new FailureException(EvidenceFailures.unusable(text, reason(e)), e);
    }
    return file;
  }

  private static Path read(Path directory, String text) {
    try {
      var path = directory.resolve(text).normalize();
      if (!path.startsWith(directory) || path.equals(directory)) {
        throw new FailureException(EvidenceFailures.outside(text));
      }
      return directory.relativize(path);
    } catch (InvalidPathException e) {
      throw new FailureException(
          InputFailures.valueMalformed(
              Input.EVIDENCE, text, "It is no path: " + e.getReason() + "."));
    }
  }

  /// The file as later steps find it.
  public String shown() {
    return name.toString();
  }

  private Path path() {
    return directory.resolve(name);
  }

  private Path folder() {
    return Objects.requireNonNull(path().getParent());
  }

  /// A link on the way may lead out, and somebody may have put something else in the file's place.
  private void requireInside() throws IOException {
    var there = folder();
    while (!Files.exists(there)) {
      if (Files.isSymbolicLink(there)) {
        throw new IOException("A link on the way leads nowhere.");
      }
      there = Objects.requireNonNull(there.getParent());
    }
    if (!there.toRealPath().startsWith(directory.toRealPath())) {
      throw new FailureException(EvidenceFailures.outside(shown()));
    }
    if (!Files.isDirectory(there)) {
      throw new IOException("What is to be its folder is a file.");
    }
    if (Files.isDirectory(path(), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("It is a folder.");
    }
    if (Files.exists(path(), LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(path(), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("It is no regular file, but a link, a device, a pipe or a socket.");
    }
  }

  /// Writes the whole of it, or leaves what was there. A run that was interrupted has evidence too,
  /// so a thread writes that nobody interrupts.
  ///
  /// @throws FailureException if it could not be written
  public void write(byte[] document) {
    var failed = new AtomicReference<@Nullable Exception>();
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                replace(document);
              } catch (IOException | FailureException e) {
                failed.set(e);
              }
            });
    Uninterrupted.join(writer);
    switch (failed.get()) {
      case null -> {}
      case FailureException e -> throw e;
      case Exception e ->
          throw new FailureException(EvidenceFailures.notWritten(shown(), reason(e)), e);
    }
  }

  private void replace(byte[] document) throws IOException {
    requireInside();
    Files.createDirectories(folder());
    var part = folder().resolve("." + RandomId.next() + ".part");
    try {
      Files.write(part, document, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(part, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// The JDK's own messages are names of files.
  private static String reason(Exception e) {
    var said = RemoteWords.of(String.valueOf(e.getMessage()));
    return e.getClass() == IOException.class
        ? said
        : e.getClass().getSimpleName().replaceAll("Exception$", "") + " (" + said + ")";
  }
}
