package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.PlainHttp;
import io.github.ecrpush.testing.PlainHttp.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilterType;

/// The contract of a registry, and what ECR's does beside it.
@TestInstance(Lifecycle.PER_CLASS)
class SandboxRegistryTest extends RegistryContract {

  private static final byte[] NOTHING = {};

  private Sandbox sandbox;
  private EcrClient ecr;
  private String login = "";

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    var settings =
        SandboxSettings.in(data).withRepositories(REPOSITORY, OTHER_REPOSITORY, "octo/fixed");
    sandbox = Sandbox.start(settings, InstantSource.system());
    var client = new SandboxClient(sandbox);
    login = client.login();
    ecr = client.ecr(client.session());
    ecr.putAccountSetting(setting -> setting.name("BLOB_MOUNTING").value("ENABLED"));
  }

  @AfterAll
  void end() {
    ecr.close();
    sandbox.close();
  }

  @Override
  String address() {
    return sandbox.address();
  }

  @Override
  Map<String, String> login() {
    return Map.of("Authorization", login);
  }

  @Test
  void asks_who_is_there_in_ecrs_words() throws IOException {
    var reply = PlainHttp.send("GET", address() + "/v2/", Map.of(), NOTHING);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate"))
        .isEqualTo("Basic realm=\"%s/\",service=\"ecr.amazonaws.com\"".formatted(address()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic !!!",
        "Basic QVdTOndyb25n",
        "Basic bm9ib2R5OnNlY3JldA==",
        "Bearer abc",
        "Basic ",
      })
  void lets_nobody_in_with_a_password_that_it_did_not_make(String header) throws IOException {
    var reply = PlainHttp.send("GET", address() + "/v2/", Map.of("Authorization", header), NOTHING);

    assertThat(reply.status()).isEqualTo(401);
  }

  @Test
  void makes_no_repository_on_a_push() throws IOException {
    var reply = send("POST", "/v2/octo/none/blobs/uploads/");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("NAME_UNKNOWN");
    assertThat(reply.text())
        .contains(
            "The repository with name 'octo/none' does not exist in the registry with id '123456789012'");
  }

  @Test
  void takes_a_blob_in_one_call() throws IOException {
    var blob = bytes(77);
    var path = "/v2/" + REPOSITORY + "/blobs/uploads/?digest=" + Digest.of(blob);

    assertThat(send("POST", path, Map.of(), blob).status()).isEqualTo(201);
  }

  @Test
  void refuses_a_part_that_does_not_follow_the_last_one() throws IOException {
    var location = send("POST", "/v2/" + REPOSITORY + "/blobs/uploads/").header("Location");
    send("PATCH", location, Map.of("Content-Range", "0-9"), bytes(10));

    var reply = send("PATCH", location, Map.of("Content-Range", "20-29"), bytes(10));

    assertThat(reply.status()).isEqualTo(416);
    assertThat(reply.header("Range")).isEqualTo("0-9");
  }

  @Test
  void mounts_nothing_unless_the_account_allows_it() throws IOException {
    var digest = push(bytes(101));
    ecr.putAccountSetting(setting -> setting.name("BLOB_MOUNTING").value("DISABLED"));
    try {
      var path = "/v2/" + OTHER_REPOSITORY + "/blobs/uploads/?mount=" + digest + "&from=octo/app";
      assertThat(send("POST", path).status()).isEqualTo(202);
    } finally {
      ecr.putAccountSetting(setting -> setting.name("BLOB_MOUNTING").value("ENABLED"));
    }
  }

  @Test
  void sends_the_bytes_of_a_blob_from_a_signed_address() throws IOException {
    var digest = push("layer".getBytes(StandardCharsets.UTF_8));

    var reply = send("GET", "/v2/" + REPOSITORY + "/blobs/" + digest);

    assertThat(reply.status()).isEqualTo(307);
    var signed = reply.header("Location");
    assertThat(PlainHttp.send("GET", signed, Map.of(), NOTHING).text()).isEqualTo("layer");
    var other = signed.replace(digest.hex(), Digest.of(bytes(3)).hex());
    assertThat(PlainHttp.send("GET", other, Map.of(), NOTHING).status()).isEqualTo(403);
    var later = signed.replaceAll("Expires=\\d+", "Expires=99999999999");
    assertThat(PlainHttp.send("GET", later, Map.of(), NOTHING).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "IMMUTABLE,                '',       v1,     true",
    "IMMUTABLE_WITH_EXCLUSION, 'cache*', v1,     true",
    "IMMUTABLE_WITH_EXCLUSION, 'cache*', cache1, false",
    "MUTABLE_WITH_EXCLUSION,   'v*',     v1,     true",
    "MUTABLE_WITH_EXCLUSION,   'v*',     latest, false",
    "MUTABLE,                  '',       v1,     false",
  })
  void keeps_fixed_tags_where_they_are_even_for_the_same_image(
      ImageTagMutability mutability, String exception, String tag, boolean refused)
      throws IOException {
    var repository = "fixed/" + (mutability + "-" + tag).toLowerCase(java.util.Locale.ROOT);
    var filters =
        exception.isEmpty()
            ? null
            : List.of(
                ImageTagMutabilityExclusionFilter.builder()
                    .filterType(ImageTagMutabilityExclusionFilterType.WILDCARD)
                    .filter(exception)
                    .build());
    ecr.createRepository(request ->
        request
            .repositoryName(repository)
            .imageTagMutability(mutability)
            .imageTagMutabilityExclusionFilters(filters));
    var client = new SandboxClient(sandbox);
    var manifest = client.image(repository, login, "hello");

    assertThat(client.pushManifest(repository, tag, login, manifest).status()).isEqualTo(201);
    var again = client.pushManifest(repository, tag, login, manifest);

    assertThat(again.status()).isEqualTo(refused ? 400 : 201);
    if (refused) {
      assertThat(again.code()).isEqualTo("TAG_INVALID");
      assertThat(again.text())
          .contains(
              "The image tag '%s' already exists in the '%s' repository and cannot be overwritten"
                  .formatted(tag, repository));
    }
    assertThat(
            client
                .pushManifest(repository, Digest.of(manifest).toString(), login, manifest)
                .status())
        .isEqualTo(201);
  }

  @Test
  void lists_what_refers_to_an_image() throws IOException {
    var subject = pushImage("subject");
    var config = push("{}".getBytes(StandardCharsets.UTF_8));
    var about =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"application/vnd.example.sbom",
         "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},"layers":[],
         "subject":{"mediaType":"%s","digest":"%s","size":%d}}
        """
            .formatted(
                SandboxClient.OCI_MANIFEST,
                config,
                SandboxClient.OCI_MANIFEST,
                Digest.of(subject),
                subject.length)
            .getBytes(StandardCharsets.UTF_8);

    var pushed = put(Digest.of(about).toString(), SandboxClient.OCI_MANIFEST, about);

    assertThat(pushed.header("OCI-Subject")).isEqualTo(Digest.of(subject).toString());
    var path = "/v2/" + REPOSITORY + "/referrers/" + Digest.of(subject);
    assertThat(send("GET", path).text())
        .contains(Digest.of(about).toString(), "application/vnd.example.sbom");
    assertThat(send("GET", path + "?artifactType=x").text()).doesNotContain("sha256:");
  }

  @Test
  void refuses_pages_that_ecr_refuses() throws IOException {
    var reply = send("GET", "/v2/" + REPOSITORY + "/tags/list?n=1001");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("UNSUPPORTED");
  }

  @Test
  void refuses_manifests_that_are_too_large_or_of_a_strange_kind() throws IOException {
    assertThat(put("large", SandboxClient.OCI_MANIFEST, new byte[4 * 1024 * 1024 + 1]).code())
        .isEqualTo("MANIFEST_INVALID");
    var manifest = image(push(bytes(2)), push(bytes(3)));
    assertThat(put("odd", "application/vnd.oci.image.index.v1+json", manifest).code())
        .isEqualTo("MANIFEST_INVALID");
    assertThat(
            put("odd", "text/plain", "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8))
                .code())
        .isEqualTo("MANIFEST_INVALID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "é", "a%20b", ".x"})
  void refuses_tags_that_are_none(String tag) throws IOException {
    var manifest = image(push(bytes(2)), push(bytes(3)));

    var path =
        "/v2/"
            + REPOSITORY
            + "/manifests/"
            + java.net.URLEncoder.encode(tag, StandardCharsets.UTF_8);
    var type = Map.of("Content-Type", SandboxClient.OCI_MANIFEST);
    assertThat(send("PUT", path, type, manifest).code()).isEqualTo("TAG_INVALID");
  }

  @Test
  void deletes_no_blobs() throws IOException {
    var digest = push(bytes(5));

    assertThat(send("DELETE", "/v2/" + REPOSITORY + "/blobs/" + digest).status()).isEqualTo(405);
  }

  @Test
  void says_how_much_came_of_a_part_that_broke_off_and_goes_on_from_there() throws Exception {
    var blob = bytes(200_000);
    var location = send("POST", UPLOADS).header("Location");
    breakOff(location, part(blob, 0, 100_000), 200_000);

    var status = send("GET", location);
    for (int i = 0; i < 50 && !status.header("Range").equals("0-99999"); i++) {
      Thread.sleep(100);
      status = send("GET", location);
    }

    assertThat(status.status()).isEqualTo(204);
    assertThat(status.header("Range")).isEqualTo("0-99999");
    var rest = send("PATCH", status.header("Location"), Map.of(), part(blob, 100_000, 200_000));
    assertThat(send("PUT", with(rest.header("Location"), Digest.of(blob))).status()).isEqualTo(201);
  }

  private void breakOff(String location, byte[] sent, int announced) throws IOException {
    var uri = URI.create(absolute(location));
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      var head = new StringBuilder("PATCH " + uri.getRawPath());
      if (uri.getRawQuery() != null) {
        head.append('?').append(uri.getRawQuery());
      }
      head.append(" HTTP/1.1\r\nHost: x\r\nContent-Length: ").append(announced).append("\r\n");
      login().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      OutputStream out = socket.getOutputStream();
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(sent);
      out.flush();
    }
  }

  @Test
  void lists_tags_page_by_page() throws IOException {
    for (var tag : List.of("page-c", "page-a", "page-b", "page-d")) {
      pushImage(tag);
    }

    var first = send("GET", "/v2/" + REPOSITORY + "/tags/list?n=2&last=page-");
    assertThat(tags(first)).containsExactly("page-a", "page-b");
    var link = first.header("Link");
    assertThat(link).endsWith("; rel=\"next\"").contains("last=page-b");
    var next = link.substring(1, link.indexOf('>'));
    assertThat(tags(send("GET", next))).containsExactly("page-c", "page-d");
  }

  private static List<String> tags(Reply reply) {
    return Json.parse(reply.bytes()).at("tags").elements().stream()
        .flatMap(tag -> tag.text().stream())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/..%2f..%2fetc/manifests/x",
        "/v2/octo/app/manifests/..%2f..%2fx",
        "/v2/octo/app/manifests/sha256:..%2f..%2fetc%2fpasswd",
        "/v2/octo/app/blobs/sha256:..%2f..%2fetc%2fpasswd",
        "/v2/octo/app/blobs/sha512:00",
        "/v2/OCTO/app/manifests/x",
        "/v2/octo/app/blobs/uploads/..%2f..%2flock",
        "/v2/octo/app/blobs/uploads/00000000-0000-0000-0000-000000000000",
        "/v2/manifests/x",
      })
  void finds_nothing_under_hostile_names(String path) throws IOException {
    assertThat(send("GET", path).status()).isBetween(400, 499);
  }
}
