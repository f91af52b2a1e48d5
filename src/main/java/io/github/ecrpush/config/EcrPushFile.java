package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Member;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads `ecr-push.yml`: at its top the inputs that hold for the run, `variables`, `defaults` and
/// `images`.
final class EcrPushFile {

  static final String VERSION = "version";
  static final String VARIABLES = "variables";
  static final String DEFAULTS = "defaults";
  static final String IMAGES = "images";
  static final String MATRIX = "matrix";

  private final Workspace workspace;
  private final Mistakes mistakes;
  private final FileVariables variables;
  private final Interpolation interpolation;
  private final ImageList images;

  EcrPushFile(Workspace workspace, Mistakes mistakes, Map<String, String> environment) {
    this.workspace = workspace;
    this.mistakes = mistakes;
    this.variables = new FileVariables(environment, mistakes);
    this.interpolation = new Interpolation(variables, mistakes);
    this.images = new ImageList(mistakes);
  }

  Configuration read(YamlNode root) {
    if (!(root instanceof Mapping file)) {
      throw mistakes.last(
          root.place(), "The file has names with values, and `images` is one of the names.");
    }
    var top = new ImageKeys(InputPlace.RUN, mistakes, VERSION, VARIABLES, DEFAULTS, IMAGES);
    var inputs = top.inputs(file);
    at(file, VARIABLES, variables::declare);
    at(file, VERSION, this::version);
    var run = new ImageInputs(texts(variables), workspace, mistakes).read(inputs).values();
    var defaults = new LinkedHashMap<Input, YamlNode>();
    at(file, DEFAULTS, node -> defaults.putAll(keys(node)));
    at(file, IMAGES, node -> images(node, defaults));
    if (!file.members().containsKey(IMAGES)) {
      mistakes.add(root.place(), "The file has no `images`.");
    }
    return new Configuration(root.place().file(), images.all(), run, List.of(), false);
  }

  /// What its top says as plain text about reports; a value that means nothing is left out.
  static Map<Input, String> reports(Mapping root, Workspace workspace) {
    var reports = new EnumMap<Input, String>(Input.class);
    plain(root, Input.EVIDENCE)
        .flatMap(path -> workspace.inside(Workspace.folder(root.place().file()), path))
        .ifPresent(path -> reports.put(Input.EVIDENCE, path));
    plain(root, Input.SUMMARY)
        .filter(List.of("true", "false")::contains)
        .ifPresent(truth -> reports.put(Input.SUMMARY, truth));
    return reports;
  }

  private static Optional<String> plain(Mapping root, Input input) {
    return Optional.ofNullable(root.members().get(input.key()))
        .map(Member::value)
        .filter(value -> value instanceof Scalar text && !text.isNothing())
        .map(value -> ((Scalar) value).text().strip())
        .filter(text -> !text.isEmpty() && text.indexOf('$') < 0);
  }

  private void version(YamlNode node) {
    if (!(node instanceof Scalar scalar) || !scalar.text().equals("1")) {
      mistakes.add(node.place(), "The language of this file has the version `1`.");
    }
  }

  private void images(YamlNode node, Map<Input, YamlNode> defaults) {
    if (!(node instanceof Mapping mapping) || mapping.members().isEmpty()) {
      mistakes.add(node.place(), "`images` has names, and below each one its inputs.");
      return;
    }
    mapping.members().forEach((name, member) -> image(name, member, defaults));
  }

  private void image(String name, Member member, Map<Input, YamlNode> defaults) {
    var nodes = joined(defaults, keys(member.value(), MATRIX));
    var matrix = matrix(member);
    matrix.requireFew(member.place(), mistakes);
    for (var combination : matrix.combinations()) {
      var texts = texts(variables.with(combination));
      var key = new Scalar(member.place(), name, true);
      var read = new ImageInputs(texts, workspace, mistakes).read(nodes);
      images.add(texts.of(key), member.place(), inItsFolder(member.place(), read), false);
    }
  }

  /// Without a context, an image is built from the folder of the file.
  private static ImageInputs.Read inItsFolder(YamlPlace place, ImageInputs.Read read) {
    var folder = Workspace.folder(place.file());
    if (!folder.isEmpty()) {
      read.values().putIfAbsent(Input.CONTEXT, folder);
    }
    return read;
  }

  /// @param others the keys that may stand there and are no inputs
  private Map<Input, YamlNode> keys(YamlNode node, String... others) {
    return switch (node) {
      case Mapping mapping -> new ImageKeys(InputPlace.IMAGE, mistakes, others).inputs(mapping);
      case Scalar nothing when nothing.isNothing() -> Map.of();
      default -> {
        mistakes.add(node.place(), "Here stand inputs with their values, such as `context: .`.");
        yield Map.of();
      }
    };
  }

  private Matrix matrix(Member image) {
    var written = image.value() instanceof Mapping mapping ? mapping.members().get(MATRIX) : null;
    return written == null
        ? Matrix.none()
        : Matrix.read(written.value(), texts(variables), mistakes);
  }

  /// What an image says takes the place of a default; of two mappings, name by name. Nothing takes
  /// it away.
  private static Map<Input, YamlNode> joined(
      Map<Input, YamlNode> defaults, Map<Input, YamlNode> own) {
    var joined = new LinkedHashMap<>(defaults);
    own.forEach((input, node) -> joined.merge(input, node, EcrPushFile::joined));
    return joined;
  }

  private static YamlNode joined(YamlNode standard, YamlNode own) {
    if (standard instanceof Mapping below && own instanceof Mapping above) {
      var members = new LinkedHashMap<>(below.members());
      above
          .members()
          .forEach((name, member) -> {
            boolean takesAway = member.value().isNothing();
            if (!takesAway || members.remove(name) == null) {
              members.put(name, member);
            }
          });
      return new Mapping(above.place(), members);
    }
    return own;
  }

  private Texts texts(Interpolation.Variables from) {
    return new Texts(interpolation, from, mistakes);
  }

  private static void at(Mapping file, String key, Consumer<YamlNode> reader) {
    var member = file.members().get(key);
    if (member != null) {
      reader.accept(member.value());
    }
  }
}
