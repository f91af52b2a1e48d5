package io.github.ecrpush.sandbox.sts;

import io.github.ecrpush.iam.CallerPolicies.Resource;
import io.github.ecrpush.iam.PolicyKind;
import io.github.ecrpush.sandbox.accounts.AccessControl;
import io.github.ecrpush.sandbox.accounts.Account;
import io.github.ecrpush.sandbox.accounts.Accounts;
import io.github.ecrpush.sandbox.accounts.Caller;
import io.github.ecrpush.sandbox.accounts.OidcProvider;
import io.github.ecrpush.sandbox.accounts.Role;
import io.github.ecrpush.sandbox.identity.SignatureCheck;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import io.github.ecrpush.sandbox.web.Query;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// As much of AWS's IAM as tells about roles and providers. It changes nothing.
public final class IamEndpoint implements Endpoint {

  private static final QueryService SERVICE =
      new QueryService("https://iam.amazonaws.com/doc/2010-05-08/", "2010-05-08");
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

  /// When everything was made, which nobody says in a file.
  private static final String CREATED = "2026-01-01T00:00:00Z";

  private final Accounts accounts;
  private final AccessControl control;
  private final SignatureCheck signatures;
  private final IamSimulation simulation;

  public IamEndpoint(Accounts accounts, SignatureCheck signatures, InstantSource clock) {
    this.accounts = accounts;
    this.control = new AccessControl(accounts, clock);
    this.signatures = signatures;
    simulation = new IamSimulation(accounts, control);
  }

  /// Whether a call was signed for IAM.
  public static boolean isMeant(Call call) {
    return call.header("Authorization")
        .filter(text -> text.contains("/iam/aws4_request"))
        .isPresent();
  }

  @Override
  public Answer answer(Call call) throws IOException {
    return SERVICE.answer(call, (action, form) -> run(call, action, form));
  }

  private Xml run(Call call, String action, Query form) throws IOException {
    var caller = signatures.caller(call, "iam", CLOCK_TOLERANCE).caller();
    var account = accounts.account(caller.account()).orElseThrow();
    return switch (action) {
      case "GetRole" -> role(caller, account, text(form, "RoleName"));
      case "ListOpenIDConnectProviders" -> providers(caller, account);
      case "GetOpenIDConnectProvider" ->
          provider(caller, account, text(form, "OpenIDConnectProviderArn"));
      case "SimulatePrincipalPolicy" -> {
        var source = text(form, "PolicySourceArn");
        mustBeAllowed(caller, "iam:SimulatePrincipalPolicy", source, source);
        yield simulation.of(form, source);
      }
      default -> throw SERVICE.unknown(action);
    };
  }

  private static String text(Query form, String name) {
    return form.find(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() ->
            new RefusedException(
                400,
                "ValidationError",
                "1 validation error detected: Value null at '%s' failed to satisfy constraint:"
                        .formatted(Character.toLowerCase(name.charAt(0)) + name.substring(1))
                    + " Member must not be null"));
  }

  private Xml role(Caller caller, Account account, String name) {
    var role = account.role(name);
    var arn =
        role.map(known -> known.name().arn())
            .orElse("arn:aws:iam::%s:role/%s".formatted(account.id(), name));
    mustBeAllowed(caller, "iam:GetRole", arn, "role " + name);
    var found =
        role.orElseThrow(() ->
            new RefusedException(
                404, "NoSuchEntity", "The role with name %s cannot be found.".formatted(name)));
    return new Xml().node("Role", shown(found));
  }

  private static Xml shown(Role role) {
    var xml =
        new Xml()
            .leaf("Path", role.name().path())
            .leaf("AssumeRolePolicyDocument", encoded(role.trust().text()))
            .leaf("MaxSessionDuration", String.valueOf(role.longest().toSeconds()))
            .leaf("RoleId", role.id())
            .leaf("RoleName", role.name().name())
            .leaf("Arn", role.name().arn())
            .leaf("CreateDate", CREATED);
    return role.tags().isEmpty() ? xml : xml.node("Tags", tags(role.tags()));
  }

  private static Xml tags(Map<String, String> tags) {
    var xml = new Xml();
    tags.forEach(
        (key, value) -> xml.node("member", new Xml().leaf("Key", key).leaf("Value", value)));
    return xml;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Xml providers(Caller caller, Account account) {
    var all = "arn:aws:iam::%s:oidc-provider/*".formatted(account.id());
    mustBeAllowed(caller, "iam:ListOpenIDConnectProviders", all, all);
    var list = new Xml();
    for (var provider : account.providers()) {
      list.node("member", new Xml().leaf("Arn", provider.arn()));
    }
    return new Xml().node("OpenIDConnectProviderList", list);
  }

  private Xml provider(Caller caller, Account account, String arn) {
    mustBeAllowed(caller, "iam:GetOpenIDConnectProvider", arn, arn);
    var provider =
        account.providers().stream()
            .filter(known -> known.arn().equals(arn))
            .findFirst()
            .orElseThrow(() ->
                new RefusedException(
                    404,
                    "NoSuchEntity",
                    "OpenIDConnect Provider not found for arn %s".formatted(arn)));
    return shown(provider);
  }

  private static Xml shown(OidcProvider provider) {
    var audiences = new Xml();
    provider.audiences().forEach(audience -> audiences.leaf("member", audience));
    return new Xml()
        .leaf("Url", provider.name())
        .node("ClientIDList", audiences)
        .node("ThumbprintList", new Xml())
        .leaf("CreateDate", CREATED);
  }

  /// @param shown how IAM names the resource when it refuses
  private void mustBeAllowed(Caller caller, String action, String arn, String shown) {
    var own = new Resource(caller.account(), Optional.empty(), PolicyKind.RESOURCE);
    var refusal = control.refusal(caller, new AccessControl.Wish(action, arn, own, Map.of()));
    if (refusal.isPresent()) {
      throw new RefusedException(
          403,
          "AccessDenied",
          refusal.get().replace("on resource: " + arn, "on resource: " + shown));
    }
  }
}
