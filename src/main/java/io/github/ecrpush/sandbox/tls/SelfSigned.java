package io.github.ecrpush.sandbox.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A certificate (X.509 v3, RFC 5280) that is its own authority: whoever trusts it trusts the
/// server that has its key, and nobody else.
final class SelfSigned {

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  private static final int VERSION_TAG = 0xa0;
  private static final int EXTENSIONS_TAG = 0xa3;
  private static final int DNS_NAME_TAG = 0x82;
  private static final int ADDRESS_TAG = 0x87;

  /// Signs certificates and servers' handshakes: the first and the sixth bit.
  private static final byte[] USAGE_BITS = {(byte) 0x84};

  private static final int USAGE_BITS_MISSING = 2;
  private static final int SERIAL_BITS = 127;
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final Duration BACKDATED = Duration.ofHours(1);

  private SelfSigned() {}

  /// Makes a certificate for names and addresses of a server.
  static X509Certificate make(
      KeyPair keys, List<String> names, List<InetAddress> addresses, Instant now)
      throws GeneralSecurityException {
    var algorithm = Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
    var name =
        Der.sequence(
            Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text("ecr-push sandbox"))));
    var toSign =
        Der.sequence(
            Der.tagged(VERSION_TAG, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE)),
            algorithm,
            name,
            Der.sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(LIFETIME))),
            name,
            keys.getPublic().getEncoded(),
            Der.tagged(EXTENSIONS_TAG, extensions(keys, names, addresses)));
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(toSign);
    var certificate = Der.sequence(toSign, algorithm, Der.bits(0, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] extensions(KeyPair keys, List<String> names, List<InetAddress> addresses)
      throws GeneralSecurityException {
    var identifier = MessageDigest.getInstance("SHA-1").digest(keys.getPublic().getEncoded());
    return Der.sequence(
        critical(BASIC_CONSTRAINTS, Der.sequence(Der.TRUE)),
        critical(KEY_USAGE, Der.bits(USAGE_BITS_MISSING, USAGE_BITS)),
        extension(EXTENDED_KEY_USAGE, Der.sequence(Der.identifier(SERVER_AUTHENTICATION))),
        extension(SUBJECT_KEY, Der.octets(identifier)),
        extension(ALTERNATIVE_NAMES, alternatives(names, addresses)));
  }

  private static byte[] alternatives(List<String> names, List<InetAddress> addresses) {
    var all = new byte[names.size() + addresses.size()][];
    int next = 0;
    for (var name : names) {
      all[next++] = Der.tagged(DNS_NAME_TAG, name.getBytes(StandardCharsets.US_ASCII));
    }
    for (var address : addresses) {
      all[next++] = Der.tagged(ADDRESS_TAG, address.getAddress());
    }
    return Der.sequence(all);
  }

  private static byte[] critical(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.TRUE, Der.octets(value));
  }

  private static byte[] extension(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.octets(value));
  }
}
