package io.github.ecrpush.sandbox.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call that came over a connection.
final class SocketCall implements Call {

  private final RequestHead head;
  private final RequestBody body;
  private byte @Nullable [] document;

  SocketCall(RequestHead head, RequestBody body) {
    this.head = head;
    this.body = body;
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
      var bytes = body.readNBytes(LARGEST_DOCUMENT + 1);
      if (bytes.length > LARGEST_DOCUMENT) {
        throw new RefusedException(413, "RequestEntityTooLarge", "The request is too large.");
      }
      document = bytes;
    }
    return document;
  }
}
