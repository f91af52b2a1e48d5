package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.ecr.RepositoryWish;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// All that a push needs to know. Every image goes to every target.
///
/// @param logins for registries that were named with their login
/// @param repositories what is to be done about repositories that are not as wished
/// @param exports what later steps are handed
public record PushRequest(
    List<Image> images,
    List<Target> targets,
    Map<RegistryHost, RegistryCredential> logins,
    RepositoryWish repositories,
    Rules rules,
    Exports exports) {

  public PushRequest {
    images = List.copyOf(images);
    targets = List.copyOf(targets);
    logins = Map.copyOf(logins);
  }

  /// The same, to other targets.
  PushRequest to(List<Target> others) {
    return new PushRequest(images, others, logins, repositories, rules, exports);
  }

  /// Every secret that the request holds or names, so that none is shown.
  public List<Secret> secrets() {
    return Stream.of(
            logins.values().stream().map(RegistryCredential::password),
            targets.stream().flatMap(target -> target.secrets().stream()),
            images.stream()
                .flatMap(image -> image.build().secrets().stream())
                .flatMap(secret -> secret.toHide().stream()))
        .flatMap(Function.identity())
        .toList();
  }

  /// An image to build, and what it is to be called where it goes. Only one that goes nowhere may
  /// be without a repository.
  public record Image(Optional<RepositoryPath> repository, List<Tag> tags, BuildRequest build) {
    public Image {
      tags = List.copyOf(tags);
    }
  }

  /// How a run behaves.
  ///
  /// @param push whether to push what was built
  /// @param dryRun whether to check only, and change nothing
  /// @param taken what to do about a tag that names another image already
  /// @param timeout how long the run may take
  /// @param leastSession whether roles are cut down to what the request needs
  /// @param maskAccount whether the account's number is kept out of the log
  public record Rules(
      PushMode push,
      boolean dryRun,
      TakenTag taken,
      Optional<Duration> timeout,
      boolean leastSession,
      boolean maskAccount) {}

  /// What later steps of the job are handed; nothing unless it was asked for.
  ///
  /// @param keys AWS's, as variables
  /// @param login the registry's, in Docker's configuration
  public record Exports(boolean keys, boolean login) {
    boolean isAny() {
      return keys || login;
    }
  }

  /// Whether what was built is pushed.
  public enum PushMode {
    ALWAYS,
    NEVER,
    /// Not wished otherwise, but this run can have no identity.
    NOT_POSSIBLE
  }

  /// What to do about a tag that names another image already.
  public enum TakenTag {
    /// It is moved to the new image.
    MOVE,
    /// The image that it names is handed on, if it was built from this commit; otherwise refused.
    REUSE,
    /// It is refused.
    FAIL
  }
}
