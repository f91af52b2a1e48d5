package io.github.ecrpush.sandbox.faults;

import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a call is called where faults are told.
///
/// @param operation `PutImage`, or the method and path where there are no operations
record CallName(Service service, String operation) {

  /// Who is called.
  enum Service {
    OIDC,
    STS,
    IAM,
    ECR,
    REGISTRY,
    LAYERS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static CallName of(Call call) throws IOException {
    var path = call.path();
    if (path.equals("/") || path.isEmpty()) {
      return api(call);
    }
    var line = call.method() + " " + path;
    if (path.equals("/v2") || path.startsWith("/v2/")) {
      return new CallName(Service.REGISTRY, line);
    }
    boolean isOidc = path.startsWith("/oidc/") || path.startsWith("/.well-known/");
    return new CallName(isOidc ? Service.OIDC : Service.LAYERS, line);
  }

  private static CallName api(Call call) throws IOException {
    var target = call.header("X-Amz-Target");
    if (target.isPresent()) {
      return new CallName(Service.ECR, target.get().substring(target.get().lastIndexOf('.') + 1));
    }
    var form =
        call.method().equals("GET")
            ? call.query()
            : Query.parse(new String(call.document(), StandardCharsets.UTF_8));
    boolean isIam = call.header("Authorization").filter(text -> text.contains("/iam/")).isPresent();
    return new CallName(isIam ? Service.IAM : Service.STS, form.find("Action").orElse(""));
  }

  @Override
  public String toString() {
    return service.word() + ":" + operation;
  }
}
