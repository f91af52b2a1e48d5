package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.identity.SignatureException.Fault;
import io.github.ecrpush.sandbox.web.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/// Finds out who signed a request (AWS Signature Version 4, in headers), or why it must be refused.
public final class SignatureCheck {

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String NO_MATCH =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.";

  private final KeyRing keys;
  private final InstantSource clock;

  public SignatureCheck(KeyRing keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// Whoever signed a request to a service.
  ///
  /// @param tolerance how far the clocks may be apart
  /// @throws SignatureException if nobody that is known did
  public SignedCaller caller(Call call, String service, Duration tolerance) throws IOException {
    var header =
        call.header("Authorization")
            .orElseThrow(
                () -> new SignatureException(Fault.MISSING, "Missing Authentication Token"));
    var authorization = Authorization.parse(header);
    if (!authorization.signedHeaders().contains("host")) {
      throw SignatureException.wrong(
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    var date =
        call.header("X-Amz-Date")
            .orElseThrow(() ->
                new SignatureException(
                    Fault.INCOMPLETE,
                    "Authorization header requires existence of either a 'X-Amz-Date' or a"
                        + " 'Date' header."));
    var now = clock.instant();
    var key = keys.find(authorization.accessKeyId(), call.header("X-Amz-Security-Token"), now);
    checkScope(authorization, service, date);
    checkTime(date, now, tolerance);
    checkSignature(authorization, call, date, key.secret());
    return new SignedCaller(key.caller(), authorization.accessKeyId(), authorization.region());
  }

  private static void checkScope(Authorization authorization, String service, String date) {
    if (!authorization.service().equals(service)) {
      throw SignatureException.wrong(
          "Credential should be scoped to correct service: '%s'. ".formatted(service));
    }
    if (!date.startsWith(authorization.date())) {
      throw SignatureException.wrong(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s', from '%s'."
                  .formatted(authorization.date(), date.split("T", 2)[0], date));
    }
  }

  private static void checkTime(String date, Instant now, Duration tolerance) {
    Instant signed;
    try {
      signed = Instant.from(BASIC.parse(date));
    } catch (DateTimeParseException _) {
      throw new SignatureException(
          Fault.INCOMPLETE, "Date must be in ISO-8601 'basic format'. Got '" + date + "'.");
    }
    var oldest = now.minus(tolerance);
    var newest = now.plus(tolerance);
    if (signed.isBefore(oldest)) {
      throw SignatureException.wrong(
          "Signature expired: %s is now earlier than %s (%s - %d min.)"
              .formatted(date, BASIC.format(oldest), BASIC.format(now), tolerance.toMinutes()));
    }
    if (signed.isAfter(newest)) {
      throw SignatureException.wrong(
          "Signature not yet current: %s is still later than %s (%s + %d min.)"
              .formatted(date, BASIC.format(newest), BASIC.format(now), tolerance.toMinutes()));
    }
  }

  private static void checkSignature(
      Authorization authorization, Call call, String date, String secret) throws IOException {
    var canonical = CanonicalRequest.of(call, authorization.signedHeaders());
    var toSign =
        String.join(
            "\n",
            Authorization.ALGORITHM,
            date,
            authorization.scope(),
            Digest.of(canonical.getBytes(StandardCharsets.UTF_8)).hex());
    var expected = HexFormat.of().formatHex(hmac(signingKey(authorization, secret), toSign));
    if (!MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8),
        authorization.signature().getBytes(StandardCharsets.UTF_8))) {
      throw SignatureException.wrong(NO_MATCH);
    }
  }

  private static byte[] signingKey(Authorization authorization, String secret) {
    var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (var part : authorization.scope().split("/", -1)) {
      key = hmac(key, part);
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    return Seal.mac(new SecretKeySpec(key, "HmacSHA256"))
        .doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
