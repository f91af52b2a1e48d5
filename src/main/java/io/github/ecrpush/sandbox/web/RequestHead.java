package io.github.ecrpush.sandbox.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request's first line and headers (RFC 9112, sections 3 and 5).
///
/// @param headers names in lower case
record RequestHead(
    String method, String path, String query, boolean http10, Map<String, List<String>> headers) {

  private static final int LARGEST = 64 * 1024;

  /// Reads a head, or nothing when the client has no more calls.
  ///
  /// @throws RefusedException if it is none
  static Optional<RequestHead> read(InputStream in) throws IOException {
    int first = in.read();
    while (first == '\r' || first == '\n') {
      first = in.read();
    }
    if (first < 0) {
      return Optional.empty();
    }
    if (first < 'A' || first > 'Z') { // above all the first byte of TLS
      throw malformed("This is not HTTP.");
    }
    var lines = lines(in, first);
    var words = lines.getFirst().split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw malformed("The request line is malformed.");
    }
    var headers = new LinkedHashMap<String, List<String>>();
    for (var line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon < 1 || !isName(line.substring(0, colon))) {
        throw malformed("A header is malformed.");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    var target = originForm(words[1]);
    int mark = target.indexOf('?');
    return Optional.of(
        new RequestHead(
            words[0],
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? "" : target.substring(mark + 1),
            words[2].equals("HTTP/1.0"),
            headers));
  }

  private static List<String> lines(InputStream in, int first) throws IOException {
    var lines = new ArrayList<String>();
    var line = new ByteArrayOutputStream();
    line.write(first);
    for (int size = 1; size < LARGEST; size++) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request broke off");
      }
      if (next != '\n') {
        line.write(next);
        continue;
      }
      var text = line.toString(StandardCharsets.ISO_8859_1);
      text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      if (text.isEmpty()) {
        return lines;
      }
      lines.add(text);
      line.reset();
    }
    throw new RefusedException(431, "RequestHeaderFieldsTooLarge", "The headers are too large.");
  }

  /// A proxy is told the whole address; only its end is ours.
  private static String originForm(String target) {
    int scheme = target.indexOf("://");
    if (scheme > 0 && !target.startsWith("/")) {
      int slash = target.indexOf('/', scheme + 3);
      return slash < 0 ? "/" : target.substring(slash);
    }
    if (!target.startsWith("/")) {
      throw malformed("The request target is malformed.");
    }
    return target;
  }

  private static boolean isName(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
  }

  List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /// Whether the client asked for the connection to end with this call.
  boolean wantsClose() {
    var wish = String.join(",", values("connection")).toLowerCase(Locale.ROOT);
    return wish.contains("close") || (http10 && !wish.contains("keep-alive"));
  }

  boolean expectsContinue() {
    return values("expect").stream().anyMatch("100-continue"::equalsIgnoreCase);
  }

  static RefusedException malformed(String reason) {
    return new RefusedException(400, "BadRequest", reason);
  }
}
