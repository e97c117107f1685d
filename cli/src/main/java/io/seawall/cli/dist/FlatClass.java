package io.seawall.cli.dist;

import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Byte;
import static java.lang.constant.ConstantDescs.CD_Character;
import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Short;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One class file with type switches and record comparisons as plain code.
final class FlatClass {
  private static final int HIDDEN =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);

  private final ClassDesc self;
  private final boolean isInterface;

  /// Methods that take the place of calls, each with a name of its own.
  private final List<Consumer<ClassBuilder>> methods = new ArrayList<>();

  private FlatClass(ClassModel model) {
    this.self = model.thisClass().asSymbol();
    this.isInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  /// The same class in effect; the very same bytes if it has none of these calls.
  static byte[] of(byte[] bytes) {
    ClassFile files = ClassFile.of();
    ClassModel model = files.parse(bytes);
    FlatClass flat = new FlatClass(model);
    ClassTransform calls =
        ClassTransform.transformingMethodBodies((code, element) -> {
          if (element instanceof InvokeDynamicInstruction call) {
            flat.call(code, call);
          } else {
            code.with(element);
          }
        });
    ClassTransform added =
        ClassTransform.endHandler(builder -> flat.methods.forEach(one -> one.accept(builder)));
    byte[] changed = files.transformClass(model, calls.andThen(added));
    return flat.methods.isEmpty() ? bytes : changed;
  }

  private void call(CodeBuilder code, InvokeDynamicInstruction call) {
    Optional<Consumer<CodeBuilder>> body = body(call);
    if (body.isEmpty()) {
      code.with(call);
      return;
    }
    String name = "flat$" + methods.size();
    MethodTypeDesc type = call.typeSymbol();
    methods.add(builder -> builder.withMethodBody(name, type, HIDDEN, body.get()));
    code.invokestatic(self, name, type, isInterface);
  }

  /// Code that does what the call does; empty if the call is to be left as it is.
  private Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction call) {
    List<ConstantDesc> arguments = call.bootstrapArgs();
    String bootstrap =
        call.bootstrapMethod().owner().displayName() + "." + call.name().stringValue();
    return switch (bootstrap) {
      case "SwitchBootstraps.typeSwitch" ->
          arguments.stream().allMatch(ClassDesc.class::isInstance)
              ? Optional.of(code -> typeSwitch(code, arguments))
              : Optional.empty();
      case "ObjectMethods.equals" -> Optional.of(code -> equals(code, fields(arguments)));
      case "ObjectMethods.hashCode" -> Optional.of(code -> hashCode(code, fields(arguments)));
      default -> Optional.empty();
    };
  }

  /// The index of the first type, from the index given on, that the value is of; -1 for null; the
  /// number of types if it is of none.
  ///
  /// Source: java.lang.runtime.SwitchBootstraps.typeSwitch.
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> types) {
    Label notNull = code.newLabel();
    code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
    for (int i = 0; i < types.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(types.size()).ireturn();
  }

  /// A component of a record.
  private record Field(String name, ClassDesc type) {}

  /// The components, from the class, the names and a getter for each.
  private static List<Field> fields(List<ConstantDesc> arguments) {
    List<Field> fields = new ArrayList<>();
    for (ConstantDesc argument : arguments.subList(2, arguments.size())) {
      DirectMethodHandleDesc getter = (DirectMethodHandleDesc) argument;
      fields.add(new Field(getter.methodName(), getter.invocationType().returnType()));
    }
    return fields;
  }

  /// Source: java.lang.runtime.ObjectMethods: primitive components by `compare`, others by
  /// `Objects.equals`.
  private void equals(CodeBuilder code, List<Field> fields) {
    Label no = code.newLabel();
    code.aload(1).instanceOf(self).ifeq(no);
    code.aload(1).checkcast(self).astore(2);
    for (Field field : fields) {
      code.aload(0).getfield(self, field.name, field.type);
      code.aload(2).getfield(self, field.name, field.type);
      switch (TypeKind.from(field.type)) {
        case REFERENCE -> code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(no);
        case LONG -> code.lcmp().ifne(no);
        case DOUBLE -> compared(code, CD_Double, CD_double).ifne(no);
        case FLOAT -> compared(code, CD_Float, CD_float).ifne(no);
        case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.if_icmpne(no);
        case VOID -> throw new IllegalArgumentException("a component without type");
      }
    }
    code.iconst_1().ireturn().labelBinding(no).iconst_0().ireturn();
  }

  private static CodeBuilder compared(CodeBuilder code, ClassDesc box, ClassDesc type) {
    return code.invokestatic(box, "compare", MethodTypeDesc.of(CD_int, type, type));
  }

  /// Source: java.lang.runtime.ObjectMethods as it is implemented: 31 times what came before, plus
  /// the hash of the component.
  private void hashCode(CodeBuilder code, List<Field> fields) {
    code.iconst_0();
    for (Field field : fields) {
      ClassDesc box =
          switch (TypeKind.from(field.type)) {
            case REFERENCE -> OBJECTS;
            case LONG -> CD_Long;
            case DOUBLE -> CD_Double;
            case FLOAT -> CD_Float;
            case BOOLEAN -> CD_Boolean;
            case BYTE -> CD_Byte;
            case CHAR -> CD_Character;
            case SHORT -> CD_Short;
            case INT -> CD_Integer;
            case VOID -> throw new IllegalArgumentException("a component without type");
          };
      ClassDesc type = field.type.isPrimitive() ? field.type : CD_Object;
      code.bipush(31).imul().aload(0).getfield(self, field.name, field.type);
      code.invokestatic(box, "hashCode", MethodTypeDesc.of(CD_int, type)).iadd();
    }
    code.ireturn();
  }
}
