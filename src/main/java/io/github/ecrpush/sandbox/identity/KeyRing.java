package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.accounts.Accounts;
import io.github.ecrpush.sandbox.accounts.Caller;
import io.github.ecrpush.sandbox.disk.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The access keys that are known: those that STS issued, and those of users.
public final class KeyRing {

  private static final String SESSION = "session";
  private static final String SECRET = "secret";
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECRET_LENGTH = 40;
  private static final String REVOKED = "revoked-before";

  private final Accounts accounts;
  private final Duration settling;
  private final Seal seal;
  private final StateFolder folder;
  private volatile Instant revokedBefore;
  private final SecureRandom random = new SecureRandom();

  /// A key and whose it is.
  record Key(String secret, Caller caller) {}

  /// @param settling how long after its issue a session is not known yet
  public KeyRing(Accounts accounts, Seal seal, StateFolder folder, Duration settling)
      throws IOException {
    this.accounts = accounts;
    this.settling = settling;
    this.seal = seal;
    this.folder = folder;
    var revoked = folder.file(REVOKED);
    revokedBefore =
        Files.exists(revoked) ? Instant.parse(Files.readString(revoked)) : Instant.EPOCH;
  }

  /// Makes temporary keys.
  public Credentials issue(Caller caller, Instant now, Instant expiration) {
    var id = "ASIA" + randomLetters(16);
    var token =
        seal.seal(
            SESSION,
            Map.of(
                "key", id,
                "caller", caller.toJson(),
                "issued", now.toEpochMilli(),
                "expires", expiration.toEpochMilli()));
    return new Credentials(id, secretOf(id), token, expiration);
  }

  /// Finds a key by what a signed request says of it.
  ///
  /// @throws SignatureException if it is unknown or not good any more
  Key find(String accessKeyId, Optional<String> sessionToken, Instant now) {
    if (sessionToken.isEmpty()) {
      return accounts
          .owner(accessKeyId)
          .map(user -> new Key(user.keys().getOrDefault(accessKeyId, ""), user.caller()))
          .orElseThrow(SignatureException::unknownKey);
    }
    var session =
        seal.open(SESSION, sessionToken.get())
            .filter(tree -> tree.at("key").text().filter(accessKeyId::equals).isPresent())
            .orElseThrow(SignatureException::unknownKey);
    if (!now.isBefore(instant(session, "expires"))
        || instant(session, "issued").isBefore(revokedBefore)) {
      throw SignatureException.expired();
    }
    if (now.isBefore(instant(session, "issued").plus(settling))) {
      throw SignatureException.unknownKey();
    }
    return new Key(secretOf(accessKeyId), Caller.fromJson(session.at("caller")));
  }

  /// Ends every session and registry password that was issued before a moment.
  public void revoke(Instant before) throws IOException {
    folder.write(folder.file(REVOKED), before.toString().getBytes(StandardCharsets.UTF_8));
    revokedBefore = before;
  }

  boolean isRevoked(Instant issued) {
    return issued.isBefore(revokedBefore);
  }

  private String secretOf(String accessKeyId) {
    return seal.derive(SECRET, accessKeyId).substring(0, SECRET_LENGTH);
  }

  static Instant instant(JsonTree tree, String name) {
    return Instant.ofEpochMilli(tree.at(name).number().orElseThrow());
  }

  private String randomLetters(int count) {
    var letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return letters.toString();
  }
}
