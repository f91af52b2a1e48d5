package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.sandbox.identity.RegistryPasswords;
import io.github.ecrpush.sandbox.identity.SignatureCheck;
import io.github.ecrpush.sandbox.identity.SignatureException;
import io.github.ecrpush.sandbox.shape.EcrInputs;
import io.github.ecrpush.sandbox.shape.ShapeException;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Amazon ECR's API (JSON 1.1).
public final class EcrEndpoint implements Endpoint {

  /// What `X-Amz-Target` begins with.
  public static final String TARGET = "AmazonEC2ContainerRegistry_V20150921.";

  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
  private static final String OWN_ALIAS = "alias/aws/ecr";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final Registries registries;
  private final SignatureCheck signatures;
  private final RegistryPasswords passwords;

  /// One call of the API: what comes back is written as JSON.
  @FunctionalInterface
  interface Operation {
    Map<String, ?> run(EcrRequest request) throws IOException;
  }

  public EcrEndpoint(
      Registries registries, SignatureCheck signatures, RegistryPasswords passwords) {
    this.registries = registries;
    this.signatures = signatures;
    this.passwords = passwords;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    try {
      var target = call.header("X-Amz-Target").orElse("");
      var name = target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
      var signer = signatures.caller(call, "ecr", CLOCK_TOLERANCE);
      var input =
          EcrInputs.read(name, Json.parse(call.document(), EcrInputs.BYTES))
              .orElseThrow(() -> new RefusedException(400, "UnknownOperationException", ""));
      return json(200, answer(EcrRequest.of(name, input, signer)));
    } catch (DeniedException e) {
      return refusal(new RefusedException(400, "AccessDeniedException", e.reason()));
    } catch (ImageException e) {
      return refusal(EcrFaults.of(e), e.details());
    } catch (SignatureException e) {
      return refusal(EcrFaults.of(e));
    } catch (RefusedException e) {
      return refusal(e);
    } catch (ShapeException e) {
      return refusal(EcrRequest.invalid(e.place(), e.constraint()));
    } catch (JsonException | ClassCastException _) {
      return refusal(new RefusedException(400, "SerializationException", ""));
    }
  }

  private Map<String, ?> answer(EcrRequest request) throws IOException {
    mustPass(request, Gate.action(request.operation()));
    if (request.operation().equals("GetAuthorizationToken")) {
      return authorizationToken(request);
    }
    if (request.operation().equals("CreateRepository") && !request.tags().isEmpty()) {
      mustPass(request, "ecr:TagResource");
    }
    mustUseKey(request);
    return registries.open(request.registry()).operation(request.operation()).run(request);
  }

  private void mustPass(EcrRequest request, String action) throws IOException {
    var wish =
        new Gate.Wish(request.signer().caller(), action, request.repositories(), request.tags());
    var store = registries.find(request.registry()).map(OpenRegistry::store);
    registries.gate().mustPass(wish, request.registry(), store);
  }

  /// What ECR does with the key of a repository in the caller's name: it looks at the key and gives
  /// itself a grant, and gives that back with the repository.
  private void mustUseKey(EcrRequest request) throws IOException {
    switch (request.operation()) {
      case "CreateRepository" -> {
        if (settings(request).isEmpty()) {
          var key = request.input().at("encryptionConfiguration").at("kmsKey").text();
          mustUse(request, key, "kms:DescribeKey", "kms:CreateGrant");
        }
      }
      case "DeleteRepository" -> {
        var key = settings(request).flatMap(known -> known.encryption().kmsKey());
        mustUse(request, key, "kms:RetireGrant");
      }
      default -> {}
    }
  }

  private Optional<RepositorySettings> settings(EcrRequest request) throws IOException {
    return registries
        .find(request.registry())
        .flatMap(known -> known.store().lookUp(request.repositoryName()))
        .map(StoredRepository::settings);
  }

  /// AWS's own key for ECR lets everybody in.
  private void mustUse(EcrRequest request, Optional<String> name, String... actions) {
    var registry = request.registry();
    name.filter(key -> !key.equals(registry.keyOfEcr()) && !key.endsWith(OWN_ALIAS))
        .map(key -> CustomerKey.of(key, registry))
        .ifPresent(key ->
            registries.gate().mustUse(request.signer().caller(), key, registry, List.of(actions)));
  }

  /// A password opens every registry that its holder may enter.
  private Map<String, ?> authorizationToken(EcrRequest request) throws IOException {
    var ids = request.texts("registryIds");
    var asked =
        ids.isEmpty()
            ? List.of(request.registry())
            : ids.stream().map(id -> request.registry().of(id)).toList();
    var tokens = new ArrayList<Map<String, Object>>();
    for (var registry : asked) {
      var password = passwords.issue(request.signer());
      var token = new LinkedHashMap<String, Object>();
      token.put("authorizationToken", password.basic());
      token.put("expiresAt", seconds(password.expires()));
      token.put("proxyEndpoint", registries.open(registry).address());
      tokens.add(token);
    }
    return Map.of("authorizationData", List.copyOf(tokens));
  }

  /// A moment as JSON 1.1 writes it.
  static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }

  private static Answer refusal(RefusedException e) {
    return refusal(e, Map.of());
  }

  private static Answer refusal(RefusedException e, Map<String, ?> details) {
    var error = new LinkedHashMap<String, Object>();
    error.put("__type", e.code());
    if (!e.reason().isEmpty()) {
      error.put("message", e.reason());
    }
    error.putAll(details);
    return json(e.status(), error).with("x-amzn-ErrorType", e.code());
  }

  private static Answer json(int status, Map<String, ?> body) {
    return new Answer(status, Map.of("Content-Type", CONTENT_TYPE), new Answer.Body.Document(body))
        .with("x-amzn-RequestId", UUID.randomUUID().toString());
  }
}
