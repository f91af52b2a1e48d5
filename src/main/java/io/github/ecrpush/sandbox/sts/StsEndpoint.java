package io.github.ecrpush.sandbox.sts;

import io.github.ecrpush.iam.CallerPolicies.Resource;
import io.github.ecrpush.iam.Decision;
import io.github.ecrpush.iam.PolicyKind;
import io.github.ecrpush.sandbox.accounts.AccessControl;
import io.github.ecrpush.sandbox.accounts.Accounts;
import io.github.ecrpush.sandbox.accounts.Caller;
import io.github.ecrpush.sandbox.accounts.Role;
import io.github.ecrpush.sandbox.accounts.RoleSession.Passed;
import io.github.ecrpush.sandbox.identity.KeyRing;
import io.github.ecrpush.sandbox.identity.SignatureCheck;
import io.github.ecrpush.sandbox.identity.SignedTokens;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import io.github.ecrpush.sandbox.web.Query;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// AWS's Security Token Service.
public final class StsEndpoint implements Endpoint {

  private static final QueryService SERVICE =
      new QueryService("https://sts.amazonaws.com/doc/2011-06-15/", "2011-06-15");
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

  private final Accounts accounts;
  private final AccessControl control;
  private final WebIdentity webIdentity;
  private final KeyRing keys;
  private final SignatureCheck signatures;
  private final InstantSource clock;

  public StsEndpoint(
      Accounts accounts,
      SignedTokens tokens,
      KeyRing keys,
      SignatureCheck signatures,
      InstantSource clock) {
    this.accounts = accounts;
    this.control = new AccessControl(accounts, clock);
    this.webIdentity = new WebIdentity(accounts, tokens, clock);
    this.keys = keys;
    this.signatures = signatures;
    this.clock = clock;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    return SERVICE.answer(call, (action, form) -> run(call, action, form));
  }

  private Xml run(Call call, String action, Query form) throws IOException {
    var parameters = new StsParameters(form);
    return switch (action) {
      case "AssumeRoleWithWebIdentity" -> assumeWithWebIdentity(parameters);
      case "AssumeRole" -> assume(parameters, signer(call));
      case "GetCallerIdentity" -> identity(signer(call));
      default -> throw SERVICE.unknown(action);
    };
  }

  private Caller signer(Call call) throws IOException {
    return signatures.caller(call, "sts", CLOCK_TOLERANCE).caller();
  }

  private Xml assumeWithWebIdentity(StsParameters parameters) {
    var name = parameters.role();
    var session = parameters.sessionName();
    var duration = parameters.duration();
    var passed = parameters.passed(accounts, name);
    var known = webIdentity.admit(name, parameters);
    checkMaximum(known.role(), duration);
    return session(known.role().caller(session, passed), duration)
        .leaf("SubjectFromWebIdentityToken", known.subject())
        .leaf("Audience", known.audience())
        .leaf("Provider", known.provider().arn());
  }

  private Xml assume(StsParameters parameters, Caller caller) {
    var name = parameters.role();
    var session = parameters.sessionName();
    var duration = parameters.duration();
    var passed = parameters.passed(accounts, name).inheriting(caller);
    var denied =
        new RefusedException(
            403, "AccessDenied", AccessControl.sentence(caller, "sts:AssumeRole", name.arn()));
    var role = accounts.role(name).orElseThrow(() -> denied);
    var values = conditions(parameters, passed);
    if (isDenied(caller, "sts:AssumeRole", role, values)) {
      throw denied;
    }
    if (!passed.tags().isEmpty() && isDenied(caller, "sts:TagSession", role, values)) {
      throw new RefusedException(
          403, "AccessDenied", AccessControl.sentence(caller, "sts:TagSession", name.arn()));
    }
    if (caller.session().isPresent() && duration.compareTo(Role.HOUR) > 0) {
      throw new RefusedException(
          400,
          "ValidationError",
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
              + " role chaining");
    }
    checkMaximum(role, duration);
    return session(role.caller(session, passed), duration);
  }

  private boolean isDenied(
      Caller caller, String action, Role role, Map<String, List<String>> values) {
    var account = role.name().account();
    var trust = new Resource(account, Optional.of(role.trust().document()), PolicyKind.TRUST);
    var wish = new AccessControl.Wish(action, role.name().arn(), trust, values);
    return control.decide(caller, wish) instanceof Decision.Denied;
  }

  private static Map<String, List<String>> conditions(StsParameters parameters, Passed passed) {
    var values = new LinkedHashMap<String, List<String>>();
    parameters.externalId().ifPresent(id -> values.put("sts:ExternalId", List.of(id)));
    values.put("sts:RoleSessionName", List.of(parameters.sessionName()));
    passed.tags().forEach((key, value) -> values.put("aws:RequestTag/" + key, List.of(value)));
    if (!passed.tags().isEmpty()) {
      values.put("aws:TagKeys", List.copyOf(passed.tags().keySet()));
    }
    if (!passed.transitive().isEmpty()) {
      values.put("sts:TransitiveTagKeys", List.copyOf(passed.transitive()));
    }
    return values;
  }

  private static void checkMaximum(Role role, Duration duration) {
    if (duration.compareTo(role.longest()) > 0) {
      throw new RefusedException(
          400,
          "ValidationError",
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
  }

  private Xml session(Caller caller, Duration duration) {
    var now = clock.instant();
    var issued = keys.issue(caller, now, now.plus(duration));
    var credentials =
        new Xml()
            .leaf("AccessKeyId", issued.accessKeyId())
            .leaf("SecretAccessKey", issued.secretAccessKey())
            .leaf("SessionToken", issued.sessionToken())
            .leaf("Expiration", StsFaults.timestamp(issued.expiration()));
    var user = new Xml().leaf("AssumedRoleId", caller.userId()).leaf("Arn", caller.arn());
    var answer = new Xml().node("AssumedRoleUser", user).node("Credentials", credentials);
    int packed = caller.session().map(session -> PackedSize.percent(session.passed())).orElse(0);
    return packed == 0 ? answer : answer.leaf("PackedPolicySize", String.valueOf(packed));
  }

  private static Xml identity(Caller caller) {
    return new Xml()
        .leaf("Arn", caller.arn())
        .leaf("UserId", caller.userId())
        .leaf("Account", caller.account());
  }
}
