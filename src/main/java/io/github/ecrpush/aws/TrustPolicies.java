package io.github.ecrpush.aws;

import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Reads a role's trust policy with `iam:GetRole`, when the run has other credentials than the role
/// that was refused. It is a help and no more: it takes a moment at most, and nothing fails by it.
///
/// One call does not need the SDK's client of IAM, which is larger than all the others together.
final class TrustPolicies {

  private static final Duration PATIENCE = Duration.ofMillis(700);
  private static final int LONGEST_ANSWER = 256 * 1024;

  private final AwsClients clients;
  private final AwsRegion region;
  private final InstantSource clock;

  TrustPolicies(AwsClients clients, AwsRegion region, InstantSource clock) {
    this.clients = clients;
    this.region = region;
    this.clock = clock;
  }

  TrustPolicy of(RoleArn role) throws InterruptedException {
    try (var others = new AmbientCredentials(clients, region, clock, _ -> {}, Optional.empty());
        var beside = new Parallel()) {
      var credentials = others.configured();
      if (credentials.isEmpty()) {
        return new TrustPolicy.Unknown(
            "Nobody here may read the trust policy. Give it as a file in `trust-policy` to be told"
                + " which condition fails.");
      }
      return beside
          .<TrustPolicy>start(
              "trust-policy", () -> clients.call(() -> ask(role, credentials.get())))
          .await(PATIENCE)
          .orElseGet(() -> unreadable("IAM did not answer in time"));
    } catch (Parallel.TaskFailedException _) { // a help that fails must not hide the failure
      return unreadable("IAM could not be asked");
    }
  }

  private TrustPolicy ask(RoleArn role, AwsCredentialsProvider credentials) {
    var body =
        ("Action=GetRole&Version=2010-05-08&RoleName=" + SdkHttpUtils.urlEncode(role.bareName()))
            .getBytes(StandardCharsets.UTF_8);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(clients.server("IAM", region).other().orElseGet(() -> global(region)))
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .putHeader("Content-Length", String.valueOf(body.length))
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(wish ->
                wish.identity(credentials.resolveCredentials())
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region.homeOfIam()));
    var call =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(signed.payload().orElse(null))
            .build();
    try {
      var answer = clients.http().prepareRequest(call).call();
      try (var stream = answer.responseBody().orElseThrow()) {
        var text = new String(stream.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        return read(text, role);
      }
    } catch (IOException _) {
      return unreadable("IAM could not be reached");
    }
  }

  private static URI global(AwsRegion region) {
    return URI.create("https://" + region.hostOfIam());
  }

  private static TrustPolicy read(String xml, RoleArn role) {
    var code = between(xml, "Code");
    if (code.isPresent()) {
      return code.get().equals("NoSuchEntity")
          ? new TrustPolicy.RoleMissing()
          : unreadable("IAM answered `%s`".formatted(code.get()));
    }
    if (!between(xml, "Arn").equals(Optional.of(role.toString()))) {
      return unreadable("the other credentials belong to another account");
    }
    try {
      return between(xml, "AssumeRolePolicyDocument")
          .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
          .<TrustPolicy>map(
              text -> new TrustPolicy.Known(PolicyDocument.parseToExplain(Json.parse(text)), "IAM"))
          .orElseGet(() -> unreadable("IAM's answer has none in it"));
    } catch (JsonException | PolicyException | IllegalArgumentException _) {
      return unreadable("it is written in a way that is not understood here");
    }
  }

  /// The text of the first element of a name. What is looked for holds no markup.
  private static Optional<String> between(String xml, String name) {
    int start = xml.indexOf("<" + name + ">");
    int end = xml.indexOf("</" + name + ">");
    return start < 0 || end < start
        ? Optional.empty()
        : Optional.of(xml.substring(start + name.length() + 2, end));
  }

  private static TrustPolicy unreadable(String reason) {
    return new TrustPolicy.Unknown(
        "The role's trust policy could not be read with the other credentials of this run: %s."
            .formatted(reason));
  }
}
