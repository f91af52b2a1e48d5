package io.github.ecrpush.build;

import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.dockerfile.ImageName;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.PlainHttp;
import io.github.ecrpush.testing.PlainHttp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Pulls base images as an engine does: the manifest, and what it names, with the login that we
/// give.
///
/// @param registry the sandbox's, which every host of ECR stands for
record PlayedPull(BuildRequest request, CredentialSource logins, String registry) {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  void run() throws InterruptedException {
    var dockerfile = request.readDockerfile();
    for (var image : dockerfile.map(file -> file.images(request.target())).orElse(Set.of())) {
      var name = ImageName.of(image);
      if (name.host().contains(".dkr.ecr.")) {
        pull(image, name, logins.find(new RegistryHost(name.host())));
      }
    }
  }

  private void pull(String image, ImageName name, Optional<RegistryCredential> login) {
    var repository = "http://%s/v2/%s".formatted(registry, name.path());
    var tag = image.substring(image.lastIndexOf(':') + 1);
    var manifest = Json.parse(get(image, repository + "/manifests/" + tag, login).bytes());
    var blobs = new ArrayList<>(manifest.at("layers").elements());
    blobs.add(manifest.at("config"));
    for (var blob : blobs) {
      var digest = blob.at("digest").text().orElseThrow();
      var _ = get(image, repository + "/blobs/" + digest, login);
    }
  }

  private Reply get(String image, String url, Optional<RegistryCredential> login) {
    var authorization =
        login
            .map(known -> known.username() + ":" + known.password().reveal())
            .map(known -> known.getBytes(StandardCharsets.UTF_8))
            .map(known -> "Basic " + Base64.getEncoder().encodeToString(known))
            .orElse("none");
    try {
      var headers = Map.of("Authorization", authorization, "Accept", MANIFEST);
      var reply = PlainHttp.send("GET", url, headers, new byte[0]);
      if (reply.status() == 401 || reply.status() == 403) {
        throw new FailureException(BaseFailures.refused(place(image), image, reply.status()));
      }
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Place place(String image) {
    var line = request.readDockerfile().orElseThrow().lineOfImage(image);
    return new Place(request.dockerfileName(), line.orElse(0));
  }
}
