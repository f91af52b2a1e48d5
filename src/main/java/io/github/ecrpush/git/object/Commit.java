package io.github.ecrpush.git.object;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// What a commit says, as far as it is asked for.
///
/// @param tree the folder that was committed
/// @param time when it was committed; nothing when that cannot be read
public record Commit(ObjectId tree, Optional<Instant> time) {

  static final String TYPE = "commit";

  static Optional<Commit> parse(byte[] content) {
    var headers = headers(content);
    return header(headers, "tree ")
        .flatMap(ObjectId::parse)
        .map(tree -> new Commit(tree, header(headers, "committer ").flatMap(Commit::time)));
  }

  /// What stands before the first empty line. It is mostly ASCII; names in it do not matter here.
  static String headers(byte[] content) {
    var text = new String(content, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\n\n");
    return end < 0 ? text : text.substring(0, end);
  }

  static Optional<String> header(String headers, String name) {
    return headers
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst();
  }

  /// Behind name and address: seconds since 1970, and a time zone.
  static Optional<Instant> time(String signature) {
    var words = signature.substring(signature.lastIndexOf('>') + 1).strip().split(" ", -1);
    try {
      return Optional.of(Long.parseLong(words[0]))
          .filter(seconds -> Math.abs(seconds) <= Instant.MAX.getEpochSecond())
          .map(Instant::ofEpochSecond);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
