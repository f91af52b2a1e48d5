package io.github.ecrpush.git.object;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Says where in a pack an object is: a table of how many ids begin with up to which byte, the ids
/// in order, their checksums, their places. Version 2, which git writes since 2007.
record PackIndex(Path file, ObjectFormat format) {

  private static final int MAGIC = 0xff744f63;
  private static final int HEADER = 8;
  private static final int COUNTS = 256 * 4;
  private static final int CHECKSUM = 4;

  /// More ids with one first byte than any repository has.
  private static final int MOST_ALIKE = 2 << 20;

  OptionalLong place(ObjectId id) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var head = bytes(channel, 0, HEADER + COUNTS);
      if (head.getInt() != MAGIC || head.getInt() != 2) {
        return OptionalLong.empty();
      }
      int first = id.firstByte();
      long start = first == 0 ? 0 : count(head, first - 1);
      long end = count(head, first);
      long all = count(head, 255);
      if (start > end || end > all || end - start > MOST_ALIKE) {
        throw new IOException("the counts of this index contradict each other");
      }
      long found = find(channel, id, start, (int) (end - start));
      return found < 0 ? OptionalLong.empty() : OptionalLong.of(place(channel, found, all));
    }
  }

  private static long count(ByteBuffer head, int at) {
    return Integer.toUnsignedLong(head.getInt(HEADER + 4 * at));
  }

  private long find(FileChannel channel, ObjectId id, long start, int count) throws IOException {
    int width = format.bytes();
    var ids = bytes(channel, HEADER + COUNTS + start * width, count * width).array();
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = id.compareTo(ids, middle * width);
      if (order == 0) {
        return start + middle;
      }
      if (order < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return -1;
  }

  /// Places past 2 GiB stand in a table of their own.
  private long place(FileChannel channel, long which, long all) throws IOException {
    long places = HEADER + COUNTS + all * (format.bytes() + CHECKSUM);
    int place = bytes(channel, places + 4 * which, 4).getInt();
    if (place >= 0) {
      return place;
    }
    long large = places + 4 * all + 8L * (place & Integer.MAX_VALUE);
    return bytes(channel, large, 8).getLong();
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
    if (from < 0 || from + count > channel.size()) {
      throw new IOException("this index ends too early");
    }
    var buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new IOException("this index ends too early");
      }
    }
    return buffer.flip();
  }
}
