package io.github.ecrpush.sandbox.lifecycle;

import io.github.ecrpush.image.Digest;
import java.time.Instant;
import java.util.List;

/// An image as a lifecycle policy sees it.
///
/// @param isHeld whether another image that is there needs it: the index that lists it, or the
///   subject that it is about. It goes after that one, never before.
public record Candidate(Digest digest, List<String> tags, Instant pushedAt, boolean isHeld) {
  public Candidate {
    tags = List.copyOf(tags);
  }
}
