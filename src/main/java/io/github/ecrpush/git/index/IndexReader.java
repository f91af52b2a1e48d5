package io.github.ecrpush.git.index;

import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.object.ObjectId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Takes the file `index` apart, in the versions 2, 3 and 4. An extension that may be skipped is,
/// and so is the hash at the end: git does not compare it either.
final class IndexReader {

  private static final int SIGNATURE = 0x44495243; // DIRC
  private static final int TREE = 0x54524545; // TREE
  private static final int HEADER = 12;
  private static final int LONGEST_LENGTH = 0xfff;

  /// As long as a path can be on Linux.
  private static final int LONGEST_PATH = 4096;

  private final byte[] file;
  private final int end;
  private final ObjectFormat format;
  private final byte[] path = new byte[LONGEST_PATH];
  private int pathLength;
  private int at = HEADER;
  private Optional<ObjectId> tree = Optional.empty();

  private IndexReader(byte[] file, ObjectFormat format) {
    this.file = file;
    this.end = file.length - format.bytes();
    this.format = format;
  }

  /// @param written when, in nanoseconds since 1970
  /// @throws IOException with a sentence that says why it cannot be known
  static Index read(byte[] file, ObjectFormat format, long written) throws IOException {
    try {
      var reader = new IndexReader(file, format);
      return new Index(reader.read(), reader.tree, written);
    } catch (IndexOutOfBoundsException _) {
      throw damaged();
    }
  }

  private Map<String, IndexEntry> read() throws IOException {
    if (end < HEADER) {
      throw damaged();
    }
    var header = ByteBuffer.wrap(file);
    int signature = header.getInt();
    int version = header.getInt();
    int count = header.getInt();
    int smallest = 42 + format.bytes();
    if (signature != SIGNATURE || count < 0 || count > end / smallest) {
      throw damaged();
    }
    if (version < 2 || version > 4) {
      throw new IOException("Git's index is of version %d.".formatted(version));
    }
    var entries = LinkedHashMap.<String, IndexEntry>newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      readEntry(version, entries);
    }
    readExtensions();
    if (entries.containsKey("")) { // which it may be where the index is split
      throw damaged();
    }
    return entries;
  }

  private void readEntry(int version, Map<String, IndexEntry> entries) throws IOException {
    int start = at;
    at += IndexEntry.length(file, start, format);
    // in the last two bytes of the first flags, unless the path is longer than fits there
    int flags = start + 40 + format.bytes();
    int length = ((file[flags] & 0xf) << 8) | (file[flags + 1] & 0xff);
    readPath(version == 4 ? kept() : 0, length);
    if (version < 4) { // zeros, until the length is a multiple of eight
      at = start + (at - 1 - start + 8) / 8 * 8;
    }
    if (at > end) {
      throw damaged();
    }
    entries.put(name(), new IndexEntry(file, start, format));
  }

  /// In version 4 a path begins like the one before it, but for so many bytes at its end.
  private int kept() throws IOException {
    int next = file[at++];
    long dropped = next & 0x7f;
    while (next < 0 && dropped <= LONGEST_PATH) {
      next = file[at++];
      dropped = ((dropped + 1) << 7) | (next & 0x7f);
    }
    if (dropped > pathLength) {
      throw damaged();
    }
    return pathLength - (int) dropped;
  }

  /// Copies the rest of a path, which ends with a zero.
  private void readPath(int kept, int length) throws IOException {
    int more = length - kept;
    if (length == LONGEST_LENGTH) {
      more = 0;
      while (file[at + more] != 0) {
        more++;
      }
    }
    if (more < 0 || file[at + more] != 0) {
      throw damaged();
    }
    System.arraycopy(file, at, path, kept, more);
    pathLength = kept + more;
    at += more + 1;
  }

  private String name() throws IOException {
    var name = new String(path, 0, pathLength, StandardCharsets.UTF_8);
    if (name.indexOf('\ufffd') >= 0) {
      throw new IOException("Git's index names a file that is not in UTF-8.");
    }
    return name;
  }

  /// The name of an extension begins with a small letter when nothing can be understood without it.
  private void readExtensions() throws IOException {
    var bytes = ByteBuffer.wrap(file);
    while (end - at >= 8) {
      if (file[at] >= 'a' && file[at] <= 'z') {
        throw new IOException(
            switch (new String(file, at, 4, StandardCharsets.ISO_8859_1)) {
              case "link" -> "Git's index is split into two files.";
              case "sdir" -> "Git's index is a sparse one.";
              default -> "Git's index has an extension that is not known here.";
            });
      }
      int size = bytes.getInt(at + 4);
      if (size < 0 || size > end - at - 8) {
        throw damaged();
      }
      if (bytes.getInt(at) == TREE) {
        readTree(at + 8, at + 8 + size);
      }
      at += 8 + size;
    }
  }

  /// Folders, the one with all others in it first: a name that ends with a zero, how many files are
  /// in it, how many folders, and its id. Fewer than no files means that something was added since.
  private void readTree(int start, int next) {
    int id = start;
    while (id < next && file[id] != '\n') {
      id++;
    }
    id++;
    if (file[start] == 0 && file[start + 1] != '-' && id + format.bytes() <= next) {
      tree = Optional.of(ObjectId.at(file, id, format));
    }
  }

  private static IOException damaged() {
    return new IOException("Git's index is damaged.");
  }
}
