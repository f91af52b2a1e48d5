package io.github.ecrpush.sandbox;

import io.github.ecrpush.testing.PlainHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// A signed call to IAM, whose client is not among our libraries.
final class SignedQuery {

  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  private SignedQuery() {}

  static PlainHttp.Reply toIam(String address, AwsCredentials who, String form) throws IOException {
    var body = (form + "&Version=2010-05-08").getBytes(StandardCharsets.UTF_8);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(address + "/"))
            .putHeader("Content-Type", FORM)
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(who)
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
            .request();
    var headers = new HashMap<String, String>();
    signed.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.remove("Host");
    return PlainHttp.send("POST", address + "/", Map.copyOf(headers), body);
  }
}
