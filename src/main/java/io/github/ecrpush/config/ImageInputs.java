package io.github.ecrpush.config;

import io.github.ecrpush.config.Dependencies.Use;
import io.github.ecrpush.config.InputText.Entry;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the inputs of one image, or of the run: their texts, with paths that begin at the
/// workspace, and which other images it uses.
final class ImageInputs {

  private static final String OTHER_IMAGE = "image:";

  private final InputText reader;
  private final Workspace workspace;
  private final Mistakes mistakes;

  /// @param values the text of each input that has one
  record Read(Map<Input, String> values, List<Use> uses) {}

  ImageInputs(Texts texts, Workspace workspace, Mistakes mistakes) {
    this.reader = new InputText(texts, mistakes);
    this.workspace = workspace;
    this.mistakes = mistakes;
  }

  Read read(Map<Input, YamlNode> nodes) {
    var values = new LinkedHashMap<Input, String>();
    var uses = new ArrayList<Use>();
    nodes.forEach((input, node) -> {
      var text =
          switch (input) {
            case SECRET_FILES -> pathsOf(input, node);
            case BUILD_CONTEXTS -> contexts(node, uses);
            default -> reader.of(input, node);
          };
      if (!text.isBlank()) {
        values.put(input, isPath(input, text) ? path(input, node.place(), text) : text);
      }
    });
    return new Read(values, uses);
  }

  /// Whether a text is an address that is no path: a Git repository, or a file behind HTTP.
  static boolean isAddress(String text) {
    return text.contains("://") || text.startsWith("git@") || text.startsWith("github.com/");
  }

  private static boolean isPath(Input input, String text) {
    return switch (input) {
      case CONTEXT, FILE, REPOSITORY_POLICY, TRUST_POLICY, WEB_IDENTITY_TOKEN_FILE, EVIDENCE ->
          true;
      case LIFECYCLE_POLICY -> text.indexOf('=') < 0; // else it is the rules themselves
      default -> false;
    };
  }

  private String path(Input input, YamlPlace place, String text) {
    return input == Input.CONTEXT && isAddress(text)
        ? folderWanted(mistakes, place)
        : path(place, text);
  }

  /// Tells that a context is an address; what would be read as a path must not be one.
  static String folderWanted(Mistakes mistakes, YamlPlace place) {
    mistakes.add(
        place, "A context is a folder. One at an address has to be fetched by a step before.");
    return ".";
  }

  private String pathsOf(Input input, YamlNode node) {
    var lines =
        reader.entries(input, node).stream()
            .map(entry -> {
              int equals = entry.text().indexOf('=');
              var name = entry.text().substring(0, Math.max(equals, 0));
              if (name.isBlank()) {
                mistakes.add(entry.place(), "An entry is written `id=path`.");
              }
              return name + "=" + path(entry.place(), entry.text().substring(equals + 1));
            })
            .toList();
    return ListText.of(input, lines);
  }

  /// Puts those that are other images of the file among the uses, and returns the others.
  private String contexts(YamlNode node, List<Use> uses) {
    var lines = new ArrayList<String>();
    for (var entry : reader.entries(Input.BUILD_CONTEXTS, node)) {
      int equals = entry.text().indexOf('=');
      var name = entry.text().substring(0, Math.max(equals, 0)).strip();
      var value = entry.text().substring(equals + 1).strip();
      if (name.isEmpty() || value.isEmpty()) {
        mistakes.add(entry.place(), "A build context is written `name=folder` or `name: folder`.");
      } else if (value.startsWith(OTHER_IMAGE)) {
        uses.add(new Use(entry.place(), name, value.substring(OTHER_IMAGE.length()).strip()));
      } else {
        lines.add(name + "=" + context(entry, value));
      }
    }
    return ListText.of(Input.BUILD_CONTEXTS, lines);
  }

  private String context(Entry entry, String value) {
    for (var others : List.of("target:", "service:")) {
      if (value.startsWith(others)) {
        var meant = OTHER_IMAGE + Shown.of(value.substring(others.length()));
        mistakes.add(
            entry.place(), "Another image of this file is named by `image:`: `" + meant + "`.");
        return value;
      }
    }
    return isAddress(value) ? value : path(entry.place(), value);
  }

  private String path(YamlPlace place, String text) {
    return workspace.insideOrMistake(place, Workspace.folder(place.file()), text.strip());
  }
}
