package io.github.ecrpush.git.index;

import io.github.ecrpush.file.FileType;
import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.object.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What the file system says of a file, links not followed. Two of them differ when the file was
/// written in between, but for what happens within one tick of the file system's clock.
///
/// @param mode type and permissions, as Unix has them
/// @param modified nanoseconds since 1970
/// @param changed the same, of when the properties changed
/// @param number which of the file system's files it is
public record FileStat(int mode, long size, long modified, long changed, long number) {

  private static final String ASKED = "unix:mode,size,lastModifiedTime,ctime,ino";

  private static final int OWNER_RUNS = 0100;

  private static final int PIECE = 64 << 10;

  public static FileStat of(Path path) throws IOException {
    var found = Files.readAttributes(path, ASKED, LinkOption.NOFOLLOW_LINKS);
    return new FileStat(
        (Integer) value(found, "mode"),
        (Long) value(found, "size"),
        ((FileTime) value(found, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
        ((FileTime) value(found, "ctime")).to(TimeUnit.NANOSECONDS),
        (Long) value(found, "ino"));
  }

  private static Object value(Map<String, Object> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }

  public FileType type() {
    return FileType.of(mode);
  }

  public boolean isFolder() {
    return type() == FileType.FOLDER;
  }

  public boolean isLink() {
    return type() == FileType.LINK;
  }

  public boolean isRegular() {
    return type() == FileType.REGULAR;
  }

  /// Whether git takes it for a program.
  boolean isProgram() {
    return isRegular() && (mode & OWNER_RUNS) != 0;
  }

  /// The id that git would give to the content of a file or a link. Only for those: anything else
  /// may keep us waiting.
  ///
  /// @throws IOException if it cannot be read, or is written to meanwhile
  public ObjectId idOf(Path path, ObjectFormat format) throws IOException {
    return isLink() ? idOfLink(path, format) : idOfFile(path, format);
  }

  private static ObjectId idOfLink(Path path, ObjectFormat format) throws IOException {
    var target = Files.readSymbolicLink(path).toString();
    if (target.indexOf('\ufffd') >= 0) {
      throw new IOException("it leads to a name that is not in UTF-8");
    }
    return format.id("blob", target.getBytes(StandardCharsets.UTF_8));
  }

  private ObjectId idOfFile(Path path, ObjectFormat format) throws IOException {
    var digest = format.begin("blob", size);
    var buffer = ByteBuffer.allocate(Math.clamp(size + 1, 1, PIECE));
    long left = size;
    try (var file =
        Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      while (file.read(buffer.clear()) > 0) {
        left -= buffer.position();
        digest.update(buffer.flip());
        if (left < 0) {
          break;
        }
      }
    }
    if (left != 0) {
      throw new IOException("it was written to while it was read");
    }
    return ObjectId.at(digest.digest(), 0, format);
  }
}
