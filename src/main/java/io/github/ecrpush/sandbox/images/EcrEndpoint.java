package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.sandbox.identity.RegistryPasswords;
import io.github.ecrpush.sandbox.identity.SignatureCheck;
import io.github.ecrpush.sandbox.identity.SignatureException;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Amazon ECR's API (JSON 1.1).
public final class EcrEndpoint implements Endpoint {

  /// What `X-Amz-Target` begins with.
  public static final String TARGET = "AmazonEC2ContainerRegistry_V20150921.";

  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final ImageStore store;
  private final SignatureCheck signatures;
  private final RegistryPasswords passwords;
  private final String address;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  /// One call of the API: what comes back is written as JSON.
  @FunctionalInterface
  interface Operation {
    Map<String, ?> run(EcrRequest request) throws IOException;
  }

  public EcrEndpoint(
      ImageStore store,
      SignatureCheck signatures,
      RegistryPasswords passwords,
      LayerLinks links,
      InstantSource clock) {
    this.store = store;
    this.signatures = signatures;
    this.passwords = passwords;
    this.address = links.address();
    operations.put("GetAuthorizationToken", this::authorizationToken);
    var host = this.address.substring(address.indexOf("://") + 3);
    operations.putAll(new RepositoryOperations(store, host, clock).all());
    operations.putAll(new ImageOperations(store, clock).all());
    operations.putAll(new LayerOperations(store, links).all());
  }

  @Override
  public Answer answer(Call call) throws IOException {
    try {
      var name = call.header("X-Amz-Target").orElse("");
      var operation =
          name.startsWith(TARGET) ? operations.get(name.substring(TARGET.length())) : null;
      if (operation == null) {
        throw new RefusedException(400, "UnknownOperationException", "");
      }
      var signer = signatures.caller(call, "ecr", CLOCK_TOLERANCE);
      var request =
          new EcrRequest(name.substring(TARGET.length()), Json.parse(call.document()), signer);
      request.mustBeOurs(store.account());
      return json(200, operation.run(request));
    } catch (ImageException e) {
      return refusal(EcrFaults.of(e));
    } catch (SignatureException e) {
      return refusal(EcrFaults.of(e));
    } catch (RefusedException e) {
      return refusal(e);
    } catch (JsonException _) {
      return refusal(new RefusedException(400, "SerializationException", ""));
    }
  }

  private Map<String, ?> authorizationToken(EcrRequest request) {
    var registries = request.list("registryIds", 10);
    int count = Math.max(1, registries.size());
    var tokens = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < count; i++) {
      var password = passwords.issue(request.signer());
      var token = new LinkedHashMap<String, Object>();
      token.put("authorizationToken", password.basic());
      token.put("expiresAt", seconds(password.expires()));
      token.put("proxyEndpoint", address);
      tokens.add(token);
    }
    return Map.of("authorizationData", List.copyOf(tokens));
  }

  /// A moment as JSON 1.1 writes it.
  static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }

  private static Answer refusal(RefusedException e) {
    var error = new LinkedHashMap<String, String>();
    error.put("__type", e.code());
    if (!e.reason().isEmpty()) {
      error.put("message", e.reason());
    }
    return json(e.status(), error).with("x-amzn-ErrorType", e.code());
  }

  private static Answer json(int status, Map<String, ?> body) {
    return Answer.bytes(status, CONTENT_TYPE, Json.write(body).getBytes(StandardCharsets.UTF_8))
        .with("x-amzn-RequestId", UUID.randomUUID().toString());
  }
}
