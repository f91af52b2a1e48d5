package io.github.ecrpush.sandbox.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request that came in.
public interface Call {

  /// The most that is read into memory at once: a part of a layer has up to 20 MiB, which are a
  /// third more in base64.
  int LARGEST_DOCUMENT = 28 * 1024 * 1024;

  String method();

  /// The path as it was sent, escapes and all: it is compared and split, never decoded, so that an
  /// escaped `..` stays the odd name that it is.
  String path();

  /// The query string as it was sent, or empty text.
  String rawQuery();

  default Query query() {
    return Query.parse(rawQuery());
  }

  /// Every header with its values. Names have no case.
  Map<String, List<String>> headers();

  default Optional<String> header(String name) {
    return headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream())
        .findFirst();
  }

  /// The body, to be read at most once.
  InputStream body() throws IOException;

  /// The whole of a small body. The same bytes however often it is asked for.
  ///
  /// @throws RefusedException if it is too large to be a document
  byte[] document() throws IOException;
}
