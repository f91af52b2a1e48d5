package io.github.ecrpush.config;

import io.github.ecrpush.config.ComposeBuild.Reporting;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Member;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes an image of each service of a compose file that has `build`. What is found in a service
/// stays with its image.
final class ComposeImages {

  private static final String OWN = "x-ecr-push";

  private final String folder;
  private final Workspace workspace;
  private final Texts texts;
  private final ComposeVariables variables;
  private final Reporting reporting;
  private final Mistakes mistakes;
  private final ComposeBuild builds;
  private final ComposeTags tags;
  private final ImageList images;

  /// @param whole the file, with what its override says
  ComposeImages(
      Mapping whole,
      Workspace workspace,
      Texts texts,
      ComposeVariables variables,
      Reporting reporting) {
    this.folder = Workspace.folder(whole.place().file());
    this.workspace = workspace;
    this.texts = texts;
    this.variables = variables;
    this.reporting = reporting;
    this.mistakes = reporting.mistakes();
    this.builds = new ComposeBuild(secrets(whole), variables, workspace, texts, reporting);
    this.tags = new ComposeTags(texts, reporting);
    this.images = new ImageList(mistakes);
  }

  void add(String name, YamlPlace place, Mapping service) {
    var written = service.members().get("build");
    if (written == null || written.value().isNothing()) {
      return;
    }
    if (!(written.value() instanceof Mapping build)) {
      mistakes.add(written.place(), "`build` is a folder, or has names with values.");
      return;
    }
    var found =
        reporting.apart(
            () -> images.add(name, place, read(name, service, build), isOnRequest(service)));
    images.remark(name, found);
  }

  List<ConfiguredImage> all() {
    return images.all();
  }

  private ImageInputs.Read read(String name, Mapping service, Mapping build) {
    var read = builds.read(name, build, folder);
    var own = own(service);
    platform(service, read.values());
    tags.read(service, build, own.values(), read.values());
    read.values().putAll(own.values());
    var uses = new ArrayList<>(read.uses());
    uses.addAll(own.uses());
    return new ImageInputs.Read(read.values(), uses);
  }

  private ComposeSecrets secrets(Mapping whole) {
    var declared =
        Optional.ofNullable(whole.members().get("secrets"))
            .map(Member::value)
            .filter(Mapping.class::isInstance)
            .map(Mapping.class::cast)
            .orElse(new Mapping(whole.place(), Map.of()));
    return new ComposeSecrets(declared, workspace, texts, mistakes);
  }

  /// What stands under `x-ecr-push`, in the words of inputs.
  private ImageInputs.Read own(Mapping service) {
    var member = service.members().get(OWN);
    if (member == null || member.value().isNothing()) {
      return new ImageInputs.Read(Map.of(), List.of());
    }
    if (!(member.value() instanceof Mapping mapping)) {
      mistakes.add(member.place(), "Here stand inputs with their values, such as `tags: 1.0`.");
      return new ImageInputs.Read(Map.of(), List.of());
    }
    var inputs = new ImageKeys(InputPlace.IMAGE, mistakes).inputs(mapping);
    return new ImageInputs(texts, workspace, mistakes).read(inputs);
  }

  /// The one that a service runs on is the one that it is built for, unless `build` says more.
  private void platform(Mapping service, Map<Input, String> values) {
    var member = service.members().get("platform");
    if (member != null && !values.containsKey(Input.PLATFORMS)) {
      texts.of(member.value()).ifPresent(platform -> values.put(Input.PLATFORMS, platform));
    }
  }

  private boolean isOnRequest(Mapping service) {
    var member = service.members().get("profiles");
    var profiles = member == null ? List.<YamlNode>of() : texts.list(member.value());
    var on = variables.profiles();
    return !profiles.isEmpty()
        && !on.contains("*")
        && profiles.stream().map(texts::of).flatMap(Optional::stream).noneMatch(on::contains);
  }
}
