package io.github.ecrpush.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

/// Reads a private key from a PEM file: PKCS#8, which Java knows, and RSA's older PKCS#1, which
/// `openssl genrsa` long wrote.
final class PemKey {

  /// `version 0, algorithm rsaEncryption` in front of the key proper.
  private static final byte[] RSA_IN_PKCS8 =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private PemKey() {}

  static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
    var text = Files.readString(file);
    if (text.contains("BEGIN PRIVATE KEY")) {
      return ofPkcs8(body(text, "PRIVATE KEY"), file);
    }
    if (text.contains("BEGIN RSA PRIVATE KEY") && !text.contains("ENCRYPTED")) {
      var key = element(0x04, body(text, "RSA PRIVATE KEY"));
      return ofPkcs8(element(0x30, join(RSA_IN_PKCS8, key)), file);
    }
    throw new IOException(
        "the key "
            + file
            + " is of a kind that is not known: `openssl pkcs8 -topk8 -nocrypt`"
            + " makes one that is");
  }

  private static PrivateKey ofPkcs8(byte[] key, Path file)
      throws IOException, GeneralSecurityException {
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
      } catch (InvalidKeySpecException _) {
        // not a key of this algorithm
      }
    }
    throw new IOException("the key " + file + " is neither RSA nor EC nor EdDSA");
  }

  private static byte[] body(String pem, String label) throws IOException {
    var begin = "-----BEGIN " + label + "-----";
    int from = pem.indexOf(begin) + begin.length();
    int to = pem.indexOf("-----END " + label, from);
    if (to < 0) {
      throw new IOException("a PEM file has no end");
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(from, to));
    } catch (IllegalArgumentException e) {
      throw new IOException("a PEM file is not Base64", e);
    }
  }

  /// One element of DER: a tag, the length, the content.
  private static byte[] element(int tag, byte[] content) {
    var element = new ByteArrayOutputStream();
    element.write(tag);
    if (content.length < 0x80) {
      element.write(content.length);
    } else {
      element.write(0x82);
      element.write(content.length >>> 8);
      element.write(content.length);
    }
    element.writeBytes(content);
    return element.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
