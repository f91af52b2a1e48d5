package io.github.ecrpush.sandbox.faults;

import io.github.ecrpush.input.Nearest;
import io.github.ecrpush.sandbox.faults.CallName.Service;
import io.github.ecrpush.sandbox.faults.Fault.Kind;
import io.github.ecrpush.sandbox.shape.EcrInputs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether a fault can hit any call. With one that cannot, whatever it was to show would pass.
final class FaultTargets {

  /// The calls of the services that have names for them.
  static final Map<Service, List<String>> OPERATIONS =
      Map.of(
          Service.ECR,
          EcrInputs.operations(),
          Service.STS,
          List.of("AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity"),
          Service.IAM,
          List.of(
              "GetRole",
              "ListOpenIDConnectProviders",
              "GetOpenIDConnectProvider",
              "SimulatePrincipalPolicy"));

  /// How the paths of the others begin.
  private static final Map<Service, List<String>> PATHS =
      Map.of(
          Service.OIDC, List.of("/oidc/", "/.well-known/"),
          Service.REGISTRY, List.of("/v2"),
          Service.LAYERS, List.of("/"));

  private static final List<String> METHODS =
      List.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT");

  private FaultTargets() {}

  /// @throws FaultException if it can hit none
  static void mustHit(Fault fault) {
    var hit =
        Stream.of(Service.values())
            .filter(service -> canHit(service, fault))
            .collect(Collectors.toSet());
    if (hit.isEmpty()) {
      throw new FaultException(reason(fault.target()));
    }
    if (hit.stream().noneMatch(service -> knows(service, fault.kind()))) {
      var services = words(Stream.of(Service.values()).filter(each -> knows(each, fault.kind())));
      throw new FaultException(
          "`%s` is a fault of %s.".formatted(fault.kind().word(), String.join(", ", services)));
    }
  }

  private static boolean canHit(Service service, Fault fault) {
    if (OPERATIONS.containsKey(service)) {
      return operations(service)
          .anyMatch(name -> fault.isAbout(new CallName(service, name).toString()));
    }
    return METHODS.stream()
        .flatMap(method -> paths(service).map(path -> method + " " + path))
        .anyMatch(line -> canBegin(fault.target(), new CallName(service, line).toString()));
  }

  private static Stream<String> operations(Service service) {
    return OPERATIONS.getOrDefault(service, List.of()).stream();
  }

  private static Stream<String> paths(Service service) {
    return PATHS.getOrDefault(service, List.of()).stream();
  }

  /// Whether something that a target stands for begins so.
  private static boolean canBegin(String target, String beginning) {
    int star = target.indexOf('*');
    if (star < 0) {
      return target.startsWith(beginning);
    }
    var head = target.substring(0, star);
    return head.startsWith(beginning) || beginning.startsWith(head);
  }

  private static boolean knows(Service service, Kind kind) {
    return switch (kind) {
      case KMS -> Set.of(Service.ECR, Service.REGISTRY).contains(service);
      case LIMIT -> !Set.of(Service.OIDC, Service.LAYERS).contains(service);
      case THROTTLE, ERROR, REFUSE, EXPIRED, HTML, RESET, DELAY, FRESH -> true;
    };
  }

  private static String reason(String target) {
    var word = target.substring(0, target.indexOf(':'));
    var call = target.substring(word.length() + 1);
    var service = Stream.of(Service.values()).filter(each -> each.word().equals(word)).findFirst();
    if (service.isEmpty()) {
      var words = words(Stream.of(Service.values()));
      return "There is no service `%s`, but %s.%s"
          .formatted(word, String.join(", ", words), meant(word, "", words));
    }
    if (OPERATIONS.containsKey(service.get())) {
      return "`%s` has no call `%s` in the sandbox.%s"
          .formatted(word, call, meant(call, word + ":", operations(service.get()).toList()));
    }
    return "No call is called `%s`: a call of `%s` is a method, a blank and a path, as in `%s:GET %s*`."
        .formatted(target, word, word, paths(service.get()).toList().getFirst());
  }

  private static String meant(String written, String before, List<String> words) {
    return Nearest.to(written, words)
        .map(nearest -> " Did you mean `%s%s`?".formatted(before, nearest))
        .orElse("");
  }

  private static List<String> words(Stream<Service> services) {
    return services.map(Service::word).toList();
  }
}
