package io.github.ecrpush.git.object;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/// Many objects in one file, most of them as deltas of others in it.
final class Pack {

  /// The longest chain that git writes.
  private static final int LONGEST_CHAIN = 4095;

  /// What all deltas of a chain may come to.
  private static final long LARGEST_CHAIN = 256 << 20;

  private static final int LONGEST_HEADER = 64;
  private static final int BY_PLACE = 6;
  private static final int BY_ID = 7;

  private final Path file;
  private final PackIndex index;
  private final ObjectFormat format;

  Pack(Path index, ObjectFormat format) {
    var name = index.toString();
    this.file = Path.of(name.substring(0, name.length() - ".idx".length()) + ".pack");
    this.index = new PackIndex(index, format);
    this.format = format;
  }

  Optional<GitObject> read(ObjectId id) throws IOException {
    var place = index.place(id);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(file)) {
      return Optional.of(read(channel, place.getAsLong()));
    }
  }

  /// Goes down the chain of deltas to the object that is whole, and back up.
  private GitObject read(FileChannel channel, long start) throws IOException {
    Deque<byte[]> deltas = new ArrayDeque<>();
    long place = start;
    long total = 0;
    while (deltas.size() <= LONGEST_CHAIN) {
      var entry = new Entry(channel, place, format);
      var content = entry.content(channel);
      total += content.length;
      if (total > LARGEST_CHAIN) {
        throw new IOException("this chain of deltas is too large");
      }
      if (entry.type < BY_PLACE) {
        return new GitObject(entry.typeName(), grown(content, deltas));
      }
      deltas.push(content);
      place =
          entry.basePlace.isPresent()
              ? entry.basePlace.getAsLong()
              : index
                  .place(entry.baseId.orElseThrow())
                  .orElseThrow(() -> new IOException("the base of this delta is elsewhere"));
    }
    throw new IOException("this chain of deltas is too long");
  }

  private static byte[] grown(byte[] base, Deque<byte[]> deltas) throws IOException {
    var content = base;
    long total = 0;
    while (!deltas.isEmpty()) {
      content = Delta.apply(content, deltas.pop());
      total += content.length;
      if (total > LARGEST_CHAIN) {
        throw new IOException("this chain of deltas is too large");
      }
    }
    return content;
  }

  /// What stands before the compressed bytes: type, size, and the base of a delta.
  private static final class Entry {
    final int type;
    final int size;
    final long dataPlace;
    OptionalLong basePlace = OptionalLong.empty();
    Optional<ObjectId> baseId = Optional.empty();

    Entry(FileChannel channel, long place, ObjectFormat format) throws IOException {
      var head = ByteBuffer.allocate(LONGEST_HEADER);
      while (head.hasRemaining() && channel.read(head, place + head.position()) > 0) {
        // until it is full, or the file ends
      }
      head.flip();
      int next = next(head);
      this.type = (next >> 4) & 7;
      long length = next & 0xf;
      for (int shift = 4; (next & 0x80) != 0; shift += 7) {
        next = next(head);
        length |= (long) (next & 0x7f) << Math.min(shift, 56);
      }
      this.size = ObjectStore.size(length);
      if (type == BY_PLACE) {
        basePlace = OptionalLong.of(place - distance(head));
        if (basePlace.getAsLong() >= place || basePlace.getAsLong() <= 0) {
          throw new IOException("the base of this delta is nowhere before it");
        }
      } else if (type == BY_ID) {
        if (head.remaining() < format.bytes()) {
          throw new IOException("this pack ends too early");
        }
        baseId = Optional.of(ObjectId.at(head.array(), head.position(), format));
        head.position(head.position() + format.bytes());
      }
      this.dataPlace = place + head.position();
    }

    String typeName() throws IOException {
      return switch (type) {
        case 1 -> Commit.TYPE;
        case 2 -> TreeEntry.TREE;
        case 3 -> "blob";
        case 4 -> Tag.TYPE;
        default -> throw new IOException("there is no type " + type);
      };
    }

    byte[] content(FileChannel channel) throws IOException {
      var source =
          new Inflation.Source() {
            private long at = dataPlace;

            @Override
            public int read(byte[] buffer) throws IOException {
              int count = channel.read(ByteBuffer.wrap(buffer), at);
              at += Math.max(count, 0);
              return count;
            }
          };
      try (var inflation = new Inflation(source)) {
        var content = inflation.read(size + 1);
        if (content.length != size) {
          throw new IOException("this object is not as long as it says");
        }
        return content;
      }
    }

    /// Seven bits in a byte, the highest first, each further byte counting from one.
    private static long distance(ByteBuffer head) throws IOException {
      int next = next(head);
      long distance = next & 0x7f;
      while ((next & 0x80) != 0) {
        next = next(head);
        distance = ((distance + 1) << 7) | (next & 0x7f);
      }
      return distance;
    }

    private static int next(ByteBuffer head) throws IOException {
      if (!head.hasRemaining()) {
        throw new IOException("this pack ends too early");
      }
      return head.get() & 0xff;
    }
  }
}
