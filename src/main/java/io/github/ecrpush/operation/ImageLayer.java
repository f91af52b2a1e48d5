package io.github.ecrpush.operation;

import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.registry.ImageConfiguration.Made;
import io.github.ecrpush.registry.Manifest.Layer;
import java.util.ArrayList;
import java.util.List;

/// A layer of an image, and the line that made it.
///
/// @param size as it is in the registry, packed
/// @param line the instruction, as far as the image says it; not to be trusted
public record ImageLayer(Digest digest, long size, String line) {

  private static final String BUILDKIT = " # buildkit";

  /// The classic builder's mark of what is no command for a shell.
  private static final String NO_COMMAND = "#(nop)";

  private static final String SHELL = "/bin/sh -c ";

  /// Joins the layers of a manifest with the history of its configuration. The lines that made a
  /// layer stand in the order of the layers. Where they are not as many, nobody can tell which
  /// belongs to which, and none has a line.
  static List<ImageLayer> of(List<Layer> layers, List<Made> history) {
    var lines = history.stream().filter(Made::isLayer).map(Made::by).toList();
    var joined = new ArrayList<ImageLayer>();
    for (int i = 0; i < layers.size(); i++) {
      var line = lines.size() == layers.size() ? instruction(lines.get(i)) : "";
      joined.add(new ImageLayer(layers.get(i).digest(), layers.get(i).size(), line));
    }
    return joined;
  }

  /// What stands in the Dockerfile, of what builders make of it.
  private static String instruction(String made) {
    var line = RemoteWords.of(withoutArguments(made));
    if (line.endsWith(BUILDKIT)) {
      line = line.substring(0, line.length() - BUILDKIT.length());
    }
    int nop = line.indexOf(NO_COMMAND);
    if (nop >= 0) {
      return line.substring(nop + NO_COMMAND.length()).strip();
    }
    var command = line.startsWith("RUN ") ? line.substring("RUN ".length()) : line;
    return command.startsWith(SHELL) ? "RUN " + command.substring(SHELL.length()) : line;
  }

  /// Takes out the build arguments that a command saw, which may be anybody's secret: `RUN |2 A=1
  /// B=2 /bin/sh -c make` is `RUN make`.
  private static String withoutArguments(String made) {
    if (!made.startsWith("RUN |")) {
      return made;
    }
    int shell = made.indexOf(" -c ");
    return shell < 0 ? "RUN …" : "RUN " + made.substring(shell + " -c ".length());
  }
}
