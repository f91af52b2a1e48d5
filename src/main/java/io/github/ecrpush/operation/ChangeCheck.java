package io.github.ecrpush.operation;

import io.github.ecrpush.build.BaseDigest;
import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.build.Builder;
import io.github.ecrpush.build.NamedContext;
import io.github.ecrpush.build.inputs.BuildInputs;
import io.github.ecrpush.build.inputs.ContextTree;
import io.github.ecrpush.dockerfile.BaseImages;
import io.github.ecrpush.dockerfile.FamiliarName;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds out what an image is made from, so that it can be told without a build whether it would
/// become what was pushed before. Where that is not certain, it is built.
///
/// @param tags under which it is pushed
record ChangeCheck(
    BuildRequest request, BuildInputs.Wishes wishes, List<Tag> tags, Builder builder) {

  /// What came of it.
  sealed interface Answer {

    /// It is certain.
    ///
    /// @param request what is to be built where nothing like it was pushed before: it has the
    ///   label, and takes base images as they were looked at
    record Made(MadeFrom source, BuildRequest request) implements Answer {}

    /// It is not.
    ///
    /// @param why a whole sentence
    record Uncertain(String why) implements Answer {}
  }

  /// Something that keeps it from being certain.
  private static final class UncertainException extends Exception {
    private static final long serialVersionUID = 1L;

    UncertainException(String why) {
      super(why);
    }
  }

  /// @param others what the other images of the run are that this one begins with
  Answer answer(Map<String, String> others) throws InterruptedException {
    try {
      var bases = bases();
      var digests = new LinkedHashMap<String, Digest>();
      bases.forEach((name, base) -> digests.put(name, base.digest()));
      var files = known(ContextTree.of(request.context(), request.dockerfile()));
      var folders = folders();
      var inputs = new BuildInputs(files, dockerfile(), wishes, folders, digests, settings(others));
      boolean asked = bases.values().stream().anyMatch(BaseDigest::isInRegistry);
      var content =
          Stream.concat(Stream.of(files), folders.values().stream())
              .map(ContextTree.Known::id)
              .collect(Collectors.joining(" "));
      var source = new MadeFrom(inputs.hash());
      var labelled = request.labelled(MadeFrom.LABEL, source.onImage(tags)).withContent(content);
      return new Answer.Made(source, asked ? labelled.withNewestBases() : labelled);
    } catch (UncertainException e) {
      return new Answer.Uncertain(String.valueOf(e.getMessage()));
    }
  }

  private static ContextTree.Known known(ContextTree tree) throws UncertainException {
    return switch (tree) {
      case ContextTree.Known known -> known;
      case ContextTree.Unknown(String why) -> throw new UncertainException(why);
    };
  }

  private Digest dockerfile() throws UncertainException {
    try {
      return Digest.of(request.dockerfileBytes());
    } catch (IOException _) {
      throw new UncertainException("The Dockerfile could not be read.");
    }
  }

  private Map<String, ContextTree.Known> folders() throws InterruptedException, UncertainException {
    var trees = new TreeMap<String, ContextTree.Known>();
    for (var context : request.contexts().entrySet()) {
      switch (context.getValue()) {
        case NamedContext.Folder(Path folder) ->
            trees.put(context.getKey(), known(ContextTree.of(folder)));
        case NamedContext.OtherImage _ -> {} // among the settings
        case NamedContext.Address(String address) -> {
          if (!address.contains("@sha256:")) {
            throw new UncertainException(
                "The context `%s` is what `%s` leads to, which is not looked at."
                    .formatted(context.getKey(), address));
          }
        }
      }
    }
    return trees;
  }

  private List<String> settings(Map<String, String> others)
      throws InterruptedException, UncertainException {
    var settings = new ArrayList<String>();
    if (wishes.platform().isEmpty()) {
      settings.add("machine " + builder.machine());
    }
    settings.add("network " + request.network());
    request.secrets().forEach(secret -> settings.add("secret " + secret.id()));
    for (var context : request.contexts().entrySet()) {
      switch (context.getValue()) {
        case NamedContext.Folder _ -> {} // its files count
        case NamedContext.Address(String address) ->
            settings.add("context " + context.getKey() + " " + address);
        case NamedContext.OtherImage(String image, _) -> {
          if (!others.containsKey(image)) {
            throw new UncertainException("What `%s` is made of is not certain.".formatted(image));
          }
          settings.add("context " + context.getKey() + " that is " + others.get(image));
        }
      }
    }
    return settings;
  }

  /// The base images that are not pinned. All come from where they can be asked for: an engine that
  /// is to ask for one asks for all.
  private Map<String, BaseDigest> bases() throws InterruptedException, UncertainException {
    var dockerfile =
        request
            .readDockerfile()
            .orElseThrow(() -> new UncertainException("The Dockerfile could not be read."));
    return switch (dockerfile.bases(request.target())) {
      case BaseImages.Unknown(String why) -> throw new UncertainException(why);
      case BaseImages.Known(var moving, _) -> {
        var bases = new LinkedHashMap<String, BaseDigest>();
        for (var name : moving) {
          if (!request.contexts().containsKey(FamiliarName.of(name))) {
            bases.put(name, base(name));
          }
        }
        if (bases.values().stream().map(BaseDigest::isInRegistry).distinct().count() > 1) {
          throw new UncertainException(
              "One base image is in a registry and another one on the engine alone.");
        }
        yield bases;
      }
    };
  }

  /// Who wishes for what its registry has now is not served with what the engine has kept.
  private BaseDigest base(String name) throws InterruptedException, UncertainException {
    return builder
        .digestOf(name)
        .filter(base -> base.isInRegistry() || request.cache().bases())
        .orElseThrow(() ->
            new UncertainException(
                "What the base image `%s` is now, nobody says.".formatted(name)));
  }
}
