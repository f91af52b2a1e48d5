package io.github.ecrpush.config;

import io.github.ecrpush.config.Dependencies.Use;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlMistake;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Member;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what a compose file says under `build`.
final class ComposeBuild {

  private static final String OTHER_SERVICE = "service:";

  /// Those keys that are inputs under another name or under their own.
  private static final Map<String, Input> INPUTS =
      Map.of(
          "target", Input.TARGET,
          "platforms", Input.PLATFORMS,
          "network", Input.NETWORK,
          "no_cache", Input.NO_CACHE,
          "pull", Input.PULL);

  private final ComposeSecrets secrets;
  private final ComposeVariables variables;
  private final Workspace workspace;
  private final Texts texts;
  private final Mistakes mistakes;
  private final Notices notices;

  ComposeBuild(
      ComposeSecrets secrets,
      ComposeVariables variables,
      Workspace workspace,
      Texts texts,
      Reporting reporting) {
    this.secrets = secrets;
    this.variables = variables;
    this.workspace = workspace;
    this.texts = texts;
    this.mistakes = reporting.mistakes();
    this.notices = reporting.notices();
  }

  /// Where it is told what is wrong, and what is not heeded.
  record Reporting(Mistakes mistakes, Notices notices) {

    /// What a part of the reading finds, which is not told with the rest of the file.
    Remarks apart(Runnable reading) {
      var found = new ArrayList<YamlMistake>();
      var said = notices.apart(() -> found.addAll(mistakes.apart(reading)));
      return new Remarks(found, said);
    }
  }

  /// @param folder the context where none is named: that of the first file, whichever one says how
  ///   to build
  ImageInputs.Read read(String service, Mapping build, String folder) {
    var values = new LinkedHashMap<Input, String>();
    var uses = new ArrayList<Use>();
    var context = context(build, folder);
    values.put(Input.CONTEXT, context);
    build
        .members()
        .forEach((key, member) -> {
          var node = member.value();
          switch (key) {
            case "context", "tags" -> {} // read elsewhere
            case "dockerfile" -> values.put(Input.FILE, dockerfile(context, node));
            case "dockerfile_inline" ->
                mistakes.add(
                    member.place(), "`dockerfile_inline` is not built. Put it into a file.");
            case "args" -> values.put(Input.BUILD_ARGS, arguments(node));
            case "labels" -> values.put(Input.LABELS, labels(node));
            case "secrets" -> secrets.read(node, values);
            case "additional_contexts" -> values.put(Input.BUILD_CONTEXTS, contexts(node, uses));
            default -> other(service, key, member, values);
          }
        });
    values.values().removeIf(String::isBlank);
    return new ImageInputs.Read(values, uses);
  }

  private void other(String service, String key, Member member, Map<Input, String> values) {
    var input = INPUTS.get(key);
    if (input != null) {
      values.put(input, new InputText(texts, mistakes).of(input, member.value()));
    } else if (!key.startsWith("x-")) {
      notices.add(
          member.place(),
          "`" + Shown.of(key) + "` of the service `" + Shown.of(service) + "` is not heeded.");
    }
  }

  private String context(Mapping build, String folder) {
    var member = build.members().get("context");
    if (member == null) {
      return workspace.insideOrMistake(build.place(), folder, ".");
    }
    var place = member.value().place();
    var text = texts.of(member.value()).orElse(".").strip();
    return ImageInputs.isAddress(text)
        ? ImageInputs.folderWanted(mistakes, place)
        : path(place, text);
  }

  /// It begins where the context does.
  private String dockerfile(String context, YamlNode node) {
    var file = texts.of(node).orElse("").strip();
    return file.isEmpty() ? file : workspace.insideOrMistake(node.place(), context, file);
  }

  /// One without a value has that of its variable, and is left out when there is none.
  private String arguments(YamlNode node) {
    if (!(node instanceof Mapping mapping)) {
      return new InputText(texts, mistakes).of(Input.BUILD_ARGS, node);
    }
    var known = new LinkedHashMap<String, Member>();
    mapping
        .members()
        .forEach((name, member) -> {
          if (!member.value().isNothing()) {
            known.put(name, member);
            return;
          }
          variables
              .value(name)
              .map(value -> new Scalar(member.place(), value.replace("$", "$$"), false))
              .ifPresent(value -> known.put(name, new Member(member.place(), value)));
        });
    return new InputText(texts, mistakes).of(Input.BUILD_ARGS, new Mapping(node.place(), known));
  }

  /// One without a value is empty.
  private String labels(YamlNode node) {
    if (!(node instanceof Mapping mapping)) {
      return new InputText(texts, mistakes).of(Input.LABELS, node);
    }
    var known = new LinkedHashMap<>(mapping.members());
    known.replaceAll((_, member) ->
        member.value().isNothing()
            ? new Member(member.place(), new Scalar(member.place(), "", false))
            : member);
    return new InputText(texts, mistakes).of(Input.LABELS, new Mapping(node.place(), known));
  }

  private String contexts(YamlNode node, List<Use> uses) {
    var lines = new ArrayList<String>();
    for (var entry : new InputText(texts, mistakes).entries(Input.BUILD_CONTEXTS, node)) {
      int equals = entry.text().indexOf('=');
      var name = entry.text().substring(0, Math.max(equals, 0)).strip();
      var value = entry.text().substring(equals + 1).strip();
      if (name.isEmpty() || value.isEmpty()) {
        mistakes.add(entry.place(), "A build context is written `name: folder`.");
      } else if (value.startsWith(OTHER_SERVICE)) {
        uses.add(new Use(entry.place(), name, value.substring(OTHER_SERVICE.length())));
      } else {
        lines.add(name + "=" + (ImageInputs.isAddress(value) ? value : path(entry.place(), value)));
      }
    }
    return ListText.of(Input.BUILD_CONTEXTS, lines);
  }

  private String path(YamlPlace place, String text) {
    return workspace.insideOrMistake(place, Workspace.folder(place.file()), text);
  }
}
