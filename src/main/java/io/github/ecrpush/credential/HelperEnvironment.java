package io.github.ecrpush.credential;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The part of our environment that a credential helper is given.
///
/// Every helper gets what programs need to find their user, their files, a keyring, a place to ask
/// for a passphrase, and the way out of the machine. What else is in our environment may be a
/// secret, and a helper for one registry is not to learn those of another: the variables of a cloud
/// go only to helpers of that cloud, which have no other way to know who they are. `ecr-login` does
/// get `AWS_*`: whoever put it into Docker's configuration gives them to it with each `docker pull`
/// too. No helper has a use for `ACTIONS_*`.
final class HelperEnvironment {

  private static final Set<String> EVERYBODYS =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "TMPDIR",
          "TERM",
          "DOCKER_CONFIG",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "XAUTHORITY",
          "DBUS_SESSION_BUS_ADDRESS",
          "XDG_RUNTIME_DIR",
          "XDG_CONFIG_HOME",
          "XDG_DATA_HOME",
          "XDG_CACHE_HOME",
          "GNUPGHOME",
          "GPG_TTY",
          "PASSWORD_STORE_DIR",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR");

  private HelperEnvironment() {}

  static Map<String, String> of(String helper, Map<String, String> environment) {
    var part = new HashMap<String, String>();
    var clouds = clouds(helper);
    environment.forEach((name, value) -> {
      if (EVERYBODYS.contains(name) || clouds.stream().anyMatch(name::startsWith)) {
        part.put(name, value);
      }
    });
    return part;
  }

  /// What the names begin with that only this helper is given.
  private static List<String> clouds(String helper) {
    return switch (helper) {
      case "ecr-login" -> List.of("AWS_");
      case "gcr", "gcloud" -> List.of("GOOGLE_", "CLOUDSDK_");
      case "acr-env", "acr" -> List.of("AZURE_");
      default -> List.of();
    };
  }
}
