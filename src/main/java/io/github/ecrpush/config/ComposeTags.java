package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes repository and tags of the names that a compose file gives an image, in `image` and in
/// `tags` of its build. The first name that can be one in ECR says the repository; a name in
/// another one is told, and not heeded.
final class ComposeTags {

  private final Texts texts;
  private final Mistakes mistakes;
  private final Notices notices;

  ComposeTags(Texts texts, ComposeBuild.Reporting reporting) {
    this.texts = texts;
    this.mistakes = reporting.mistakes();
    this.notices = reporting.notices();
  }

  /// @param own what the file says in our own words: its repository decides
  void read(Mapping service, Mapping build, Map<Input, String> own, Map<Input, String> values) {
    var tags = new LinkedHashSet<String>();
    var repository = Optional.ofNullable(own.get(Input.REPOSITORY));
    for (var written : names(service, build)) {
      var text = texts.of(written).filter(said -> !said.isBlank());
      if (text.isEmpty()) {
        continue;
      }
      var name = ComposeImageName.parse(text.get());
      var wrong = wrong(text.get(), name);
      if (wrong.isPresent()) {
        mistakes.add(written.place(), wrong.get());
        continue;
      }
      if (repository.isEmpty() && name.isForEcr()) {
        repository = Optional.of(name.repository());
      }
      if (own.containsKey(Input.REPOSITORY)
          || repository.filter(name.repository()::equals).isPresent()) {
        if (name.tag().filter(String::isEmpty).isPresent()) {
          mistakes.add(
              written.place(),
              "The name `" + Shown.of(text.get()) + "` has no tag behind its `:`.");
        }
        name.tag().ifPresent(tags::add);
        if (name.hasDigest()) {
          notices.add(
              written.place(),
              "The digest of the name `"
                  + Shown.of(name.repository())
                  + "` is not heeded: an image has the one that it is built with.");
        }
      } else {
        notices.add(
            written.place(),
            "The name `"
                + Shown.of(name.repository())
                + "` is not heeded: it is in another registry than ECR, or in a second repository."
                + " Under `x-ecr-push`, `repository` and `also-push-to` say where an image goes.");
      }
    }
    repository.ifPresent(path -> values.put(Input.REPOSITORY, path));
    if (!tags.isEmpty()) {
      values.put(Input.TAGS, ListText.of(Input.TAGS, List.copyOf(tags)));
    }
  }

  /// Why it is no name, in a whole sentence.
  private static Optional<String> wrong(String text, ComposeImageName name) {
    int scheme = text.indexOf("://");
    if (scheme >= 0) {
      return Optional.of(
          "The name of an image has no `" + Shown.of(text.substring(0, scheme + 3)) + "` in it.");
    }
    if (name.path().isEmpty()) {
      return Optional.of("The name `" + Shown.of(text) + "` has no repository in it.");
    }
    return name.path().indexOf(':') < 0
        ? Optional.empty()
        : Optional.of(
            "The name `" + Shown.of(text) + "` has a `/` behind its `:`, and a tag has none.");
  }

  private List<YamlNode> names(Mapping service, Mapping build) {
    var names = new ArrayList<YamlNode>();
    var image = service.members().get("image");
    if (image != null) {
      names.add(image.value());
    }
    var further = build.members().get("tags");
    if (further != null) {
      names.addAll(texts.list(further.value()));
    }
    return names;
  }
}
