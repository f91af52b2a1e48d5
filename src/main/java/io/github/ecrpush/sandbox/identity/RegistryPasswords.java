package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.sandbox.accounts.Caller;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// The passwords that GetAuthorizationToken hands out for the registry, where the user is `AWS`.
public final class RegistryPasswords {

  /// How long a password is good, whatever session asked for it.
  public static final Duration LIFETIME = Duration.ofHours(12);

  private static final String PURPOSE = "registry";

  /// ECR's passwords are this long too, and clients have to cope with it.
  private static final int PADDING = 1200;

  private final Seal seal;
  private final KeyRing keys;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// Whether somebody may enter the registry.
  public enum Admission {
    WELCOME,
    UNKNOWN,
    EXPIRED
  }

  /// A password for the user `AWS`, and when it ends.
  public record Password(String text, Instant expires) {

    /// User and password as `Authorization: Basic` carries them.
    public String basic() {
      return Base64.getEncoder().encodeToString(("AWS:" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Password[until " + expires + "]";
    }
  }

  public RegistryPasswords(Seal seal, KeyRing keys, InstantSource clock) {
    this.seal = seal;
    this.keys = keys;
    this.clock = clock;
  }

  public Password issue(SignedCaller signer) {
    var now = clock.instant();
    var expires = now.plus(LIFETIME);
    var padding = new byte[PADDING];
    random.nextBytes(padding);
    var text =
        seal.seal(
            PURPOSE,
            Map.of(
                "caller", signer.caller().toJson(),
                "issued", now.toEpochMilli(),
                "expires", expires.toEpochMilli(),
                "padding", Base64.getEncoder().encodeToString(padding)));
    return new Password(text, expires);
  }

  /// Whether the value of an `Authorization` header opens the registry.
  public Admission admit(Optional<String> authorization) {
    return authorization
        .flatMap(RegistryPasswords::password)
        .flatMap(password -> seal.open(PURPOSE, password))
        .map(pass ->
            clock.instant().isBefore(KeyRing.instant(pass, "expires"))
                    && !keys.isRevoked(KeyRing.instant(pass, "issued"))
                ? Admission.WELCOME
                : Admission.EXPIRED)
        .orElse(Admission.UNKNOWN);
  }

  /// Who asked for the password in an `Authorization` header that opens the registry.
  public Caller holder(Optional<String> authorization) {
    var pass =
        authorization
            .flatMap(RegistryPasswords::password)
            .flatMap(password -> seal.open(PURPOSE, password))
            .orElseThrow();
    return Caller.fromJson(pass.at("caller"));
  }

  private static Optional<String> password(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      var pair =
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      return pair.startsWith("AWS:") ? Optional.of(pair.substring(4)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // not base64, so not a login
    }
  }
}
