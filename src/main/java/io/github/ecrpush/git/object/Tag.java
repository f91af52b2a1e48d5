package io.github.ecrpush.git.object;

import java.util.Optional;

/// What an annotated tag says.
///
/// @param target what it is on, which may be a tag again
public record Tag(ObjectId target) {

  static final String TYPE = "tag";

  static Optional<Tag> parse(byte[] content) {
    var headers = Commit.headers(content);
    return Commit.header(headers, "object ").flatMap(ObjectId::parse).map(Tag::new);
  }
}
