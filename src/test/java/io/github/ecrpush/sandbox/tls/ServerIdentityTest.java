package io.github.ecrpush.sandbox.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.sandbox.disk.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {

  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  @TempDir Path data;

  private ServerIdentity make(String host, Instant now) throws Exception {
    try (var folder = StateFolder.open(data).orElseThrow()) {
      return ServerIdentity.in(
          folder, new InetSocketAddress(InetAddress.getAllByName(host)[0], 0), now);
    }
  }

  private static X509Certificate read(ServerIdentity identity) throws Exception {
    try (var in = Files.newInputStream(identity.certificateFile())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static List<String> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  @Test
  void is_a_certificate_that_signed_itself_for_a_year() throws Exception {
    var certificate = read(make("127.0.0.1", NOW));

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getBasicConstraints()).isNotNegative();
    assertThat(certificate.getKeyUsage()).startsWith(true, false, false, false, false, true);
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    assertThat(names(certificate)).containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void names_the_host_that_the_sandbox_listens_on() throws Exception {
    assertThat(names(read(make("127.9.8.7", NOW)))).contains("127.9.8.7");
    assertThat(names(read(make("localhost", NOW)))).containsOnlyOnce("localhost");
  }

  @Test
  void stays_the_same_after_a_restart() throws Exception {
    var before = read(make("127.0.0.1", NOW));

    assertThat(read(make("localhost", NOW.plus(Duration.ofDays(100))))).isEqualTo(before);
  }

  @Test
  void is_made_anew_before_it_ends_and_for_another_address() throws Exception {
    var before = read(make("127.0.0.1", NOW));

    var renewed = read(make("127.0.0.1", NOW.plus(Duration.ofDays(340))));
    assertThat(renewed).isNotEqualTo(before);
    assertThat(read(make("127.1.1.1", NOW.plus(Duration.ofDays(340))))).isNotEqualTo(renewed);
  }

  @Test
  void is_made_anew_when_its_file_is_damaged() throws Exception {
    var file = make("127.0.0.1", NOW).certificateFile();
    Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

    assertThat(names(read(make("127.0.0.1", NOW)))).contains("127.0.0.1");
  }

  @Test
  void keeps_its_key_for_its_owner() throws Exception {
    make("127.0.0.1", NOW);

    var permissions = Files.getPosixFilePermissions(data.resolve("tls-key.pk8"));
    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }

  @Test
  void writes_long_lengths_and_arcs_as_der_wants_them() throws IOException {
    assertThat(Der.octets(new byte[300])).startsWith(4, 0x82, 1, 44);
    assertThat(Der.octets(new byte[200])).startsWith(4, 0x81, 200);
    assertThat(Der.identifier("1.2.840.113549"))
        .containsExactly(6, 6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d);
    assertThat(Der.time(Instant.parse("2050-01-01T00:00:00Z")))
        .asString()
        .contains("20500101000000Z");
  }
}
