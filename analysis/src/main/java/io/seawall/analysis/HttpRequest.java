package io.seawall.analysis;

import io.seawall.dialects.Fields;
import io.seawall.model.policy.Request;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads the request of an assertion: `http: { method: GET, path: /orders, host: shop, headers: {
/// X-Tenant: a } }`. What is not written is not sent, but for the host, which is not known then.
final class HttpRequest {
  private HttpRequest() {}

  static Request read(Fields fields) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(Request.METHOD, fields.text("method").orElse("GET"));
    String path = fields.text("path").orElse("/");
    int query = path.indexOf('?');
    attributes.put(Request.PATH, query < 0 ? path : path.substring(0, query));
    fields.text("host").ifPresent(host -> attributes.put(Request.HOST, host));
    fields
        .textMap("headers")
        .forEach(
            (name, value) -> attributes.put(Request.HEADER + name.toLowerCase(Locale.ROOT), value));
    fields.close();
    return new Request(attributes, true);
  }
}
