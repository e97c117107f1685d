package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Node.Mapping;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the tables: Kubernetes API, LabelSelector and LabelSelectorRequirement.
class LabelSelectorTest {

  @ParameterizedTest(name = "{0}: {1} selects {2} = {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          empty selects everything          | {}                                                                        | {app: web} | true
          empty selects no labels           | {}                                                                        | {} | true
          empty parts select everything     | {matchLabels: {}, matchExpressions: []}                                   | {app: web} | true
          null parts select everything      | {matchLabels: null, matchExpressions: null}                               | {app: web} | true
          a label that is there             | {matchLabels: {app: web}}                                                 | {app: web} | true
          a label with another value        | {matchLabels: {app: web}}                                                 | {app: db} | false
          a label that is missing           | {matchLabels: {app: web}}                                                 | {} | false
          both labels must be there         | {matchLabels: {app: web, env: prod}}                                      | {app: web} | false
          both labels are there             | {matchLabels: {app: web, env: prod}}                                      | {app: web, env: prod} | true
          an empty value is a value         | {matchLabels: {app: ""}}                                                  | {} | false
          a null value is an empty one      | {matchLabels: {app: null}}                                                | {app: ""} | true
          a null value is not any value     | {matchLabels: {app: null}}                                                | {app: web} | false
          In: one of the values             | {matchExpressions: [{key: app, operator: In, values: [web, db]}]}         | {app: db} | true
          In: none of the values            | {matchExpressions: [{key: app, operator: In, values: [web, db]}]}         | {app: api} | false
          In: no such key                   | {matchExpressions: [{key: app, operator: In, values: [web, db]}]}         | {} | false
          NotIn: one of the values          | {matchExpressions: [{key: app, operator: NotIn, values: [web, db]}]}      | {app: db} | false
          NotIn: none of the values         | {matchExpressions: [{key: app, operator: NotIn, values: [web, db]}]}      | {app: api} | true
          NotIn: no such key                | {matchExpressions: [{key: app, operator: NotIn, values: [web, db]}]}      | {} | true
          Exists: with a value              | {matchExpressions: [{key: app, operator: Exists}]}                        | {app: web} | true
          Exists: with an empty value       | {matchExpressions: [{key: app, operator: Exists}]}                        | {app: ""} | true
          Exists: no such key               | {matchExpressions: [{key: app, operator: Exists}]}                        | {env: prod} | false
          Exists: an empty list of values   | {matchExpressions: [{key: app, operator: Exists, values: []}]}            | {app: web} | true
          DoesNotExist: with a value        | {matchExpressions: [{key: app, operator: DoesNotExist}]}                  | {app: web} | false
          DoesNotExist: no such key         | {matchExpressions: [{key: app, operator: DoesNotExist}]}                  | {env: prod} | true
          expressions and labels: both      | {matchLabels: {env: prod}, matchExpressions: [{key: app, operator: Exists}]} | {app: web, env: prod} | true
          expressions and labels: one only  | {matchLabels: {env: prod}, matchExpressions: [{key: app, operator: Exists}]} | {env: prod} | false
          """)
  void selects(String row, String selector, String labels, boolean selected) {
    Policy policy = Kube.onlyPolicy("{podSelector: " + selector + "}");

    assertThat(Kube.subject(policy).labels().passes(labels(labels))).isEqualTo(selected);
  }

  private static Map<String, String> labels(String text) {
    Mapping mapping = Flow.mapping(text);
    Map<String, String> out = new LinkedHashMap<>();
    mapping.entries().forEach(e -> out.put(e.key(), mapping.text(e.key()).orElseThrow()));
    return out;
  }

  @Test
  void an_empty_selector_asks_nothing() {
    LabelTest test = Kube.subject(Kube.onlyPolicy("{podSelector: {}}")).labels();

    assertThat(test.isAny()).isTrue();
  }
}
