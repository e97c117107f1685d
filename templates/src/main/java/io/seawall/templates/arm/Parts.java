package io.seawall.templates.arm;

import io.seawall.templates.arm.Value.Field;
import io.seawall.templates.arm.Value.Text;
import java.util.ArrayList;
import java.util.List;

/// Gives the parts that stand inside a resource the ids that the service answers with, so that what
/// refers to a subnet finds it in its network.
///
/// Source: Microsoft.Network REST API: a part with `properties` of its own in a list of its
/// resource, such as `subnets` or `frontendIPConfigurations`, has the id `RESOURCE/LIST/NAME`.
final class Parts {
  private Parts() {}

  /// The same resource, where parts of it have ids and names.
  static Value.Obj identified(Value.Obj resource, Text id) {
    List<Field> fields = new ArrayList<>();
    for (Field field : resource.fields()) {
      fields.add(
          field.key().equalsIgnoreCase("properties") && field.value() instanceof Value.Obj inside
              ? new Field(field.key(), field.line(), lists(inside, id))
              : field);
    }
    return Value.Obj.of(resource.line(), fields);
  }

  private static Value.Obj lists(Value.Obj properties, Text id) {
    List<Field> fields = new ArrayList<>();
    for (Field field : properties.fields()) {
      if (field.value() instanceof Value.Array(var line, var items, _, _)) {
        Text prefix = id.then("/" + field.key() + "/");
        List<Value> parts = new ArrayList<>();
        items.forEach(item -> parts.add(part(item, prefix)));
        fields.add(new Field(field.key(), field.line(), Value.Array.of(line, parts)));
      } else {
        fields.add(field);
      }
    }
    return Value.Obj.of(properties.line(), fields);
  }

  private static Value part(Value item, Text prefix) {
    if (!(item instanceof Value.Obj(var line, var fields, _, _) && item instanceof Value.Obj part)
        || part.get("id").isPresent()
        || part.get("properties").isEmpty()
        || !(part.get("name").orElse(Value.Atom.NULL) instanceof Text name)) {
      return item;
    }
    List<Field> out = new ArrayList<>();
    out.add(new Field("id", line, Lines.at(prefix.then(name), line)));
    for (Field field : fields) {
      out.add(
          field.key().equalsIgnoreCase("name")
              ? new Field(
                  field.key(), field.line(), Lines.at(Text.of(Nodes.shown(name)), field.line()))
              : field);
    }
    return Value.Obj.of(line, out);
  }
}
