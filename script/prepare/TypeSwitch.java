import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// What a `switch` over types asks: which of its labels fits. Here it is a row of `instanceof`.
final class TypeSwitch {

  private static final ClassDesc MAKER = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object);

  private TypeSwitch() {}

  /// Labels may be classes and texts; those with numbers or enums are left to the runtime.
  static boolean isCalledBy(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().equals(MAKER)
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && !call.typeSymbol().parameterType(0).isPrimitive()
        && call.bootstrapArgs().stream()
            .allMatch(label -> label instanceof ClassDesc || label instanceof String);
  }

  /// As [java.lang.runtime.SwitchBootstraps#typeSwitch] has it: the number of the first label from
  /// the given one on that fits, the count of labels when none does, and -1 for null.
  static void write(CodeBuilder code, InvokeDynamicInstruction call) {
    var labels = call.bootstrapArgs();
    var notNull = code.newLabel();
    code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
    for (int i = 0; i < labels.size(); i++) {
      var next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      if (labels.get(i) instanceof ClassDesc type) {
        code.aload(0).instanceOf(type);
      } else {
        code.loadConstant(labels.get(i)).aload(0).invokevirtual(CD_Object, "equals", EQUALS);
      }
      code.ifeq(next).loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }
}
