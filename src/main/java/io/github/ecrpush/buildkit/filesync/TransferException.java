package io.github.ecrpush.buildkit.filesync;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A directory cannot be sent as it is.
public final class TransferException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String directory;
  private final String path;

  /// Why a directory cannot be sent.
  public enum Reason {
    /// A file became another, or vanished, between being seen and being sent.
    CHANGED,
    /// A file or directory may not be read, or reading it failed.
    UNREADABLE,
    /// A name, or the text in a symbolic link, has bytes that this Java runtime cannot tell apart,
    /// because they are not UTF-8 or because it runs under an ASCII locale.
    UNREPRESENTABLE_NAME,
    /// A pattern breaks its own rules.
    BAD_PATTERN
  }

  TransferException(Reason reason, Path directory, String path, @Nullable Throwable cause) {
    super(
        reason + ": " + path + " in " + directory + (cause == null ? "" : " (" + cause + ")"),
        cause);
    this.reason = reason;
    this.directory = directory.toString();
    this.path = path;
  }

  /// Says which of the reasons it is that a file cannot be opened or read. A file that is gone, or
  /// is a symbolic link now, was another when it was seen.
  static TransferException of(IOException e, Path directory, String path) {
    return switch (e) {
      case TransferException known -> known;
      case NoSuchFileException gone -> new TransferException(Reason.CHANGED, directory, path, gone);
      case NotDirectoryException other ->
          new TransferException(Reason.CHANGED, directory, path, other);
      case FileSystemException other when isLink(other) ->
          new TransferException(Reason.CHANGED, directory, path, other);
      default -> new TransferException(Reason.UNREADABLE, directory, path, e);
    };
  }

  private static boolean isLink(FileSystemException e) {
    return e.getReason() != null && e.getReason().contains("symbolic links");
  }

  public Reason reason() {
    return reason;
  }

  /// The directory that was to be sent.
  public Path directory() {
    return Path.of(directory);
  }

  /// What in it was the trouble: a path relative to it, or a pattern.
  public String path() {
    return path;
  }
}
