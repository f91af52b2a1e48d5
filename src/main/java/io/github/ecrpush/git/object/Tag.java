package io.github.ecrpush.git.object;

import java.time.Instant;
import java.util.Optional;

/// What an annotated tag says.
///
/// @param target what it is on, which may be a tag again
/// @param time when it was made
public record Tag(ObjectId target, Optional<Instant> time) {

  static final String TYPE = "tag";

  static Optional<Tag> parse(byte[] content) {
    var headers = Commit.headers(content);
    return Commit.header(headers, "object ")
        .flatMap(ObjectId::parse)
        .map(target -> new Tag(target, Commit.header(headers, "tagger ").flatMap(Commit::time)));
  }
}
