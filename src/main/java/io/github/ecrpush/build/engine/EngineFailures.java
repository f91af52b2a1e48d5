package io.github.ecrpush.build.engine;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;

/// The words for an Engine that cannot be worked with.
final class EngineFailures {

  private EngineFailures() {}

  static Failure addressUnusable(String host) {
    return new Failure.Misconfigured(
        new Explanation(
            "engine-address-unusable",
            "Could not read the address of the Docker Engine in `DOCKER_HOST`.",
            "An address is `unix:///path` or `tcp://host:port`, but this is `" + host + "`.",
            """
            Set `DOCKER_HOST` to one of these, or unset it for the usual socket:

                export DOCKER_HOST=unix:///var/run/docker.sock
                export DOCKER_HOST=tcp://127.0.0.1:2375
            """),
        "DOCKER_HOST");
  }

  static Failure certificatesUnusable(Path folder, String reason) {
    return new Failure.Misconfigured(
        new Explanation(
            "engine-certificates-unusable",
            "Could not read the certificates for the Docker Engine in `" + folder + "`.",
            reason + ".",
            """
            Put `ca.pem`, `cert.pem` and `key.pem` there, or name the folder that has them. A key of
            an older form is converted by:

                export DOCKER_CERT_PATH=$HOME/.docker
                openssl pkcs8 -topk8 -nodes -in key.pem -out key.pkcs8.pem
            """),
        "DOCKER_CERT_PATH");
  }

  static Failure certificateRefused(EngineAddress address, String reason) {
    return new Failure.AccessDenied(
        new Explanation(
            "engine-certificate-refused",
            "Could not agree with the Docker Engine at `"
                + address
                + "` on a protected connection.",
            "One side does not trust the other's certificate (" + reason + ").",
            """
            Look at what the Engine shows, and at what `ca.pem` in `DOCKER_CERT_PATH` trusts:

                openssl s_client -connect %s </dev/null | openssl x509 -noout -subject -issuer -dates
            """
                .formatted(address.toString().replaceFirst("^tcp://", ""))),
        "Docker Engine");
  }

  static Failure noEngine(EngineAddress address, String reason) {
    return new Failure.Unavailable(
        new Explanation(
            "no-engine",
            "Could not reach a Docker Engine at `" + address + "`.",
            "Nothing answers there (" + reason + ").",
            """
            Start Docker there, or name the address of an Engine that runs:

                sudo systemctl start docker
                export DOCKER_HOST=unix:///run/user/1000/docker.sock    # a rootless Engine

            Where there is none yet: https://docs.docker.com/engine/install/
            """),
        "Docker Engine");
  }

  static Failure permissionDenied(EngineAddress address) {
    return new Failure.AccessDenied(
        new Explanation(
            "engine-permission-denied",
            "Could not open the Docker Engine's socket `" + address + "`.",
            "This user may not write to it (permission denied).",
            """
            Join the group that owns the socket, and log in again:

                sudo usermod -aG docker "$USER"
            """),
        "Docker Engine");
  }

  static Failure tooOld(EngineAddress address, String version, ApiVersion api) {
    return new Failure.Unavailable(
        new Explanation(
            "engine-too-old",
            "Could not work with the Docker Engine at `" + address + "`.",
            "It is version %s (API %s), and the oldest that can be used is 20.10 (API 1.41)."
                .formatted(version.isEmpty() ? "unknown" : version, api),
            """
            Update it: https://docs.docker.com/engine/install/
            """),
        "Docker Engine");
  }

  static Failure isPodman(EngineAddress address) {
    return new Failure.Unavailable(
        new Explanation(
            "engine-is-podman",
            "Could not work with the engine at `" + address + "`.",
            "It is Podman, which has no BuildKit inside.",
            """
            Name the address of a Docker Engine:

                export DOCKER_HOST=unix:///var/run/docker.sock
            """),
        "Docker Engine");
  }

  static Failure notAnEngine(EngineAddress address, String answer) {
    return new Failure.Unavailable(
        new Explanation(
            "not-an-engine",
            "Could not talk to a Docker Engine at `" + address + "`.",
            "What answers there does not speak the Engine's API (" + answer + ").",
            """
            Check what `DOCKER_HOST` names. A port that wants TLS also needs its certificates:

                export DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=$HOME/.docker
            """),
        "Docker Engine");
  }

  static Failure silent(EngineAddress address, Duration patience) {
    return new Failure.Unavailable(
        new Explanation(
            "engine-silent",
            "Waited in vain for the Docker Engine at `" + address + "`.",
            "It took the connection and did not answer for " + patience.toSeconds() + " seconds.",
            """
            Look at what it is doing, and restart it when it hangs:

                sudo journalctl -u docker --since -10min
                sudo systemctl restart docker
            """),
        "Docker Engine");
  }
}
