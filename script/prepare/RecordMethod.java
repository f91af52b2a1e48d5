import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// The `equals` and `hashCode` of a record, over its components in their order. Its `toString` is
/// left to the runtime: nothing asks for it on the way of a push.
final class RecordMethod {

  private static final ClassDesc MAKER = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private RecordMethod() {}

  static boolean isCalledBy(InvokeDynamicInstruction call) {
    var name = call.name().stringValue();
    return call.bootstrapMethod().owner().equals(MAKER)
        && (name.equals("equals") || name.equals("hashCode"));
  }

  static void write(CodeBuilder code, InvokeDynamicInstruction call) {
    var type = (ClassDesc) call.bootstrapArgs().getFirst();
    var components = // the second argument holds their names in one text
        call.bootstrapArgs().stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    if (call.name().equalsString("equals")) {
      writeEquals(code, type, components);
    } else {
      writeHashCode(code, type, components);
    }
  }

  private static void writeEquals(
      CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> components) {
    var different = code.newLabel();
    code.aload(1).instanceOf(type).ifeq(different);
    code.aload(1).checkcast(type).astore(2);
    for (var component : components) {
      var kind = component.invocationType().returnType();
      code.aload(0).getfield(type, component.methodName(), kind);
      code.aload(2).getfield(type, component.methodName(), kind);
      if (kind.isPrimitive()) { // as the wrappers compare, which tells two kinds of zero apart
        var compare = MethodTypeDesc.of(CD_int, kind, kind);
        code.invokestatic(wrapper(kind), "compare", compare).ifne(different);
      } else {
        var equals = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
        code.invokestatic(OBJECTS, "equals", equals).ifeq(different);
      }
    }
    code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
  }

  private static void writeHashCode(
      CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> components) {
    code.iconst_0();
    for (var component : components) {
      var kind = component.invocationType().returnType();
      code.bipush(31).imul();
      code.aload(0).getfield(type, component.methodName(), kind);
      if (kind.isPrimitive()) {
        code.invokestatic(wrapper(kind), "hashCode", MethodTypeDesc.of(CD_int, kind));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private static ClassDesc wrapper(ClassDesc kind) {
    return switch (TypeKind.from(kind)) {
      case BOOLEAN -> ClassDesc.of("java.lang.Boolean");
      case BYTE -> ClassDesc.of("java.lang.Byte");
      case CHAR -> ClassDesc.of("java.lang.Character");
      case SHORT -> ClassDesc.of("java.lang.Short");
      case INT -> ClassDesc.of("java.lang.Integer");
      case LONG -> ClassDesc.of("java.lang.Long");
      case FLOAT -> ClassDesc.of("java.lang.Float");
      case DOUBLE -> ClassDesc.of("java.lang.Double");
      case REFERENCE, VOID -> throw new IllegalArgumentException(kind.displayName());
    };
  }
}
