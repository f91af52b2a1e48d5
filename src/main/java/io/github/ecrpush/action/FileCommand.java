package io.github.ecrpush.action;

import io.github.ecrpush.concurrent.Uninterrupted;
import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A file that the runner reads when the step has ended, such as the one of `GITHUB_OUTPUT`.
///
/// It is opened before anything is done, so that a run that could not hand its outputs on does not
/// begin, and so that whoever changes the name meanwhile changes nothing. An earlier step may have
/// put something else in its place: a symbolic link is not followed, a FIFO does not make us wait,
/// and what is no plain file is refused.
final class FileCommand implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private FileCommand(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// @throws FailureException if the variable names no file that can be written to
  static FileCommand open(String variable, Map<String, String> environment) {
    var name = environment.getOrDefault(variable, "");
    if (name.isEmpty()) {
      throw new FailureException(ActionFailures.variableMissing(variable));
    }
    try {
      return open(Path.of(name));
    } catch (IOException | InvalidPathException e) {
      throw new FailureException(ActionFailures.fileUnusable(variable, name, why(e)), e);
    }
  }

  private static FileCommand open(Path path) throws IOException {
    var key = plainFile(path);
    // For reading, too: a FIFO that is opened for both ways does not wait for its other end.
    var channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    try {
      if (!plainFile(path).equals(key)) {
        throw new FileSystemException(path.toString(), null, "it changed while it was opened");
      }
      return new FileCommand(path, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// What the file system knows it by.
  private static Object plainFile(Path path) throws IOException {
    var found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new FileSystemException(path.toString(), null, "it is no plain file");
    }
    return Objects.requireNonNull(found.fileKey());
  }

  /// Adds text at the end, the whole of it or nothing. An interrupt would close the channel in the
  /// middle, so a thread writes that nobody interrupts.
  ///
  /// @throws IOException if it could not be written; then the file is as it was
  void append(String text) throws IOException {
    var failed = new AtomicReference<@Nullable IOException>();
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                write(text, channel.size());
              } catch (IOException e) {
                failed.set(e);
              }
            });
    Uninterrupted.join(writer);
    var problem = failed.get();
    if (problem != null) {
      throw problem;
    }
  }

  private void write(String text, long end) throws IOException {
    var whole = lineIsOpen(end) ? "\n" + text : text;
    var bytes = ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes, end + bytes.position());
      }
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  private boolean lineIsOpen(long end) throws IOException {
    var last = ByteBuffer.allocate(1);
    return end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
  }

  Path path() {
    return path;
  }

  static String why(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "it is not there";
      case AccessDeniedException _ -> "this user may not";
      case FileSystemException problem when problem.getReason() != null -> problem.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // everything was written before
    }
  }
}
