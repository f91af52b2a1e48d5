package io.github.ecrpush.sandbox.images;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Part of a long list, and where the rest begins.
record Page<T>(List<T> elements, Optional<String> nextToken) {

  private static final int SIZE = 100;

  /// The part that a request asks for.
  static <T> Page<T> of(EcrRequest request, List<T> all) {
    int size = request.input().at("maxResults").number().orElse((long) SIZE).intValue();
    int from = Math.min(request.find("nextToken").map(Page::offset).orElse(0), all.size());
    int to = Math.min(from + size, all.size());
    return new Page<>(
        all.subList(from, to), to < all.size() ? Optional.of(token(to)) : Optional.empty());
  }

  private static String token(int offset) {
    return Base64.getEncoder()
        .encodeToString(("from:" + offset).getBytes(StandardCharsets.US_ASCII));
  }

  private static int offset(String token) {
    try {
      var text = new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII);
      if (text.startsWith("from:")) {
        return Integer.parseUnsignedInt(text.substring(5)) & Integer.MAX_VALUE;
      }
    } catch (IllegalArgumentException _) {
      // falls through to the refusal: the token is none of ours
    }
    throw EcrRequest.invalid("nextToken", "Invalid token");
  }
}
