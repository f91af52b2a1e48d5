package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what the secrets of a build are, which a compose file declares at its top.
final class ComposeSecrets {

  private final Mapping declared;
  private final Workspace workspace;
  private final Texts texts;
  private final Mistakes mistakes;

  ComposeSecrets(Mapping declared, Workspace workspace, Texts texts, Mistakes mistakes) {
    this.declared = declared;
    this.workspace = workspace;
    this.texts = texts;
    this.mistakes = mistakes;
  }

  /// Adds those of one build to its inputs.
  void read(YamlNode secrets, Map<Input, String> values) {
    if (secrets.isNothing()) {
      return;
    }
    if (!(secrets instanceof Sequence list)) {
      mistakes.add(secrets.place(), "Here stands a list of secrets.");
      return;
    }
    var files = new ArrayList<String>();
    var variables = new ArrayList<String>();
    for (var item : list.items()) {
      if (item instanceof Mapping mapping) {
        var source = text(mapping, "source");
        if (source.isEmpty()) {
          mistakes.add(item.place(), "A secret names its `source`.");
        }
        source.ifPresent(name ->
            add(item.place(), name, text(mapping, "target").orElse(name), files, variables));
      } else {
        texts.of(item).ifPresent(name -> add(item.place(), name, name, files, variables));
      }
    }
    values.put(Input.SECRET_FILES, ListText.of(Input.SECRET_FILES, files));
    values.put(Input.SECRET_ENVS, ListText.of(Input.SECRET_ENVS, variables));
  }

  private void add(
      YamlPlace place, String name, String id, List<String> files, List<String> variables) {
    var member = declared.members().get(name);
    if (member == null || !(member.value() instanceof Mapping secret)) {
      mistakes.add(place, "The secret `" + Shown.of(name) + "` is not declared under `secrets`.");
      return;
    }
    var file = text(secret, "file");
    var variable = text(secret, "environment");
    if (id.isBlank() || id.indexOf('=') >= 0) {
      mistakes.add(place, "The name of a secret is not empty, and has no `=`.");
    } else if (file.isPresent()) {
      var folder = Workspace.folder(secret.place().file());
      files.add(id + "=" + workspace.insideOrMistake(secret.place(), folder, file.get()));
    } else if (variable.isPresent()) {
      variables.add(id + "=" + variable.get());
    } else {
      mistakes.add(
          member.place(),
          "A secret of a build comes from a `file` or from a variable, `environment`.");
    }
  }

  private Optional<String> text(Mapping mapping, String key) {
    return Optional.ofNullable(mapping.members().get(key))
        .flatMap(member -> texts.of(member.value()));
  }
}
