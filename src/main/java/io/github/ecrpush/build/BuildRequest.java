package io.github.ecrpush.build;

import io.github.ecrpush.dockerfile.Dockerfile;
import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.metadata.Annotation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What to build.
///
/// @param context the folder that the build may read
/// @param dockerfile where the Dockerfile is, which may be outside the context
/// @param dockerfileName what it is called where people read of it
/// @param arguments build arguments by name
/// @param annotations of the manifest
/// @param target the stage to build, or the last one
/// @param platform the platform to build for, or the engine's own
/// @param origin whose context this is, such as the name of the source repository: contexts of the
///   same path but another origin never share what an engine remembers of them
/// @param contexts what the Dockerfile finds under names of its own
public record BuildRequest(
    Path context,
    Path dockerfile,
    String dockerfileName,
    Map<String, String> arguments,
    Map<String, String> labels,
    List<Annotation> annotations,
    List<BuildSecret> secrets,
    Optional<String> target,
    Optional<Platform> platform,
    StepNetwork network,
    Cache cache,
    String origin,
    Map<String, NamedContext> contexts) {

  private static final int LONGEST = 1 << 20;

  public BuildRequest {
    arguments = Map.copyOf(arguments);
    labels = Map.copyOf(labels);
    annotations = List.copyOf(annotations);
    secrets = List.copyOf(secrets);
    contexts = Map.copyOf(contexts);
  }

  /// The images of the run that it is built from.
  public List<String> otherImages() {
    return contexts.values().stream()
        .flatMap(context ->
            context instanceof NamedContext.OtherImage(String image, _)
                ? Stream.of(image)
                : Stream.empty())
        .distinct()
        .sorted()
        .toList();
  }

  /// The same, when it is known where the other images are.
  ///
  /// @param lent the address of each
  public BuildRequest beginningWith(Map<String, String> lent) {
    var found = new LinkedHashMap<String, NamedContext>();
    contexts.forEach((name, context) ->
        found.put(
            name,
            context instanceof NamedContext.OtherImage(String image, _)
                ? new NamedContext.OtherImage(image, Optional.ofNullable(lent.get(image)))
                : context));
    return with(labels, cache, origin, found);
  }

  /// Whether any image has a name of the Dockerfile's own, but for those of the run.
  boolean hasImageContexts() {
    return contexts.values().stream()
        .anyMatch(context ->
            context instanceof NamedContext.Address(String address)
                && NamedContext.imageAt(address).isPresent());
  }

  /// What people call the images of the run that it is built from, by the names of those that an
  /// engine or a registry has them under.
  Map<String, String> lentNames() {
    var names = new LinkedHashMap<String, String>();
    for (var context : contexts.values()) {
      if (context instanceof NamedContext.OtherImage other) {
        other
            .address()
            .flatMap(NamedContext::imageAt)
            .ifPresent(name -> names.put(name, other.said()));
      }
    }
    return names;
  }

  /// The same with one more label.
  public BuildRequest labelled(String name, String value) {
    var all = new LinkedHashMap<>(labels);
    all.put(name, value);
    return with(all, cache, origin, contexts);
  }

  /// The same, whose files are known by their content. An engine takes a file of the same size and
  /// time for the one that it remembers: of this content it has nothing else to remember.
  public BuildRequest withContent(String id) {
    return with(labels, cache, origin + " " + id, contexts);
  }

  /// The same, for which the registry is asked what base images are now.
  public BuildRequest withNewestBases() {
    return with(labels, new Cache(cache.steps(), false), origin, contexts);
  }

  private BuildRequest with(
      Map<String, String> itsLabels,
      Cache itsCache,
      String itsOrigin,
      Map<String, NamedContext> itsContexts) {
    return new BuildRequest(
        context,
        dockerfile,
        dockerfileName,
        arguments,
        itsLabels,
        annotations,
        secrets,
        target,
        platform,
        network,
        itsCache,
        itsOrigin,
        itsContexts);
  }

  /// The folder that the Dockerfile is in.
  Path dockerfileFolder() {
    var folder = dockerfile.toAbsolutePath().getParent();
    return folder == null ? context : folder;
  }

  /// What the Dockerfile says; nothing where it cannot be read.
  public Optional<Dockerfile> readDockerfile() {
    try {
      return Optional.of(Dockerfile.read(text(dockerfileBytes()), arguments));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The Dockerfile as it stands there.
  ///
  /// @throws IOException if it cannot be read, or is too long to be one
  public byte[] dockerfileBytes() throws IOException {
    return SmallFile.bytes(dockerfile, LONGEST);
  }

  private static String text(byte[] file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException _) {
      return new String(file, StandardCharsets.ISO_8859_1);
    }
  }

  /// What network the steps of a build have.
  public enum StepNetwork {
    STANDARD,
    NONE,
    HOST
  }

  /// What a build may take over from earlier ones.
  ///
  /// @param steps whether steps that did not change are taken over
  /// @param bases whether a base image that the engine has is good enough
  public record Cache(boolean steps, boolean bases) {}
}
