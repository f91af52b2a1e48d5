import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/// The SDK's table of all services of AWS, three hundred classes that its first client makes and
/// looks into once. Only the services whose clients are in the jar are kept in it.
final class ServiceTable {

  private static final String TABLE =
      "software/amazon/awssdk/regions/GeneratedServiceMetadataProvider.class";
  private static final String ENTRIES = "software/amazon/awssdk/regions/servicemetadata/";
  private static final Pattern CLIENT =
      Pattern.compile("software/amazon/awssdk/services/[^/]+/[^/]+Client\\.class");

  private final Set<String> services = new HashSet<>();
  private final Set<String> entries = new HashSet<>();
  private byte[] table = {};

  ServiceTable(ClassFile classFile, JarFile jar) throws IOException {
    for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
      if (CLIENT.matcher(entry.getName()).matches()) {
        classFile.parse(PrepareClasses.read(jar, entry)).fields().stream()
            .filter(field -> field.fieldName().equalsString("SERVICE_METADATA_ID"))
            .flatMap(field -> field.elementStream())
            .filter(ConstantValueAttribute.class::isInstance)
            .map(value -> ((ConstantValueAttribute) value).constant().constantValue().toString())
            .forEach(services::add);
      }
    }
    if (jar.getEntry(TABLE) == null) {
      return;
    }
    var whole = classFile.parse(PrepareClasses.read(jar, jar.getJarEntry(TABLE)));
    table = classFile.transformClass(whole, ClassTransform.transformingMethodBodies(
        method -> method.methodName().equalsString("<clinit>"),
        CodeTransform.ofStateful(Shortening::new)));
    if (services.isEmpty() || services.size() != entries.size()) {
      throw new IllegalStateException(services + " are not all in the SDK's table: " + entries);
    }
  }

  boolean has(String name) {
    return name.equals(TABLE);
  }

  byte[] shortened() {
    return table;
  }

  /// Whether it is about a service that is not in the table any more.
  boolean drops(String name) {
    return name.startsWith(ENTRIES)
        && !entries.contains(name.replaceFirst("(\\$.*)?\\.class$", ""));
  }

  /// Each entry is made by one row: its name, a new object, and a call of `put`.
  private final class Shortening implements CodeTransform {

    private boolean dropping;

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (element instanceof ConstantInstruction constant
          && constant.constantValue() instanceof String service) {
        dropping = !services.contains(service);
      }
      if (!dropping) {
        builder.with(element);
        if (element instanceof NewObjectInstruction made
            && made.className().asInternalName().startsWith(ENTRIES)) {
          entries.add(made.className().asInternalName());
        }
      }
      if (element instanceof InvokeInstruction call && call.name().equalsString("put")) {
        dropping = false;
      }
    }
  }
}
