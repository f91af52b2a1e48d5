package io.github.ecrpush.aws;

import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Pauses;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.http.WebAddress;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/// Sets up the SDK's clients so that they all go the same way out of the machine and start fast:
/// nothing is left to the SDK to look for in files or on the class path.
public final class AwsClients implements AutoCloseable {

  private final Map<String, String> environment;
  private final Connections connections;
  private final SdkHttpClient http;
  private final AwsRetries retries;

  public AwsClients(Connections connections, Map<String, String> environment) {
    this(connections, environment, RetryPolicy.PATIENT);
  }

  public AwsClients(
      Connections connections, Map<String, String> environment, RetryPolicy patience) {
    this.environment = Map.copyOf(environment);
    this.connections = connections;
    this.retries = new AwsRetries(patience, Pauses.REAL);
    this.http = new ProxiedHttpClient(connections);
  }

  /// Prepares the builder of a service's client.
  ///
  /// @param service the service as the variable `AWS_ENDPOINT_URL_…` names it
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
      B builder, String service, AwsRegion region, AwsCredentialsProvider credentials) {
    endpoint(service).ifPresent(builder::endpointOverride);
    return builder
        .httpClient(http)
        .region(Region.of(region.id()))
        .credentialsProvider(credentials)
        .defaultsMode(DefaultsMode.STANDARD)
        .fipsEnabled(isOn("AWS_USE_FIPS_ENDPOINT"))
        .dualstackEnabled(isOn("AWS_USE_DUALSTACK_ENDPOINT"))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry()) // `call` does
                .addExecutionInterceptor(new PageAnsweredException.Guard())
                .defaultProfileFile(noProfiles())
                .defaultProfileName("default")
                .build());
  }

  /// Makes a call of the SDK that an interrupt of the calling thread ends, and makes it again when
  /// that may help. Every call goes this way: the SDK's clients try once.
  public <T> T call(Supplier<T> calls) throws InterruptedException {
    return retries.call(() -> once(calls));
  }

  /// Makes a call in somebody's name. When AWS finds that the credentials have ended, though they
  /// were good by what it said before, the call is made once more with others, if there are any.
  <T> T call(CredentialOrigin who, Function<AwsCredentials, T> call) throws InterruptedException {
    var first = who.credentials();
    try {
      return call(() -> call.apply(first));
    } catch (SdkException e) {
      if (AwsTrouble.of(e) != AwsTrouble.ENDED_CREDENTIALS || !who.renew(first)) {
        throw e;
      }
    }
    var renewed = who.credentials();
    return call(() -> call.apply(renewed));
  }

  private <T> T once(Supplier<T> calls) throws InterruptedException {
    try {
      return connections.interruptibly(calls);
    } catch (AbortedException _) {
      Thread.interrupted(); // said by the exception from here on
      throw new InterruptedException();
    }
  }

  /// Notes that STS has issued credentials just now: it may take some seconds until all know them.
  void credentialsIssued() {
    retries.credentialsIssued();
  }

  /// Where a service is: at AWS, or in a sandbox, an emulator, behind a private endpoint.
  public AwsServer server(String service, AwsRegion region) {
    return new AwsServer(service, region, endpoint(service));
  }

  Map<String, String> environment() {
    return environment;
  }

  SdkHttpClient http() {
    return http;
  }

  @Override
  public void close() {
    http.close();
  }

  private Optional<URI> endpoint(String service) {
    if (isOn("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) {
      return Optional.empty();
    }
    var own = "AWS_ENDPOINT_URL_" + service;
    return address(own).or(() -> address("AWS_ENDPOINT_URL"));
  }

  private Optional<URI> address(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(text -> !text.isBlank())
        .map(text -> parse(variable, text.strip()));
  }

  private static URI parse(String variable, String text) {
    return WebAddress.parse(text).orElseThrow(() -> AwsFailures.endpointMalformed(variable));
  }

  private boolean isOn(String variable) {
    return "true".equalsIgnoreCase(environment.getOrDefault(variable, ""));
  }

  private static ProfileFile noProfiles() {
    return ProfileFile.builder()
        .content(new ByteArrayInputStream(new byte[0]))
        .type(ProfileFile.Type.CONFIGURATION)
        .build();
  }
}
