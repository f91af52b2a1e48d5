package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.web.Call;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A request in the one form that both sides sign ("Create a canonical request", Signature Version
/// 4).
final class CanonicalRequest {

  private CanonicalRequest() {}

  static String of(Call call, List<String> signedHeaders) throws IOException {
    var text = new StringBuilder();
    text.append(call.method()).append('\n');
    text.append(path(call.path())).append('\n');
    text.append(query(call)).append('\n');
    for (var name : signedHeaders) {
      text.append(name).append(':').append(values(call, name)).append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return text.append(Digest.of(call.document()).hex()).toString();
  }

  /// What was sent is escaped once more.
  private static String path(String path) {
    var segments = List.of(path.split("/", -1)).stream().map(CanonicalRequest::escape).toList();
    return path.isEmpty() ? "/" : String.join("/", segments);
  }

  private static String query(Call call) {
    return call.query().values().entrySet().stream()
        .map(pair -> escape(pair.getKey()) + "=" + escape(pair.getValue()))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String values(Call call, String name) {
    return call.headers().entrySet().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name))
        .flatMap(header -> header.getValue().stream())
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
