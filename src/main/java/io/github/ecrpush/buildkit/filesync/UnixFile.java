package io.github.ecrpush.buildkit.filesync;

import com.google.protobuf.ByteString;
import io.github.ecrpush.buildkit.wire.FileStat;
import io.github.ecrpush.file.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What the file system says of a file, and how BuildKit is told.
record UnixFile(int mode, long size, long modifiedNanos, int links, long device, Object key) {

  private static final String ASKED = "unix:mode,size,lastModifiedTime,nlink,rdev,fileKey";

  static UnixFile read(Path path) throws IOException {
    var found = Files.readAttributes(path, ASKED, LinkOption.NOFOLLOW_LINKS);
    return new UnixFile(
        (Integer) value(found, "mode"),
        (Long) value(found, "size"),
        ((FileTime) value(found, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
        (Integer) value(found, "nlink"),
        (Long) value(found, "rdev"),
        value(found, "fileKey"));
  }

  private static Object value(Map<String, Object> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }

  private FileType type() {
    return FileType.of(mode);
  }

  boolean isDirectory() {
    return type() == FileType.FOLDER;
  }

  boolean isSymbolicLink() {
    return type() == FileType.LINK;
  }

  /// Whether it has a content that BuildKit may ask for. It takes a socket for an empty file.
  boolean hasContent() {
    return isRegular() || type() == FileType.SOCKET;
  }

  boolean isRegular() {
    return type() == FileType.REGULAR;
  }

  FileStat.Builder toStat(String path) {
    var stat =
        FileStat.newBuilder().setPath(path).setMode(goMode()).setModifiedNanos(modifiedNanos);
    if (!isDirectory()) {
      stat.setSize(size);
    }
    if (type() == FileType.CHARACTER_DEVICE || type() == FileType.BLOCK_DEVICE) {
      stat.setDeviceMajor((device >>> 8 & 0xfff) | (device >>> 32 & ~0xfff));
      stat.setDeviceMinor((device & 0xff) | (device >>> 12 & 0xffffff00));
    }
    return stat;
  }

  /// The mode as Go's `os.FileMode` has it.
  private int goMode() {
    int special =
        ((mode & 04000) != 0 ? 1 << 23 : 0)
            | ((mode & 02000) != 0 ? 1 << 22 : 0)
            | ((mode & 01000) != 0 ? 1 << 20 : 0);
    int type =
        switch (type()) {
          case FOLDER -> 1 << 31;
          case LINK -> 1 << 27;
          case BLOCK_DEVICE -> 1 << 26;
          case CHARACTER_DEVICE -> 1 << 26 | 1 << 21;
          case PIPE -> 1 << 25;
          case REGULAR, SOCKET, OTHER -> 0;
        };
    return (mode & 0777) | special | type;
  }

  /// Adds a file's extended attributes of the `user.` kind, the only one that Java reads. It opens
  /// the file, which must not be done to a FIFO: opening waits for a writer.
  static void addAttributes(Path path, FileStat.Builder stat) throws IOException {
    var view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    try {
      for (var name : view.list()) {
        var value = ByteBuffer.allocate(view.size(name));
        view.read(name, value);
        stat.putAttributes("user." + name, ByteString.copyFrom(value.flip()));
      }
    } catch (AccessDeniedException _) {
      // told when BuildKit asks for the content, which it need not
    } catch (FileSystemException e) {
      if (e.getReason() == null || !e.getReason().contains("not supported")) {
        throw e;
      }
    }
  }
}
