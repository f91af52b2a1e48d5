package io.github.ecrpush.sandbox;

import io.github.ecrpush.testing.FreePort;
import io.github.ecrpush.testing.Programs;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The contract of AWS's APIs, held against moto.
@TestInstance(Lifecycle.PER_CLASS)
class MotoIT extends AwsContract {

  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(SandboxClient.keys("AKIAIOSFODNN7EXAMPLE", "secret"));

  private @Nullable Process moto;
  private EcrClient ecr;
  private StsClient sts;

  @BeforeAll
  void start() throws Exception {
    var program = Programs.pinned("ECR_PUSH_MOTO", "moto");
    int port = FreePort.find();
    var address = URI.create("http://127.0.0.1:" + port);
    moto =
        Programs.serve(
            address.toString(),
            List.of(program.toString(), "-H", "127.0.0.1", "-p", String.valueOf(port)));
    ecr =
        EcrClient.builder()
            .endpointOverride(address)
            .region(Region.EU_WEST_1)
            .credentialsProvider(KEYS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    sts =
        StsClient.builder()
            .endpointOverride(address)
            .region(Region.EU_WEST_1)
            .credentialsProvider(KEYS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterAll
  void end() {
    if (moto != null) {
      moto.destroy();
    }
  }

  @Override
  EcrClient ecr() {
    return ecr;
  }

  @Override
  StsClient sts() {
    return sts;
  }

  @Override
  void putImage(String repository, String tag) {
    var manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
         "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":2,
           "digest":"sha256:%s"},
         "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":3,
           "digest":"sha256:%s"}]}
        """
            .formatted("1".repeat(64), "2".repeat(64));
    ecr.putImage(
        request -> request.repositoryName(repository).imageTag(tag).imageManifest(manifest));
  }
}
