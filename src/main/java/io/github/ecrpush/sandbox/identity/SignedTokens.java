package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.disk.StateFolder;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON Web Tokens signed with RS256 and a key of the sandbox's own.
public final class SignedTokens {

  private static final String KEY_FILE = "oidc-key.pk8";
  private static final int KEY_BITS = 2048;
  private static final String ALGORITHM = "SHA256withRSA";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey privateKey;
  private final RSAPublicKey publicKey;
  private final String keyId;

  /// Takes the key from the data folder, or makes it.
  public SignedTokens(StateFolder folder) throws IOException {
    try {
      var encoded = folder.secret(KEY_FILE, SignedTokens::newKey);
      var keys = KeyFactory.getInstance("RSA");
      var rsa = (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
      privateKey = rsa;
      publicKey =
          (RSAPublicKey)
              keys.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      keyId = Digest.of(publicKey.getEncoded()).hex().substring(0, 40);
    } catch (GeneralSecurityException e) {
      throw new IOException("The key in " + KEY_FILE + " cannot be read.", e);
    }
  }

  private static byte[] newKey() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair().getPrivate().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has RSA", e);
    }
  }

  String sign(Map<String, ?> claims) {
    var header = new LinkedHashMap<String, String>();
    header.put("typ", "JWT");
    header.put("alg", "RS256");
    header.put("x5t", keyId);
    header.put("kid", keyId);
    var signed = encode(Json.write(header)) + "." + encode(Json.write(claims));
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + ENCODER.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A token taken apart, with what is known of its signature.
  public record Token(JsonTree claims, boolean keyKnown, boolean signatureRight) {}

  /// Reads a token, or nothing when it is none.
  public Optional<Token> read(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      var header = Json.parse(Base64.getUrlDecoder().decode(parts[0]));
      var claims = Json.parse(Base64.getUrlDecoder().decode(parts[1]));
      var signature = Base64.getUrlDecoder().decode(parts[2]);
      if (!claims.isObject() || header.at("alg").text().isEmpty()) {
        return Optional.empty();
      }
      boolean known = header.at("kid").text().filter(keyId::equals).isPresent();
      boolean right =
          header.at("alg").text().filter("RS256"::equals).isPresent()
              && isRight(parts[0] + "." + parts[1], signature);
      return Optional.of(new Token(claims, known, right));
    } catch (IllegalArgumentException | JsonException _) {
      return Optional.empty(); // not base64 or not JSON inside
    }
  }

  private boolean isRight(String signed, byte[] bytes) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(publicKey);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signature.verify(bytes);
    } catch (GeneralSecurityException _) {
      return false; // a signature of another length is as wrong as any
    }
  }

  /// The public key as a JSON Web Key Set.
  Map<String, ?> keySet() {
    var key = new LinkedHashMap<String, String>();
    key.put("kty", "RSA");
    key.put("alg", "RS256");
    key.put("use", "sig");
    key.put("kid", keyId);
    key.put("n", encode(publicKey.getModulus()));
    key.put("e", encode(publicKey.getPublicExponent()));
    return Map.of("keys", List.of(key));
  }

  private static String encode(String text) {
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(BigInteger number) {
    var bytes = number.toByteArray();
    int sign = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return ENCODER.encodeToString(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
  }
}
