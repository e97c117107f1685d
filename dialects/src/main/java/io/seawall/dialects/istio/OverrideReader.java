package io.seawall.dialects.istio;

import io.seawall.dialects.Fields;
import io.seawall.dialects.istio.IstioObject.Attachment;
import io.seawall.dialects.istio.IstioObject.ProxyChange;
import io.seawall.dialects.kubernetes.ObjectMeta;

/// Reads whose proxies an EnvoyFilter, WasmPlugin or ProxyConfig changes.
final class OverrideReader {
  private OverrideReader() {}

  static ProxyChange read(ObjectMeta meta, Fields root) {
    boolean filter = meta.type().kind().equals("EnvoyFilter");
    Attachment attachment =
        root.child("spec")
            .map(spec ->
                Attachments.read(
                    spec,
                    filter ? "workloadSelector" : "selector",
                    filter ? "labels" : "matchLabels"))
            .orElse(Attachment.WHOLE);
    return new ProxyChange(
        meta.type().kind(),
        meta.namespaceOrDefault(),
        meta.name(),
        attachment,
        false,
        meta.where());
  }
}
