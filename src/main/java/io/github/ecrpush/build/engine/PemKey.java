package io.github.ecrpush.build.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// A private key in a PEM file: in PKCS#8, or of the older form for RSA that `openssl genrsa`
/// wrote.
final class PemKey {

  /// What PKCS#8 says before an RSA key of the older form: version 0, rsaEncryption.
  private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private PemKey() {}

  /// @throws IllegalArgumentException if it is a key of another form, or none
  static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
    var text = Files.readString(file, StandardCharsets.US_ASCII);
    byte[] pkcs8;
    if (text.contains("BEGIN PRIVATE KEY")) {
      pkcs8 = body(text, "PRIVATE KEY");
    } else if (text.contains("BEGIN RSA PRIVATE KEY") && !text.contains("ENCRYPTED")) {
      pkcs8 = wrapped(body(text, "RSA PRIVATE KEY"));
    } else {
      throw new IllegalArgumentException(
          file.getFileName() + " is not a PKCS#8 or RSA key without a password");
    }
    var spec = new PKCS8EncodedKeySpec(pkcs8);
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // a key of another algorithm
      }
    }
    throw new IllegalArgumentException(file.getFileName() + " is a key of an unknown kind");
  }

  private static byte[] body(String text, String kind) {
    var begin = "-----BEGIN " + kind + "-----";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("-----END", from);
    return Base64.getMimeDecoder().decode(text.substring(from, to < 0 ? text.length() : to));
  }

  private static byte[] wrapped(byte[] key) {
    var octets = der(OCTETS, key);
    var content = ByteBuffer.allocate(RSA.length + octets.length).put(RSA).put(octets).array();
    return der(SEQUENCE, content);
  }

  /// A value in DER whose length is written in three bytes, which every RSA key needs at least.
  private static byte[] der(int tag, byte[] content) {
    return ByteBuffer.allocate(content.length + 4)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }
}
