package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.ConnectProxy;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The network as companies have it: certificates of their own, and a proxy that wants a password.
class WaysOutIT {

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    var sandbox =
        SandboxProcess.start(
            folder.resolve("sandbox"), List.of("--tls", "--repository", Bench.REPOSITORY));
    bench = new Bench(folder, sandbox);
  }

  @Test
  void every_call_to_github_and_aws_goes_through_the_proxy() throws Exception {
    var password = PlantedSecrets.fresh("p@ss");
    var written = password.replace("@", "%40");
    try (var proxy = ConnectProxy.start("octo:" + password)) {
      var program =
          bench
              .program(TestEngine.CONTAINERD)
              .with("HTTPS_PROXY", "http://octo:%s@127.0.0.1:%d".formatted(written, proxy.port()))
              .with("AWS_ENDPOINT_URL", throughProxy("AWS_ENDPOINT_URL"))
              .with("ACTIONS_ID_TOKEN_REQUEST_URL", throughProxy("ACTIONS_ID_TOKEN_REQUEST_URL"));

      var traces = Traces.of(program, bench.push(bench.contextOf("proxy"), "proxy")).expecting(0);

      assertThat(traces.ended().output("pushed")).isEqualTo("true");
      assertThat(proxy.requests())
          .filteredOn(request -> !request.equals("refused"))
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(request -> request.startsWith("CONNECT localhost.:"));
      traces.assertWithout(new PlantedSecrets().add(password).add(written));
    }
  }

  /// What is on this machine is reached directly; with a dot at its end it has another name.
  private static String throughProxy(String variable) {
    return bench.sandbox().variable(variable).replace("127.0.0.1", "localhost.");
  }

  @Test
  void a_profiles_role_is_assumed_at_the_same_endpoint_with_the_same_certificates()
      throws Exception {
    var program = bench.program(TestEngine.CONTAINERD);
    var profiles = Files.createDirectories(program.home().resolve(".aws")).resolve("config");
    Files.writeString(
        profiles,
        """
        [profile keys]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        [profile deploy]
        role_arn = %s
        source_profile = keys
        """
            .formatted(SandboxProcess.KEY, SandboxProcess.KEY_SECRET, bench.sandbox().role()));

    var ended =
        program
            .with("AWS_PROFILE", "deploy")
            .run(
                "push",
                "--repository",
                Bench.REPOSITORY,
                "--context",
                bench.contextOf("profile").toString(),
                "--tags",
                "profile")
            .expecting(0);

    assertThat(ended.output("pushed")).isEqualTo("true");
    assertThat(ended.err()).contains(":assumed-role/");
  }

  @Test
  void the_runtimes_own_certificates_count_where_no_bundle_is_named() throws Exception {
    var store = folder.resolve("roots.p12");
    var roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    try (var in = Files.newInputStream(Path.of(bench.sandbox().variable("AWS_CA_BUNDLE")))) {
      var sandbox = CertificateFactory.getInstance("X.509").generateCertificate(in);
      roots.setCertificateEntry("sandbox", sandbox);
    }
    try (var out = Files.newOutputStream(store)) {
      roots.store(out, "public".toCharArray());
    }
    var program = bench.program(TestEngine.CONTAINERD).with("AWS_CA_BUNDLE", "");
    var push = bench.push(bench.contextOf("roots"), "roots");

    var stranger = program.run(push).expecting(2);
    var known =
        program
            .with(
                "JDK_JAVA_OPTIONS",
                "-Djavax.net.ssl.trustStorePassword=public -Djavax.net.ssl.trustStore=" + store)
            .run(push)
            .expecting(0);

    assertThat(stranger.err()).contains("oidc-certificate-not-trusted");
    assertThat(known.output("pushed")).isEqualTo("true");
  }
}
