import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Gives the old classes of a jar the form of newer ones: the start-up cache takes a class that is
/// older than Java 6, as picocli's are, but the runtime then checks it anew in every start, by
/// another and slower way. What the classes do stays as it is. Directories are left out.
///
///     java script/RenewClasses.java JAR
final class RenewClasses {

  private static final int OLD = ClassFile.JAVA_5_VERSION;
  private static final int NEW = ClassFile.JAVA_7_VERSION;

  public static void main(String[] arguments) throws IOException {
    var jar = Path.of(arguments[0]);
    var renewed = Path.of(arguments[0] + ".new");
    try (var old = new JarFile(jar.toFile());
        var out = new JarOutputStream(Files.newOutputStream(renewed))) {
      var classFile =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(resolver(old)));
      for (var entry : (Iterable<JarEntry>) old.stream()::iterator) {
        if (!entry.isDirectory()) {
          var copy = new JarEntry(entry.getName());
          copy.setTime(entry.getTime());
          out.putNextEntry(copy);
          out.write(renewed(classFile, entry.getName(), read(old, entry)));
          out.closeEntry();
        }
      }
    }
    Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (var in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static byte[] renewed(ClassFile classFile, String name, byte[] bytes) {
    if (!name.endsWith(".class") || majorVersion(bytes) > OLD) {
      return bytes;
    }
    var model = classFile.parse(bytes);
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion
                    ? ClassFileVersion.of(NEW, 0)
                    : element);
    // Code that is passed on element by element is written anew, and gets its stack maps.
    var code = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
    var renewed = classFile.transformClass(model, version.andThen(code));
    var problems = classFile.verify(renewed);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(name + ": " + problems.getFirst().getMessage());
    }
    return renewed;
  }

  private static int majorVersion(byte[] bytes) {
    return (bytes[6] & 0xff) << 8 | (bytes[7] & 0xff);
  }

  private static ClassHierarchyResolver resolver(JarFile jar) {
    return ClassHierarchyResolver.ofResourceParsing(
            (ClassDesc type) -> {
              var descriptor = type.descriptorString();
              var entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
              try {
                return entry == null ? null : jar.getInputStream(entry);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            })
        .orElse(ClassHierarchyResolver.defaultResolver())
        .cached();
  }
}
