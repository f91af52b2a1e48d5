package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The build gives the program's classes a form that starts faster. They must do the same in it.
class PreparedClassesIT {

  private static final Path CLASSES = Path.of("target/test-classes");
  private static final String SAMPLE = PreparedSample.class.getName();

  @TempDir private Path folder;

  @Test
  void prepared_classes_do_what_they_did() throws Exception {
    var jar = prepared();

    var platform = ClassLoader.getPlatformClassLoader();
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, platform)) {
      var sample = loader.loadClass(SAMPLE).getConstructor().newInstance();
      assertThat(((Supplier<?>) sample).get()).isEqualTo(new PreparedSample().get());
    }
  }

  @Test
  void prepared_classes_leave_only_switches_with_constants_to_the_runtime() throws Exception {
    try (var jar = new JarFile(prepared().toFile())) {
      for (var entry : jar.stream().toList()) {
        try (var in = jar.getInputStream(entry)) {
          assertThat(madeAtRunTime(in.readAllBytes()))
              .as(entry.getName())
              .doesNotContain("equals", "hashCode")
              .filteredOn("typeSwitch"::equals)
              .hasSize(entry.getName().endsWith("$Left.class") ? 1 : 0);
        }
      }
    }
  }

  private static List<String> madeAtRunTime(byte[] type) {
    return ClassFile.of().parse(type).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(CodeModel::elementStream)
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(call -> ((InvokeDynamicInstruction) call).name().stringValue())
        .toList();
  }

  private Path prepared() throws IOException, InterruptedException {
    var jar = folder.resolve("sample.jar");
    var sample = SAMPLE.replace('.', '/');
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.list(CLASSES.resolve(sample).getParent())) {
      for (var file : files.sorted().toList()) {
        if (CLASSES.relativize(file).toString().matches(sample + "(\\$\\w+)*\\.class")) {
          out.putNextEntry(new JarEntry(CLASSES.relativize(file).toString()));
          Files.copy(file, out);
          out.closeEntry();
        }
      }
    }
    var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    var tool = "script/prepare/PrepareClasses.java";
    var process = new ProcessBuilder(java, tool, jar.toString()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return jar;
  }
}
