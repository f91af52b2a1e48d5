package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.build.inputs.BuildInputs;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.ecr.RepositoryWish;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.metadata.ImageMetadata;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that a push needs to know.
///
/// @param images in the order in which they were asked for
/// @param logins for registries that were named with their login
/// @param exports what later steps are handed
public record PushRequest(
    List<Image> images,
    Map<RegistryHost, RegistryCredential> logins,
    Rules rules,
    Exports exports) {

  public PushRequest {
    images = List.copyOf(images);
    logins = Map.copyOf(logins);
  }

  /// The same with other images.
  PushRequest with(List<Image> others) {
    return new PushRequest(others, logins, rules, exports);
  }

  /// The images in an order in which each comes after those that it is built from.
  List<Image> basesFirst() {
    var ordered = new LinkedHashMap<String, Image>();
    images.forEach(image -> put(image, ordered));
    return List.copyOf(ordered.values());
  }

  private void put(Image image, Map<String, Image> ordered) {
    if (!ordered.containsKey(image.name())) {
      var bases = image.build().otherImages();
      if (!bases.isEmpty()) {
        images.stream()
            .filter(other -> bases.contains(other.name()))
            .forEach(base -> put(base, ordered));
      }
      ordered.put(image.name(), image);
    }
  }

  /// Where its images are to go, the first one first, each place once.
  public List<Target> targets() {
    return images.stream().flatMap(image -> image.targets().stream()).distinct().toList();
  }

  /// Whether any of its images is to be pushed.
  boolean pushes() {
    return images.stream().anyMatch(Image::isPushed);
  }

  /// An image to build, and where it is to go.
  ///
  /// @param name what the run calls it; empty only where nothing was named
  /// @param repository what it is called where it goes; only one that goes nowhere may have none
  /// @param metadata its tags, labels and annotations
  /// @param repositories what is to be done about repositories that are not as wished
  /// @param isBase whether other images of the run are built from it
  public record Image(
      String name,
      Optional<RepositoryPath> repository,
      ImageMetadata metadata,
      BuildRequest build,
      List<Target> targets,
      RepositoryWish repositories,
      ImageRules rules,
      boolean isBase) {
    public Image {
      targets = List.copyOf(targets);
    }

    /// The tags that it is to get, the most telling first.
    public List<Tag> tags() {
      return metadata.tags();
    }

    /// The same to other targets.
    Image to(List<Target> others) {
      return new Image(name, repository, metadata, build, others, repositories, rules, isBase);
    }

    /// The same, from which others are built.
    Image asBase() {
      return new Image(name, repository, metadata, build, targets, repositories, rules, true);
    }

    boolean isPushed() {
      return rules.push() == PushMode.ALWAYS;
    }
  }

  /// How a run treats an image.
  ///
  /// @param push whether to push what was built
  /// @param taken what to do about a tag that names another image already
  /// @param leastSession whether roles are cut down to what the request needs
  /// @param onlyChanged what is wished of the build, where that is compared with what was pushed
  ///   before; nothing where it is built in any case
  public record ImageRules(
      PushMode push,
      TakenTag taken,
      boolean leastSession,
      Optional<BuildInputs.Wishes> onlyChanged) {}

  /// How a run behaves.
  ///
  /// @param dryRun whether to check only, and change nothing
  /// @param failFast whether the first image that fails stops the others
  /// @param parallel how many images are built at the same time
  /// @param timeout how long the run may take
  /// @param maskAccount whether the account's number is kept out of the log
  public record Rules(
      boolean dryRun,
      boolean failFast,
      int parallel,
      Optional<Duration> timeout,
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
