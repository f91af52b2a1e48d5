package io.github.ecrpush.git.object;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash that a repository names its objects by.
public enum ObjectFormat {
  SHA1("SHA-1", 20),
  SHA256("SHA-256", 32);

  private final String algorithm;
  private final int bytes;

  ObjectFormat(String algorithm, int bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  /// How long an id is.
  public int bytes() {
    return bytes;
  }

  /// Begins the id of an object of a type and size, whose content is to follow.
  public MessageDigest begin(String type, long size) {
    var digest = digest();
    digest.update((type + " " + size + "\0").getBytes(StandardCharsets.ISO_8859_1));
    return digest;
  }

  /// The id that an object has.
  public ObjectId id(String type, byte[] content) {
    return ObjectId.of(begin(type, content.length).digest(content));
  }

  /// The bare hash, as files of git end with.
  public MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }
}
