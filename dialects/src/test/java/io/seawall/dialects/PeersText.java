package io.seawall.dialects;

import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import java.util.stream.Collectors;

/// Peers and tests of labels in one line, for tables of tests.
public final class PeersText {
  private PeersText() {}

  /// Whom they mean.
  public static String peers(Peers peers) {
    return switch (peers) {
      case Peers.Everybody _ -> "everybody";
      case Peers.Pods(var namespaces, var labels) ->
          "pods " + namespaces(namespaces) + " " + labels(labels);
      case Peers.Nodes(var labels) -> "nodes " + labels(labels);
      case Peers.Addresses(var addresses) -> "addresses " + addresses.possible().blocks();
      case Peers.Block(var block, var exceptions) ->
          block + (exceptions.isEmpty() ? "" : " but " + exceptions);
      case Peers.Tag(var name) -> name;
      case Peers.AnyOf(var inner) ->
          inner.stream().map(PeersText::peers).collect(Collectors.joining(" | ", "(", ")"));
      case Peers.AllOf(var inner) ->
          inner.stream().map(PeersText::peers).collect(Collectors.joining(" & ", "(", ")"));
      case Peers.Not(var inner) -> "not " + peers(inner);
      case Peers.Outside _ -> "outside";
      case Peers.Identified(var attributes) -> "identified " + labels(attributes);
      case Peers.Sending(var request) -> "sending " + labels(request);
      case Peers.ApplicationGroup(var id) -> "members of " + id;
      case Peers.Unknown _ -> "?";
    };
  }

  private static String namespaces(NamespaceTest test) {
    return switch (test) {
      case NamespaceTest.Named(var name) -> name;
      case NamespaceTest.Labelled(var labels) -> "[" + labels(labels) + "]";
    };
  }

  /// What it asks of labels.
  public static String labels(LabelTest test) {
    return switch (test) {
      case LabelTest.In(var key, var values) -> key + "=" + String.join("/", values);
      case LabelTest.Exists(var key) -> key;
      case LabelTest.Like(var key, var place, var text) -> key + " has " + text + " at " + place;
      case LabelTest.Not(var inner) -> "!" + labels(inner);
      case LabelTest.All(var tests) ->
          tests.isEmpty()
              ? "*"
              : tests.stream().map(PeersText::labels).collect(Collectors.joining(","));
      case LabelTest.OneOf(var tests) ->
          tests.stream().map(PeersText::labels).collect(Collectors.joining("/", "one of {", "}"));
    };
  }
}
