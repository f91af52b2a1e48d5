package io.github.ecrpush.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The import rule of `docs/architecture.md`: a package may import only from lower floors.
class ImportRuleTest {

  private static final int WALL = 400;

  private static final String ROOT = "io.github.ecrpush";

  /// Ground floor first. A package that is not listed here has no place in the house yet.
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("image", "failure", "concurrent", "json", "yaml", "file"),
          List.of("credential", "progress", "http", "socket", "iam", "dockerfile", "input"),
          List.of("registry", "buildkit", "aws", "github", "git", "config", "metadata"),
          List.of("ecr", "build", "sandbox"),
          List.of("operation"),
          List.of("report"),
          List.of("cli", "action"),
          List.of(""));

  /// The one home of each library that is not allowed everywhere.
  private static final Map<String, List<String>> HOMES =
      Map.of(
          "software.amazon..", List.of("..aws..", "..ecr.."),
          "com.fasterxml.jackson..", List.of("..json.."),
          "tools.jackson..", List.of("..json.."),
          "org.snakeyaml..", List.of("..yaml.."),
          "io.grpc..", List.of("..buildkit.."),
          "com.google.protobuf..", List.of("..buildkit.."),
          "com.github.dockerjava..", List.of("..build.engine.."),
          "picocli..", List.of("..cli.."));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void imports_only_go_down_the_stairs() {
    var climbs = new TreeSet<String>();
    for (var importer : HOUSE) {
      for (var dependency : importer.getDirectDependenciesFromSelf()) {
        var imported = dependency.getTargetClass().getBaseComponentType();
        if (!imported.getPackageName().startsWith(ROOT)) {
          continue;
        }
        var from = room(importer);
        var to = room(imported);
        if (!from.equals(to) && floor(to) >= floor(from)) {
          climbs.add(
              "%s (floor %d) imports %s (floor %d): %s → %s"
                  .formatted(
                      from,
                      floor(from),
                      to,
                      floor(to),
                      importer.getSimpleName(),
                      imported.getSimpleName()));
        }
      }
    }
    assertThat(climbs).isEmpty();
  }

  @Test
  void every_room_has_a_floor_and_every_floor_only_rooms_that_exist() throws IOException {
    var onDisk = new TreeSet<String>();
    try (var entries = Files.list(Path.of("src/main/java/io/github/ecrpush"))) {
      entries.filter(Files::isDirectory).forEach(room -> onDisk.add(room.getFileName().toString()));
    }

    var planned = new TreeSet<String>();
    FLOORS.forEach(planned::addAll);
    planned.remove("");

    assertThat(planned).isEqualTo(onDisk);
  }

  @Test
  void each_library_stays_in_its_home() {
    HOMES.forEach((library, homes) ->
        noClasses()
            .that()
            .resideOutsideOfPackages(homes.toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library)
            .check(HOUSE));
  }

  @Test
  void protocol_clients_speak_their_own_errors() {
    noClasses()
        .that()
        .resideInAnyPackage("..http..", "..registry..", "..buildkit..", "..socket..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..failure..", "..progress..")
        .check(HOUSE);
  }

  @Test
  void only_the_root_touches_the_process() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(HOUSE);
  }

  @Test
  void no_source_file_reaches_the_wall() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      var tooLong = files.filter(Files::isRegularFile).filter(file -> lines(file) > WALL).toList();
      assertThat(tooLong).isEmpty();
    }
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String room(JavaClass type) {
    var rest = type.getPackageName().substring(ROOT.length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
  }

  private static int floor(String room) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(room)) {
        return floor;
      }
    }
    throw new AssertionError(
        "package `" + room + "` has no floor: add it to FLOORS and to docs/architecture.md");
  }
}
