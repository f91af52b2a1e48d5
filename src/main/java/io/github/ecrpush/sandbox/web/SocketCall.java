package io.github.ecrpush.sandbox.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call that came over a connection. It holds room for its document until it is closed.
final class SocketCall implements Call, AutoCloseable {

  private final RequestHead head;
  private final RequestBody body;
  private final DocumentRoom room;
  private byte @Nullable [] document;
  private int taken;

  SocketCall(RequestHead head, RequestBody body, DocumentRoom room) {
    this.head = head;
    this.body = body;
    this.room = room;
  }

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String path() {
    return head.path();
  }

  @Override
  public String rawQuery() {
    return head.query();
  }

  @Override
  public Map<String, List<String>> headers() {
    return head.headers();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public byte[] document() throws IOException {
    if (document == null) {
      long length = body.length().orElse(LARGEST_DOCUMENT);
      if (length > LARGEST_DOCUMENT) {
        throw tooLarge();
      }
      taken += room.take((int) length);
      document = body.length().isPresent() ? measured((int) length) : unmeasured();
    }
    return document;
  }

  /// Read in place, so that there is one copy.
  private byte[] measured(int length) throws IOException {
    var bytes = new byte[length];
    int _ = body.readNBytes(bytes, 0, length);
    return bytes;
  }

  private byte[] unmeasured() throws IOException {
    var bytes = body.readNBytes(LARGEST_DOCUMENT);
    if (body.read() >= 0) {
      throw tooLarge();
    }
    return bytes;
  }

  private static RefusedException tooLarge() {
    return new RefusedException(413, "RequestEntityTooLarge", "The request is too large.");
  }

  @Override
  public void close() {
    document = null;
    room.giveBack(taken);
    taken = 0;
  }
}
