package io.github.ecrpush.sandbox.sts;

import io.github.ecrpush.sandbox.identity.SignatureException;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How STS says what is wrong with a signature.
final class StsFaults {

  private StsFaults() {}

  static RefusedException of(SignatureException e) {
    return switch (e.fault()) {
      case MISSING ->
          new RefusedException(
              403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      case INCOMPLETE -> new RefusedException(400, "IncompleteSignature", e.reason());
      case UNKNOWN_KEY -> new RefusedException(403, "InvalidClientTokenId", e.reason());
      case EXPIRED -> new RefusedException(403, "ExpiredToken", e.reason());
      case WRONG -> new RefusedException(403, "SignatureDoesNotMatch", e.reason());
    };
  }

  static String timestamp(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
