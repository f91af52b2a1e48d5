package io.github.ecrpush.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @Test
  void goes_straight_when_nothing_is_set() {
    var network = Network.from(Map.of("HTTPS_PROXY", " ", "AWS_CA_BUNDLE", ""));

    assertThat(network).isEqualTo(Network.DIRECT);
  }

  @Test
  void reads_proxies_in_either_case_and_prefers_the_lower() {
    var network =
        Network.from(
            Map.of(
                "HTTPS_PROXY", "http://upper.example:1",
                "https_proxy", "http://lower.example:2",
                "HTTP_PROXY", "plain.example:3"));

    assertThat(network.httpsProxy()).contains(URI.create("http://lower.example:2"));
    assertThat(network.httpProxy()).contains(URI.create("http://plain.example:3"));
  }

  @Test
  void prefers_what_a_user_names() {
    var set =
        Network.from(Map.of("HTTPS_PROXY", "http://upper.example:1", "NO_PROXY", "a.example"));
    var named = Optional.of("http://me:p%40ss@mine.example:2");

    assertThat(set.through("http-proxy", named, List.of()).proxyUriFor(URI.create("http://b")))
        .contains(URI.create(named.get()));
    assertThat(set.through("http-proxy", named, List.of()).noProxy()).containsExactly("a.example");
    assertThat(set.through("http-proxy", named, List.of("b")).noProxy()).containsExactly("b");
    assertThat(set.through("http-proxy", Optional.empty(), List.of())).isEqualTo(set);
    assertThatThrownBy(() -> set.through("http-proxy", Optional.of("ftp://x"), List.of()))
        .asInstanceOf(type(NetworkSettingException.class))
        .extracting(NetworkSettingException::variable)
        .isEqualTo("http-proxy");
  }

  @Test
  void knows_the_passwords_of_proxies() {
    var network =
        Network.from(
            Map.of("HTTPS_PROXY", "http://me:p%40ss@a.example", "HTTP_PROXY", "b.example:80"));

    assertThat(network.passwords()).containsExactly("p%40ss", "p@ss");
  }

  @Test
  void chooses_the_proxy_by_the_scheme() {
    var network = Network.from(Map.of("HTTPS_PROXY", "http://proxy.example:3128"));

    assertThat(network.proxyUriFor(URI.create("https://sts.amazonaws.com"))).isPresent();
    assertThat(network.proxyFor(URI.create("http://sts.amazonaws.com"))).isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://internal.example/", "https://a.internal.example:8443/", "https://b.dots.example/",
        "https://c.stars.example/", "https://PORT.example/", "https://localhost:1/",
        "https://127.0.0.1/", "https://[::1]:5/", "https://with_line.example/"
      })
  void reaches_some_hosts_directly(String address) {
    var network =
        Network.from(
            Map.of(
                "HTTPS_PROXY",
                "http://proxy.example:3128",
                "NO_PROXY",
                "Internal.example, .dots.example,*.stars.example,port.example:443,"
                    + "with_line.example,,"));

    assertThat(network.proxyUriFor(URI.create(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,             https://10.1.2.3/,              true",
    "10.0.0.0/8,             https://11.1.2.3/,              false",
    "10.1.2.0/23,            https://10.1.3.9/,              true",
    "10.1.2.0/23,            https://10.1.4.9/,              false",
    "10.0.0.0/8,             https://10.example/,            false",
    "10.0.0.0/99,            https://10.1.2.3/,              false",
    "10.0.0.0/x,             https://10.1.2.3/,              false",
    "192.168.1.7,            https://192.168.1.7:8443/,      true",
    "192.168.1.7,            https://192.168.1.70/,          false",
    "fd00::/8,               https://[fd12::1]/,             true",
    "fd00::/8,               https://[fe80::1]/,             false",
    "fd00::7,                https://[fd00:0:0::7]/,         true",
    "[fd00::7]:5000,         https://[fd00::7]:5000/,        true",
    "[fd00::7]:5000,         https://[fd00::7]/,             false",
    "internal.example:8443,  https://a.internal.example:8443/, true",
    "internal.example:8443,  https://internal.example/,      false",
    "internal.example:443,   https://internal.example/,      true",
    "internal.example:80,    http://internal.example/,       true",
    "internal.example:x,     https://internal.example/,      false",
    "*:8443,                 https://internal.example:8443/, false",
    ".,                      https://internal.example/,      false",
    "x.example,              https://127.example.com/,       false",
    "x.example,              https://127.0.0.2:5000/,        true",
    "x.example,              http://169.254.170.23/v1,       true",
    "x.example,              http://[fd00:ec2::23]/v1,       true",
  })
  void compares_names_addresses_ranges_and_ports(String rule, String address, boolean direct) {
    var network =
        Network.from(
            Map.of(
                "HTTPS_PROXY", "http://p.example:1",
                "HTTP_PROXY", "http://p.example:1",
                "NO_PROXY", rule));

    assertThat(network.proxyUriFor(URI.create(address)).isEmpty()).isEqualTo(direct);
  }

  @Test
  void tells_what_it_cannot_understand_of_what_is_reached_directly() {
    var hosts =
        List.of(
            "192.0.2.0/24:8080",
            "1.2.3.4/33",
            "fd00::/129",
            "10.0.0.0/-1",
            "10.0.0.0/x",
            "h:x",
            "h:99999",
            "*:8443",
            ".",
            "a b");
    var known =
        List.of(
            "*",
            "h",
            ".h",
            "*.h.example",
            "h:8443",
            "1.2.3.4",
            "1.2.3.4:80",
            "10.0.0.0/0",
            "fd00::7",
            "[fd00::7]:5000",
            "fd00::/128",
            "under_score");
    var all = Stream.concat(hosts.stream(), known.stream()).toList();
    var through = Optional.of("http://p.example:1");

    assertThat(Network.DIRECT.through("http-proxy", through, all).unknownDirect()).isEqualTo(hosts);
    assertThat(Network.DIRECT.through("http-proxy", Optional.empty(), all).unknownDirect())
        .isEmpty();
  }

  @Test
  void does_not_take_a_host_for_another_that_ends_alike() {
    var network =
        Network.from(
            Map.of("HTTPS_PROXY", "http://proxy.example:3128", "no_proxy", "internal.example"));

    assertThat(network.proxyUriFor(URI.create("https://notinternal.example"))).isPresent();
  }

  @Test
  void reaches_every_host_directly_when_told_so() {
    var network = Network.from(Map.of("HTTPS_PROXY", "http://p.example:1", "NO_PROXY", "*"));

    assertThat(network.proxyUriFor(URI.create("https://sts.amazonaws.com"))).isEmpty();
  }

  @Test
  void keeps_the_password_of_a_proxy_to_itself() {
    var network = Network.from(Map.of("HTTPS_PROXY", "http://user:hunter2@proxy.example:3128"));

    assertThat(network.toString()).contains("proxy.example").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://u:hunter2@h:1",
        "http://",
        "http://u:hunter2@h h",
        "http://%zz",
        "http://u:hunter2@h:99999"
      })
  void refuses_a_proxy_that_it_cannot_use_without_showing_its_password(String value) {
    assertThatThrownBy(() -> Network.from(Map.of("HTTPS_PROXY", value)))
        .asInstanceOf(type(NetworkSettingException.class))
        .satisfies(e -> assertThat(e.variable()).isEqualTo("HTTPS_PROXY"))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
  }

  @Test
  void says_what_is_wrong_with_a_certificate_bundle(@TempDir Path folder) throws IOException {
    var empty = Files.createFile(folder.resolve("empty.pem"));
    var wrong = Files.writeString(folder.resolve("wrong.pem"), "no certificate");
    var missing = folder.resolve("missing.pem");

    for (var file : List.of(empty, wrong, missing, folder)) {
      assertThatThrownBy(() -> Network.from(Map.of("AWS_CA_BUNDLE", file.toString())))
          .asInstanceOf(type(NetworkSettingException.class))
          .satisfies(e -> assertThat(e.variable()).isEqualTo("AWS_CA_BUNDLE"))
          .satisfies(e -> assertThat(e.problem()).contains(file.toString()));
    }
  }
}
