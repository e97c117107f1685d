package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.Condition;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Request;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the conditions of a rule ask.
///
/// Source: Istio documentation, "Authorization Policy Conditions".
final class Conditions {
  private static final String HEADER = "request.headers[";
  private static final String CLAIM = "request.auth.claims[";

  private final SourceMeaning sources;

  Conditions(SourceMeaning sources) {
    this.sources = sources;
  }

  /// Whether it looks at the request: such a condition cannot be asked of a connection.
  static boolean isOfRequest(Condition condition) {
    return condition.key().startsWith("request.");
  }

  /// The connections that it leaves; all, if it does not speak of ports.
  static PacketSet packets(Condition condition) {
    if (!condition.key().equals("destination.port")) {
      return OperationMeaning.TCP;
    }
    PacketSet some =
        condition.values().isEmpty()
            ? OperationMeaning.TCP
            : OperationMeaning.packets(condition.values());
    return some.minus(OperationMeaning.packets(condition.notValues()));
  }

  /// Whom it leaves; empty if it asks nothing of the sender or the request.
  Optional<Peers> peers(Condition condition) {
    if (condition.key().equals("destination.port")) {
      return Optional.empty();
    }
    List<Peers> all = new ArrayList<>();
    if (!condition.values().isEmpty()) {
      all.add(positive(condition.key(), condition.values()));
    }
    if (!condition.notValues().isEmpty()) {
      all.add(new Peers.Not(positive(condition.key(), condition.notValues())));
    }
    return Optional.of(all.size() == 1 ? all.getFirst() : new Peers.AllOf(all));
  }

  private Peers positive(String key, List<String> values) {
    String field = SourceMeaning.ATTRIBUTES.get(key);
    if (field != null) {
      return sources.positive(field, values);
    }
    if (key.startsWith(HEADER) && key.endsWith("]")) {
      String name = key.substring(HEADER.length(), key.length() - 1).toLowerCase(Locale.ROOT);
      return new Peers.Sending(Values.anyOf(Request.HEADER + name, values));
    }
    if (key.startsWith(CLAIM) && key.endsWith("]")) {
      String name = key.substring(CLAIM.length(), key.length() - 1);
      return sources.ofToken(Values.anyOf(Request.TOKEN + "claims." + name, values));
    }
    if (key.startsWith("request.auth.")) {
      String name = key.substring("request.auth.".length());
      return sources.ofToken(Values.anyOf(Request.TOKEN + name, values));
    }
    return isOfRequest(key)
        ? new Peers.Sending(new LabelTest.Exists(Request.UNTOLD + key))
        : new Peers.Unknown("the attribute " + key);
  }

  private static boolean isOfRequest(String key) {
    return key.startsWith("request.");
  }
}
