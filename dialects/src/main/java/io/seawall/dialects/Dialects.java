package io.seawall.dialects;

import io.seawall.dialects.admin.AdminDialect;
import io.seawall.dialects.aks.AksDialect;
import io.seawall.dialects.azurenetwork.AzureNetworkDialect;
import io.seawall.dialects.calico.CalicoDialect;
import io.seawall.dialects.cilium.CiliumDialect;
import io.seawall.dialects.cilium.CiliumMesh;
import io.seawall.dialects.consul.ConsulDialect;
import io.seawall.dialects.consul.ConsulMesh;
import io.seawall.dialects.firewall.FirewallDialect;
import io.seawall.dialects.gateway.GatewayDialect;
import io.seawall.dialects.istio.IstioDialect;
import io.seawall.dialects.istio.IstioMesh;
import io.seawall.dialects.kubernetes.KubernetesDialect;
import io.seawall.dialects.linkerd.LinkerdDialect;
import io.seawall.dialects.linkerd.LinkerdMesh;
import io.seawall.dialects.nsg.NsgDialect;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.model.mesh.MeshLanguage;
import java.util.ArrayList;
import java.util.List;

/// The list of dialects.
public final class Dialects {
  /// Every dialect. The last takes any object by its form.
  public static final List<Dialect> ALL =
      List.of(
          new AksDialect(),
          new NsgDialect(),
          new AzureNetworkDialect(),
          new FirewallDialect(),
          new AdminDialect(),
          new CiliumDialect(),
          new CalicoDialect(),
          new GatewayDialect(),
          new IstioDialect(),
          new LinkerdDialect(),
          new ConsulDialect(),
          new KubernetesDialect());

  /// Every service mesh: what objects of it mean in one cluster.
  public static final List<MeshLanguage> MESHES =
      List.of(new IstioMesh(), new LinkerdMesh(), new ConsulMesh(), new CiliumMesh());

  private Dialects() {}

  /// Starts a reading in all dialects at once. A document is offered to each of them, since a
  /// template holds resources of many kinds, and to the last only if no other took it. One that
  /// none of them takes is complained of.
  public static Dialect.Reading open() {
    List<Dialect.Reading> readings = ALL.stream().map(Dialect::open).toList();
    List<Diagnostic> strangers = new ArrayList<>();
    return new Dialect.Reading() {
      @Override
      public boolean accept(Document document) {
        boolean taken = false;
        for (Dialect.Reading reading : readings.subList(0, readings.size() - 1)) {
          taken |= reading.accept(document);
        }
        taken = taken || readings.getLast().accept(document);
        if (!taken) {
          SourceRef where = SourceRef.of(document.file(), document.root().line());
          strangers.add(stranger(where));
          // A key that tells the kind may be there twice.
          Fields.of(document.root(), where, Fields.Keys.ANY_CASE, strangers);
        }
        return taken;
      }

      @Override
      public Parsed<Facts> close() {
        Facts facts = Facts.NONE;
        List<Diagnostic> diagnostics = new ArrayList<>(strangers);
        for (Dialect.Reading reading : readings) {
          Parsed<Facts> parsed = reading.close();
          facts = facts.plus(parsed.value());
          diagnostics.addAll(parsed.diagnostics());
        }
        return new Parsed<>(facts, diagnostics);
      }
    };
  }

  private static Diagnostic stranger(SourceRef where) {
    return Diagnostic.note(
        "NOT_UNDERSTOOD",
        where,
        "a document of an unknown kind",
        "a Kubernetes object (apiVersion and kind) or an Azure resource (id or type)",
        "it is left out");
  }
}
