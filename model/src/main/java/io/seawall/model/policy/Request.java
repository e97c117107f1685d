package io.seawall.model.policy;

import java.util.Map;
import java.util.Optional;

/// A request of HTTP, as far as rules look at it: attributes by name.
///
/// @param attributes such as [#METHOD], [#PATH], [#HOST], and `header.` with the name of a header
///   in lower case
/// @param known whether what `attributes` leaves out is not there; else it is not known
public record Request(Map<String, String> attributes, boolean known) {
  /// The method, such as `GET`.
  public static final String METHOD = "method";

  /// The path, without the query.
  public static final String PATH = "path";

  /// The host that is asked for.
  public static final String HOST = "host";

  /// Goes before the name of a header in lower case.
  public static final String HEADER = "header.";

  /// Goes before the name of a claim of a token that was found valid; `jwt.principal` is issuer and
  /// subject.
  public static final String TOKEN = "jwt.";

  /// A request of which nothing is known, or something that is no request at all.
  public static final Request ANY = new Request(Map.of(), false);

  public Request {
    attributes = Map.copyOf(attributes);
  }

  /// Goes before what no request tells: an expression whose meaning is not known here.
  public static final String UNTOLD = "untold.";

  /// Whether it passes; empty if what is not known decides.
  public Optional<Boolean> passes(LabelTest test) {
    return test.passes(attributes, key -> !known || key.equals(HOST) || key.startsWith(UNTOLD));
  }
}
