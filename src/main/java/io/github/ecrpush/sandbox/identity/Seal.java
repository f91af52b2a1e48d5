package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Values that are handed out and known again when they come back, so that nothing about them has
/// to be kept: a sandbox that was started again still knows what it issued.
public final class Seal {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_LENGTH = 32;

  private final SecretKeySpec key;

  public Seal(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /// Text that carries a value and proves that this sandbox made it for this purpose.
  public String seal(String purpose, Map<String, ?> value) {
    var payload = Json.write(value).getBytes(StandardCharsets.UTF_8);
    var mac = mac(purpose, payload);
    var both = Arrays.copyOf(mac, mac.length + payload.length);
    System.arraycopy(payload, 0, both, mac.length, payload.length);
    return Base64.getEncoder().encodeToString(both);
  }

  /// What was sealed, or nothing when the text was not made here for this purpose.
  public Optional<JsonTree> open(String purpose, String text) {
    try {
      var both = Base64.getDecoder().decode(text);
      if (both.length <= MAC_LENGTH) {
        return Optional.empty();
      }
      var payload = Arrays.copyOfRange(both, MAC_LENGTH, both.length);
      boolean ours = MessageDigest.isEqual(Arrays.copyOf(both, MAC_LENGTH), mac(purpose, payload));
      return ours ? Optional.of(Json.parse(payload)) : Optional.empty();
    } catch (IllegalArgumentException | JsonException _) {
      return Optional.empty(); // not even written as ours are
    }
  }

  /// A secret that follows from a public name, and from it alone.
  public String derive(String purpose, String name) {
    return Base64.getEncoder().encodeToString(mac(purpose, name.getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] mac(String purpose, byte[] payload) {
    var mac = mac(key);
    mac.update(purpose.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    return mac.doFinal(payload);
  }

  static Mac mac(SecretKeySpec key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
