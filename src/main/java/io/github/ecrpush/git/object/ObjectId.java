package io.github.ecrpush.git.object;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The name of an object: the hash of what it is.
public final class ObjectId {

  private static final int SHA1_DIGITS = 40;
  private static final int SHA256_DIGITS = 64;

  private final byte[] bytes;

  private ObjectId(byte[] bytes) {
    this.bytes = bytes;
  }

  static ObjectId of(byte[] bytes) {
    return new ObjectId(bytes);
  }

  /// The id that stands somewhere in bytes.
  public static ObjectId at(byte[] from, int start, ObjectFormat format) {
    return new ObjectId(Arrays.copyOfRange(from, start, start + format.bytes()));
  }

  /// An id as it is written: in lower case, and never shortened.
  public static Optional<ObjectId> parse(String hex) {
    return isHex(hex) ? Optional.of(new ObjectId(HexFormat.of().parseHex(hex))) : Optional.empty();
  }

  private static boolean isHex(String text) {
    return (text.length() == SHA1_DIGITS || text.length() == SHA256_DIGITS)
        && text.chars().allMatch(letter -> "0123456789abcdef".indexOf(letter) >= 0);
  }

  boolean isOf(ObjectFormat format) {
    return bytes.length == format.bytes();
  }

  /// A copy.
  byte[] bytes() {
    return bytes.clone();
  }

  int firstByte() {
    return bytes[0] & 0xff;
  }

  int compareTo(byte[] other, int start) {
    return Arrays.compareUnsigned(bytes, 0, bytes.length, other, start, start + bytes.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
