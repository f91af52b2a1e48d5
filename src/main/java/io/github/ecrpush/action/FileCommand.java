package io.github.ecrpush.action;

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
      var path = Path.of(name);
      return new FileCommand(path, open(path));
    } catch (IOException | InvalidPathException e) {
      throw new FailureException(ActionFailures.fileUnusable(variable, name, why(e)), e);
    }
  }

  private static FileChannel open(Path path) throws IOException {
    var before = plainFile(path);
    // For reading, too: a FIFO that is opened for both ways does not wait for its other end.
    var channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    try {
      if (!Objects.equals(plainFile(path), before)) {
        throw new FileSystemException(path.toString(), null, "it changed while it was opened");
      }
      return channel;
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
    return found.fileKey();
  }

  /// Adds text at the end, the whole of it or nothing.
  ///
  /// @throws IOException if it could not be written; then the file is as it was
  void append(String text) throws IOException {
    long end = channel.size();
    var bytes =
        ByteBuffer.wrap((lineIsOpen(end) ? "\n" + text : text).getBytes(StandardCharsets.UTF_8));
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

  String name() {
    return path.toString();
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
