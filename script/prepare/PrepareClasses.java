import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Gives the classes of a jar a form that starts fast. What they do stays as it is.
///
/// - Classes older than Java 6, as picocli's are, get the form of newer ones: the start-up cache takes
///   them, but the runtime checks them anew in every start, by another and slower way.
/// - Code that the runtime makes when it first comes to it is made here: [TypeSwitch] and
///   [RecordMethod]. It takes one to ten milliseconds each, and the start-up cache does not keep it.
/// - The SDK's [table of services][ServiceTable] is shortened.
///
/// Directories are left out. What is left is in the order of its names, because Maven writes some of
/// it in an order that changes from build to build.
///
///     java script/prepare/PrepareClasses.java JAR
final class PrepareClasses {

  private static final int OLD = ClassFile.JAVA_5_VERSION;
  private static final int NEW = ClassFile.JAVA_7_VERSION;
  private static final String MADE_AT_RUN_TIME = "java/lang/runtime/";

  private final ClassFile classFile;
  private final ServiceTable services;

  private PrepareClasses(JarFile jar) throws IOException {
    classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(resolver(jar)));
    services = new ServiceTable(classFile, jar);
  }

  public static void main(String[] arguments) throws IOException {
    var jar = Path.of(arguments[0]);
    var prepared = Path.of(arguments[0] + ".new");
    try (var old = new JarFile(jar.toFile());
        var out = new JarOutputStream(Files.newOutputStream(prepared))) {
      var classes = new PrepareClasses(old);
      var entries = old.stream().sorted(Comparator.comparing(JarEntry::getName));
      for (var entry : (Iterable<JarEntry>) entries::iterator) {
        if (!entry.isDirectory() && !classes.services.drops(entry.getName())) {
          var copy = new JarEntry(entry.getName());
          copy.setTime(entry.getTime());
          out.putNextEntry(copy);
          out.write(classes.prepared(entry.getName(), read(old, entry)));
          out.closeEntry();
        }
      }
    }
    Files.move(prepared, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (var in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private byte[] prepared(String name, byte[] bytes) {
    if (!name.endsWith(".class")) {
      return bytes;
    }
    byte[] prepared = bytes;
    if (services.has(name)) {
      prepared = services.shortened();
    } else if (majorVersion(bytes) <= OLD) {
      prepared = classFile.transformClass(classFile.parse(bytes), renewing());
    } else if (new String(bytes, ISO_8859_1).contains(MADE_AT_RUN_TIME)) {
      var model = classFile.parse(bytes);
      prepared = classFile.transformClass(model, making(model));
    }
    if (prepared != bytes) {
      var problems = classFile.verify(prepared);
      if (!problems.isEmpty()) {
        throw new IllegalStateException(name + ": " + problems.getFirst().getMessage());
      }
    }
    return prepared;
  }

  private static int majorVersion(byte[] bytes) {
    return (bytes[6] & 0xff) << 8 | (bytes[7] & 0xff);
  }

  private static ClassTransform renewing() {
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion ? ClassFileVersion.of(NEW, 0) : element);
    // Code that is passed on element by element is written anew, and gets its stack maps.
    return version.andThen(
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element)));
  }

  /// A call of the method that the runtime would make becomes a call of one that we make.
  private static ClassTransform making(ClassModel type) {
    var name = type.thisClass().asSymbol();
    boolean isInterface = type.flags().has(AccessFlag.INTERFACE);
    var made = new ArrayList<InvokeDynamicInstruction>();
    var calls =
        ClassTransform.transformingMethodBodies(
            (builder, element) -> {
              if (element instanceof InvokeDynamicInstruction call && isOurs(call)) {
                builder.invokestatic(name, nameOf(made.size()), call.typeSymbol(), isInterface);
                made.add(call);
              } else {
                builder.with(element);
              }
            });
    var methods =
        ClassTransform.endHandler(
            builder -> {
              for (int i = 0; i < made.size(); i++) {
                var call = made.get(i);
                builder.withMethodBody(
                    nameOf(i),
                    call.typeSymbol(),
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                    code -> write(code, call));
              }
            });
    return calls.andThen(methods);
  }

  private static String nameOf(int number) {
    return "$prepared$" + number;
  }

  private static boolean isOurs(InvokeDynamicInstruction call) {
    return TypeSwitch.isCalledBy(call) || RecordMethod.isCalledBy(call);
  }

  private static void write(CodeBuilder code, InvokeDynamicInstruction call) {
    if (TypeSwitch.isCalledBy(call)) {
      TypeSwitch.write(code, call);
    } else {
      RecordMethod.write(code, call);
    }
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
