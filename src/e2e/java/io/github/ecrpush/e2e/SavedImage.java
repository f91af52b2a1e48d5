package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An image as `docker save` writes it.
///
/// @param folder of the archive and of what is unpacked from it
record SavedImage(Path folder) {

  static SavedImage of(Docker docker, String image, Path folder) throws Exception {
    Files.createDirectories(folder);
    var saved = new SavedImage(folder);
    docker.run("save", "--output", saved.archive().toString(), image);
    return saved;
  }

  private Path archive() {
    return folder.resolve("image.tar");
  }

  /// How many bytes it has when it is compressed as well as gzip can.
  long compressedSize() throws Exception {
    return Long.parseLong(shell("gzip -9 <%s | wc -c".formatted(archive())));
  }

  /// Its files, as the layers have them.
  List<ImageFile> files() throws Exception {
    var layers = Files.createDirectory(folder.resolve("layers"));
    var root = Files.createDirectory(folder.resolve("root"));
    shell("tar -xf %s -C %s".formatted(archive(), layers));
    var manifest = Json.parse(Files.readAllBytes(layers.resolve("manifest.json")));
    for (var layer : manifest.elements().getFirst().at("Layers").elements()) {
      shell("tar -xpf %s -C %s".formatted(layers.resolve(layer.text().orElseThrow()), root));
    }
    return ImageFile.in(root);
  }

  private static String shell(String line) throws Exception {
    var outcome = Programs.run(Map.of(), "", List.of("sh", "-c", line));
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return outcome.output().strip();
  }
}
