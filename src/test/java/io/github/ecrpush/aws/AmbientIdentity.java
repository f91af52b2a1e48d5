package io.github.ecrpush.aws;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static io.github.ecrpush.testing.ScriptedAws.session;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.progress.ProgressEvent;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Asks a scripted STS who we are, with what a machine offers.
abstract class AmbientIdentity {

  static final String ACTION = "GetCallerIdentity";
  static final AwsRegion PARIS = new AwsRegion("eu-west-3");

  @RegisterExtension
  static final WireMockExtension STS =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @TempDir Path home;

  final List<ProgressEvent> events = new ArrayList<>();

  final AwsCaller open(Map<String, String> environment) throws InterruptedException {
    return open(environment, IdentityRequest.ambient(PARIS));
  }

  final AwsCaller open(Map<String, String> environment, IdentityRequest request)
      throws InterruptedException {
    var all = new HashMap<>(environment);
    all.put("AWS_ENDPOINT_URL", STS.baseUrl());
    all.put("AWS_EC2_METADATA_DISABLED", "true");
    all.put("HOME", home.toString());
    try (var clients = new AwsClients(new Connections(Network.DIRECT), all);
        var identity =
            AwsIdentity.of(
                request,
                audience -> {
                  throw new AssertionError("no role, no token");
                },
                clients,
                InstantSource.system(),
                events::add)) {
      return identity.open();
    }
  }

  final String id(Map<String, String> environment) {
    return failure(environment).explanation().id();
  }

  final Failure failure(Map<String, String> environment) {
    return catchThrowableOfType(FailureException.class, () -> open(environment)).failure();
  }

  final void assumable(String action, String keys) {
    var end = InstantSource.system().instant().plusSeconds(3600);
    STS.stubFor(sts(action).willReturn(session(keys, end)));
    STS.stubFor(sts(ACTION).willReturn(caller("arn:aws:sts::123456789012:assumed-role/x/y")));
  }
}
