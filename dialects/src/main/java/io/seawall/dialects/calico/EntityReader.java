package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.dialects.calico.CalicoPolicy.Accounts;
import io.seawall.dialects.calico.CalicoPolicy.Entity;
import io.seawall.dialects.calico.CalicoPolicy.Port;
import io.seawall.dialects.calico.CalicoPolicy.ServiceName;
import io.seawall.dialects.kubernetes.TextItem;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.packets.Cidr;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one end of a rule.
///
/// Source: Calico documentation, "Network policy", entity rule and ports.
final class EntityReader {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6}):(\\d{1,6})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  private final Fields fields;
  private final boolean validated;

  /// @param validated whether Calico's API server has looked at the object
  EntityReader(Fields fields, boolean validated) {
    this.fields = fields;
    this.validated = validated;
  }

  Entity read() {
    Entity entity =
        new Entity(
            SelectorField.read(fields, "selector"),
            SelectorField.read(fields, "notSelector"),
            SelectorField.any(fields, "namespaceSelector"),
            fields.child("serviceAccounts").map(EntityReader::accounts),
            fields.child("services").flatMap(EntityReader::service),
            blocks("nets"),
            blocks("notNets"),
            ports("ports"),
            ports("notPorts"),
            fields.texts("domains"));
    fields.close();
    checkService(entity);
    return entity;
  }

  private static Accounts accounts(Fields fields) {
    Accounts accounts = new Accounts(fields.texts("names"), SelectorField.read(fields, "selector"));
    fields.close();
    return accounts;
  }

  private static Optional<ServiceName> service(Fields fields) {
    Optional<String> name = fields.text("name").filter(text -> !text.isEmpty());
    Optional<String> namespace = fields.text("namespace").filter(text -> !text.isEmpty());
    fields.close();
    if (name.isEmpty()) {
      fields.complain(
          "MISSING_FIELD", fields.where("name"), "no name", "the name of a Service", "");
    }
    return name.map(text -> new ServiceName(namespace, text));
  }

  private void checkService(Entity entity) {
    boolean others =
        entity.selector().isPresent()
            || entity.notSelector().isPresent()
            || entity.namespaces().isPresent()
            || entity.accounts().isPresent()
            || !entity.nets().isEmpty()
            || !entity.notNets().isEmpty();
    if (entity.service().isPresent() && others) {
      fields.complain(
          "ONE_OF",
          fields.where(),
          "services beside selectors or nets",
          "services alone",
          "make each a rule of its own");
    }
  }

  /// Calico's API server takes blocks alone; in its storage an address counts as a block of one.
  private List<Cidr> blocks(String key) {
    List<Cidr> blocks = new ArrayList<>();
    for (TextItem item : TextItem.read(fields, key)) {
      Optional<Cidr> block = validated ? Cidr.parse(item.text()) : Cidr.parseLenient(item.text());
      if (block.isEmpty()) {
        fields.complain(
            "BAD_CIDR", item.where(), item.describe(), "a block such as 10.0.0.0/8", "");
      }
      block.ifPresent(blocks::add);
    }
    return blocks;
  }

  private List<Port> ports(String key) {
    List<Port> ports = new ArrayList<>();
    List<Node> items = fields.items(key);
    for (int i = 0; i < items.size(); i++) {
      SourceRef at =
          fields.where().at(fields.where(key).field() + "[" + i + "]", items.get(i).line());
      Optional<Port> port = port(items.get(i));
      if (port.isEmpty()) {
        fields.complain(
            "PORT_RANGE",
            at,
            items.get(i).describe(),
            "a port from 1 to 65535, a range such as \"8000:8080\", or a name",
            "");
      }
      port.ifPresent(ports::add);
    }
    return ports;
  }

  /// Digits in quotes are a number, too.
  private static Optional<Port> port(Node item) {
    if (!(item instanceof Scalar(_, var kind, var text))
        || (kind != ScalarKind.NUMBER && kind != ScalarKind.STRING)) {
      return Optional.empty();
    }
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      return range(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
    }
    if (NUMBER.matcher(text).matches()) {
      return range(Integer.parseInt(text), Integer.parseInt(text));
    }
    return kind == ScalarKind.STRING && NAME.matcher(text).matches()
        ? Optional.of(new Port.Named(text))
        : Optional.empty();
  }

  private static Optional<Port> range(int first, int last) {
    return first >= 1 && first <= last && last <= Ports.LAST
        ? Optional.of(new Port.Range(first, last))
        : Optional.empty();
  }
}
