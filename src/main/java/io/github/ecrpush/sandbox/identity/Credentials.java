package io.github.ecrpush.sandbox.identity;

import java.time.Instant;

/// Temporary keys as STS hands them out.
public record Credentials(
    String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {

  @Override
  public String toString() {
    return "Credentials[" + accessKeyId + "]";
  }
}
