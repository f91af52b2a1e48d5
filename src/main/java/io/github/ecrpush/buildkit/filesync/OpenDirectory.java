package io.github.ecrpush.buildkit.filesync;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A directory that is held open. What is in it is reached from it and not by a path from the root,
/// so that a parent that is swapped for a symbolic link leads nowhere.
final class OpenDirectory implements AutoCloseable {

  private final SecureDirectoryStream<Path> stream;
  private final Path path;

  private OpenDirectory(DirectoryStream<Path> stream, Path path) throws IOException {
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      stream.close();
      throw new IOException("this file system cannot hold directories open: " + path);
    }
    this.stream = secure;
    this.path = path;
  }

  /// Opens a directory by its path.
  @SuppressWarnings("StreamResourceLeak") // it is closed by this
  static OpenDirectory at(Path path) throws IOException {
    return new OpenDirectory(Files.newDirectoryStream(path), path);
  }

  /// Opens a directory in this one, if it is one: a symbolic link is not followed.
  OpenDirectory enter(Path name) throws IOException {
    return new OpenDirectory(
        stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), path.resolve(name));
  }

  /// The names in here in the order of their bytes. To be asked once.
  List<Path> names() throws IOException {
    var names = new ArrayList<Path>();
    try {
      for (var entry : stream) {
        names.add(entry.getFileName());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(null); // paths of Unix compare as bytes
    return names;
  }

  /// What a name in here is, without following it.
  ///
  /// @throws NoSuchFileException if there is no such name any more
  BasicFileAttributes attributes(Path name) throws IOException {
    return stream
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /// Opens a file in here, if it is one: a symbolic link is not followed.
  ReadableByteChannel open(Path name) throws IOException {
    return stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /// Where a name in here is, for the few questions that can only be asked by path.
  Path pathOf(Path name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
