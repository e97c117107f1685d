package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.Action;
import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.dialects.istio.IstioObject.Rule;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Note;
import io.seawall.model.mesh.Stage;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which policies decide about connections to a workload: first CUSTOM, then DENY, then ALLOW; what
/// no ALLOW policy that speaks of the workload allows is denied, if there is one.
///
/// Source: Istio documentation, "Authorization Policy" (evaluation; a policy without rules matches
/// nothing, one with an empty rule everything; `targetRefs`; root namespace) and "Dry Run"; Istio
/// source, pilot/pkg/model/policyattachment.go.
final class Authorization {
  private static final String GATEWAY = "gateway.networking.k8s.io/gateway-name";

  private final List<AuthorizationPolicy> all;
  private final Settings settings;
  private final boolean ambient;

  Authorization(List<AuthorizationPolicy> all, Settings settings, boolean ambient) {
    this.all = all;
    this.settings = settings;
    this.ambient = ambient;
  }

  /// The policies that the proxy of the workload enforces.
  ///
  /// @param place what the proxy sees
  /// @param notes grows with what is to be said of policies that do less than they seem to
  List<Policy> of(Workload workload, RuleMeaning.Place place, List<Note> notes) {
    gateways(workload, notes);
    List<Policy> found = new ArrayList<>();
    for (AuthorizationPolicy policy : all) {
      if (speaksOf(policy, workload, notes)) {
        neutral(policy, workload, place, notes).ifPresent(found::add);
      }
    }
    return found;
  }

  private boolean speaksOf(AuthorizationPolicy policy, Workload workload, List<Note> notes) {
    boolean inScope =
        policy.namespace().equals(settings.rootNamespace())
            || policy.namespace().equals(workload.id().namespace());
    if (!inScope || !policy.attachment().selects(workload.labels())) {
      return false;
    }
    if (!policy.attachment().targets().isEmpty()) {
      return false; // for waypoints and gateways
    }
    if (policy.attachment().isEmptySelector() && !ambient) {
      note(
          notes,
          Note.Kind.FRAGILE,
          policy,
          "has a selector without labels, which the ambient mesh attaches to no pod: leave the"
              + " selector out");
    }
    if (ambient && policy.attachment().isEmptySelector()) {
      note(
          notes,
          Note.Kind.VAIN,
          policy,
          "has a selector without labels, which the ambient mesh attaches to no pod: leave the"
              + " selector out");
    }
    return true;
  }

  /// Pods with the label of gateways are taken for one: policies that are bound to the gateway
  /// speak of them, and those that select them by a setting that can be switched off.
  private void gateways(Workload workload, List<Note> notes) {
    if (workload.labels().containsKey(GATEWAY)) {
      notes.add(
          new Note(
              Note.Kind.FRAGILE,
              workload.id()
                  + " has the label "
                  + GATEWAY
                  + ": Istio takes its pods for a gateway, which selectors speak of by a setting"
                  + " alone (ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY)",
              workload.where()));
    }
  }

  private Optional<Policy> neutral(
      AuthorizationPolicy policy, Workload workload, RuleMeaning.Place place, List<Note> notes) {
    if (policy.dryRun() && policy.action() != Action.CUSTOM) {
      note(notes, Note.Kind.VAIN, policy, "is a dry run: nothing enforces it");
      return Optional.empty();
    }
    remark(policy, notes);
    RuleMeaning meaning = new RuleMeaning(policy, settings, place);
    return switch (policy.action()) {
      case AUDIT -> {
        note(notes, Note.Kind.VAIN, policy, "only audits: nothing is refused");
        yield Optional.empty();
      }
      case ALLOW ->
          Optional.of(
              policy(policy, workload, Stage.AUTHORIZATION, meaning.of(Verdict.ALLOW), true));
      case DENY ->
          Optional.of(
              policy(policy, workload, Stage.DENIAL, denials(policy, meaning, place, notes), true));
      case CUSTOM -> {
        if (ambient) {
          note(
              notes,
              Note.Kind.VAIN,
              policy,
              "has the action CUSTOM, which ztunnel does not know: it does nothing without a"
                  + " waypoint");
          yield Optional.empty();
        }
        if (isMissing(policy) && !policy.dryRun()) {
          note(
              notes,
              Note.Kind.BREAKS,
              policy,
              "names a provider that the mesh does not have: what" + " its rules match is refused");
          yield Optional.of(policy(policy, workload, Stage.DENIAL, meaning.of(Verdict.DENY), true));
        }
        List<io.seawall.model.policy.Rule> maybe =
            meaning.of(Verdict.DENY).stream().map(Authorization::asProviderSays).toList();
        yield Optional.of(policy(policy, workload, Stage.EXTERNAL, maybe, true));
      }
      case UNKNOWN -> {
        List<io.seawall.model.policy.Rule> both = new ArrayList<>(meaning.of(Verdict.DENY));
        both.addAll(meaning.of(Verdict.ALLOW));
        yield Optional.of(policy(policy, workload, Stage.AUTHORIZATION, both, false));
      }
    };
  }

  /// Whether the mesh has no such provider (Istio documentation, "External Authorization": requests
  /// are refused then).
  private boolean isMissing(AuthorizationPolicy policy) {
    return settings.providers().filter(names -> !names.contains(policy.provider())).isPresent();
  }

  /// What the provider of an action CUSTOM decides is not in the input.
  private static io.seawall.model.policy.Rule asProviderSays(io.seawall.model.policy.Rule rule) {
    return rule.withPeers(
        new Peers.AllOf(
            List.of(
                new Peers.Unknown("what the provider of the action CUSTOM decides"),
                rule.peers())));
  }

  /// ztunnel leaves out what a rule asks of requests, clause by clause; a clause that has nothing
  /// left never fits (Istio source, pilot/pkg/serviceregistry/ambient/authorization.go).
  private List<io.seawall.model.policy.Rule> denials(
      AuthorizationPolicy policy, RuleMeaning meaning, RuleMeaning.Place place, List<Note> notes) {
    if (!ambient) {
      return meaning.of(Verdict.DENY);
    }
    List<Rule> kept = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      if (Ztunnel.neverFits(rule)) {
        notes.add(
            new Note(
                Note.Kind.VAIN,
                policy.title()
                    + " denies requests, which ztunnel cannot see: the rule never fits without a"
                    + " waypoint",
                rule.where()));
      } else {
        kept.add(Ztunnel.seen(rule));
      }
    }
    return new RuleMeaning(with(policy, kept), settings, place).of(Verdict.DENY);
  }

  private static AuthorizationPolicy with(AuthorizationPolicy policy, List<Rule> rules) {
    return new AuthorizationPolicy(
        policy.namespace(),
        policy.name(),
        policy.attachment(),
        policy.action(),
        rules,
        policy.dryRun(),
        policy.accepted(),
        policy.provider(),
        policy.broken(),
        policy.where());
  }

  /// That ztunnel attaches it to no pod was read in the source of Istio, and not seen.
  private boolean isPerhapsOfNobody(AuthorizationPolicy policy) {
    return ambient && policy.attachment().isEmptySelector();
  }

  private Policy policy(
      AuthorizationPolicy policy,
      Workload workload,
      Stage stage,
      List<io.seawall.model.policy.Rule> rules,
      boolean sure) {
    return new Policy(
        "AuthorizationPolicy",
        Optional.of(policy.namespace()),
        policy.name(),
        stage.tier(),
        0,
        Direction.INGRESS,
        new Peers.Pods(new NamespaceTest.Named(workload.id().namespace()), LabelTest.any()),
        sure && !policy.broken() && !isPerhapsOfNobody(policy),
        rules,
        stage == Stage.AUTHORIZATION ? Verdict.DENY : Verdict.PASS,
        policy.where());
  }

  /// What is to be said of a policy whatever it does.
  private void remark(AuthorizationPolicy policy, List<Note> notes) {
    boolean prefixed =
        policy.rules().stream()
            .flatMap(rule -> rule.from().stream())
            .flatMap(source -> source.of("principals").stream())
            .anyMatch(value -> value.startsWith("spiffe://"));
    if (prefixed) {
      note(
          notes,
          Note.Kind.VAIN,
          policy,
          "names principals with spiffe://, which no identity matches: write them without it");
    }
  }

  private static void note(
      List<Note> notes, Note.Kind kind, AuthorizationPolicy policy, String text) {
    notes.add(new Note(kind, policy.title() + " " + text, policy.where()));
  }
}
