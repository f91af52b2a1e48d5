package io.github.ecrpush.git.object;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Objects with a file each, named by the id.
record LooseObjects(Path folder) {

  private static final int LONGEST_HEADER = 32;

  Optional<GitObject> read(ObjectId id) throws IOException {
    var name = id.toString();
    var file = folder.resolve(name.substring(0, 2)).resolve(name.substring(2));
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var stream = Files.newInputStream(file);
        var inflation = new Inflation(stream::read)) {
      var begin = inflation.read(LONGEST_HEADER);
      int end = 0;
      while (end < begin.length && begin[end] != 0) {
        end++;
      }
      var header = new String(begin, 0, end, StandardCharsets.ISO_8859_1).split(" ", -1);
      if (end == begin.length || header.length != 2) {
        throw new IOException("this object does not begin as one");
      }
      int size = ObjectStore.size(header[1]);
      var head = Arrays.copyOfRange(begin, end + 1, begin.length);
      return Optional.of(new GitObject(header[0], whole(head, inflation, size)));
    }
  }

  private static byte[] whole(byte[] head, Inflation inflation, int size) throws IOException {
    int missing = Math.max(0, size - head.length);
    var tail = inflation.read(missing + 1);
    if (head.length + tail.length != size) {
      throw new IOException("this object is not as long as it says");
    }
    var content = Arrays.copyOf(head, size);
    System.arraycopy(tail, 0, content, head.length, tail.length);
    return content;
  }
}
