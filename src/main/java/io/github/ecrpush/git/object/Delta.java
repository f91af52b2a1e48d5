package io.github.ecrpush.git.object;

import java.io.IOException;

/// An object told by another: pieces of that one, and bytes between them.
final class Delta {

  private static final int LARGEST_COPY = 0x10000;

  private final byte[] delta;
  private int at;

  private Delta(byte[] delta) {
    this.delta = delta;
  }

  static byte[] apply(byte[] base, byte[] delta) throws IOException {
    try {
      return new Delta(delta).apply(base);
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("this delta leaves its bounds", e);
    }
  }

  private byte[] apply(byte[] base) throws IOException {
    if (size() != base.length) {
      throw new IOException("this delta is of another object");
    }
    var result = new byte[ObjectStore.size(size())];
    int length = 0;
    while (at < delta.length) {
      int command = delta[at++] & 0xff;
      if (command == 0) {
        throw new IOException("this delta has a command that is not known");
      }
      int count;
      if (command < 0x80) {
        count = command;
        System.arraycopy(delta, at, result, length, count);
        at += count;
      } else {
        int from = number(command, 4);
        int asked = number(command >> 4, 3);
        count = asked == 0 ? LARGEST_COPY : asked;
        System.arraycopy(base, from, result, length, count);
      }
      length += count;
    }
    if (length != result.length) {
      throw new IOException("this delta does not make what it says");
    }
    return result;
  }

  /// Seven bits in a byte, the lowest first.
  private long size() throws IOException {
    long size = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = delta[at++];
      size |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return size;
      }
    }
    throw new IOException("this size has no end");
  }

  /// The bytes that are there, as a mask says; the others are nought.
  private int number(int mask, int most) {
    int number = 0;
    for (int i = 0; i < most; i++) {
      if (((mask >> i) & 1) != 0) {
        number |= (delta[at++] & 0xff) << (8 * i);
      }
    }
    return number;
  }
}
