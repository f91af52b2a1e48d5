package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.OptionalLong;

/// A blob that is being sent, in as many parts as the sender likes. One part at a time: a second
/// sender waits for the first.
final class Upload {

  private static final int BUFFER = 128 * 1024;

  private final String id;
  private final String repository;
  private final Path part;
  private final MessageDigest running = Digest.sha256();
  private long size;
  private boolean ended;
  private boolean endsShort;
  private boolean hasShortPart;

  Upload(String id, String repository, Path part) {
    this.id = id;
    this.repository = repository;
    this.part = part;
  }

  String id() {
    return id;
  }

  String repository() {
    return repository;
  }

  synchronized long size() {
    return size;
  }

  /// Adds what a body holds. When the body breaks off, what came of it stays, and the sender can
  /// ask how much that was and go on from there.
  ///
  /// @param offset where the sender believes to be, when it says so
  synchronized void append(InputStream body, OptionalLong offset) throws IOException {
    mustBeOpen();
    if (offset.isPresent() && offset.getAsLong() != size) {
      throw new ImageException(
          Fault.UPLOAD_OUT_OF_ORDER, "The part does not begin where the last one ended.");
    }
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      var buffer = new byte[BUFFER];
      int read = body.read(buffer);
      while (read >= 0) {
        out.write(buffer, 0, read);
        running.update(buffer, 0, read);
        size += read;
        read = body.read(buffer);
      }
    }
  }

  /// Adds a part as ECR's API takes it: only the last one may be short, which is known at the end.
  synchronized void appendPart(byte[] bytes, long offset, long shortest) throws IOException {
    append(new ByteArrayInputStream(bytes), OptionalLong.of(offset));
    hasShortPart |= endsShort;
    endsShort = bytes.length < shortest;
  }

  /// Whether a part that was not the last is shorter than ECR's API takes it.
  synchronized boolean hasShortPart() {
    return hasShortPart;
  }

  /// Ends the upload, and keeps the blob if it is what it is said to be.
  synchronized void finish(Digest expected, Blobs blobs) throws IOException {
    mustBeOpen();
    ended = true;
    var actual = Digest.of(running);
    if (!actual.equals(expected)) {
      Files.deleteIfExists(part);
      throw new ImageException(
          Fault.UPLOAD_DIGEST_WRONG,
          "The digest of the uploaded layer is '%s', not '%s'".formatted(actual, expected));
    }
    if (size == 0) {
      Files.write(part, new byte[0]);
    }
    blobs.keep(part, actual);
  }

  synchronized void cancel() throws IOException {
    ended = true;
    Files.deleteIfExists(part);
  }

  private void mustBeOpen() {
    if (ended) {
      throw missing(id, repository);
    }
  }

  static ImageException missing(String id, String repository) {
    return new ImageException(
        Fault.UPLOAD_MISSING,
        "The upload with id '%s' in the repository with name '%s' does not exist"
            .formatted(id, repository));
  }
}
