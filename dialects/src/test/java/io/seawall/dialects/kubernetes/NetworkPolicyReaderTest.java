package io.seawall.dialects.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the API server refuses. Source of the tables: pkg/apis/networking/validation,
/// ValidateNetworkPolicy, and k8s.io/apimachinery, ValidateLabelSelector, of the Kubernetes source.
class NetworkPolicyReaderTest {
  private static final String HEAD = "dir/0.yaml:3: error: NetworkPolicy shop/p, ";

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port 0                    | {port: 0}                       | port     | PORT_RANGE   | 0                 | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          port past the last        | {port: 65536}                   | port     | PORT_RANGE   | 65536             | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          negative port             | {port: -1}                      | port     | PORT_RANGE   | -1                | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          port of many digits       | {port: 99999999999999999999}    | port     | PORT_RANGE   | 99999999999999999999 | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          port with a fraction      | {port: 80.5}                    | port     | WRONG_TYPE   | the number 80.5   | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          port as a boolean         | {port: true}                    | port     | WRONG_TYPE   | the boolean true  | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          port as a list            | {port: [80]}                    | port     | WRONG_TYPE   | a list            | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          a number in quotes        | {port: "80"}                    | port     | PORT_NAME    | the text "80"     | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | drop the quotes to mean port 80
          name in capitals          | {port: HTTP}                    | port     | PORT_NAME    | the text "HTTP"   | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          name of 16 characters     | {port: abcdefghijklmnop}        | port     | PORT_NAME    | the text "abcdefghijklmnop" | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          name with two hyphens     | {port: a--b}                    | port     | PORT_NAME    | the text "a--b"   | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          name ends with a hyphen   | {port: http-}                   | port     | PORT_NAME    | the text "http-"  | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          empty name                | {port: ""}                      | port     | PORT_NAME    | the text ""       | a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter | ''
          range that ends too early | {port: 5432, endPort: 80}       | endPort  | PORT_RANGE   | 80                | a number from 5432 (port) to 65535 | raise endPort to at least 5432, or drop it to mean port 5432 alone
          range past the last port  | {port: 5432, endPort: 65536}    | endPort  | PORT_RANGE   | 65536             | a number from 5432 (port) to 65535 | raise endPort to at least 5432, or drop it to mean port 5432 alone
          end as text               | {port: 1, endPort: "2"}         | endPort  | WRONG_TYPE   | the text "2"      | a number from 1 (port) to 65535 | raise endPort to at least 1, or drop it to mean port 1 alone
          end without a start       | {endPort: 90}                   | endPort  | END_PORT     | no port beside it | a number as port, where endPort is set | set port to the first of the range
          end after a name          | {port: http, endPort: 90}       | endPort  | END_PORT     | port is the name "http" | a number as port, where endPort is set | write port as a number
          protocol in lower case    | {port: 80, protocol: tcp}       | protocol | BAD_PROTOCOL | the text "tcp"    | TCP, UDP or SCTP | other protocols cannot be named here; write one of these in capitals
          protocol without ports    | {protocol: ICMP}                | protocol | BAD_PROTOCOL | the text "ICMP"   | TCP, UDP or SCTP | other protocols cannot be named here; write one of these in capitals
          protocol as a number      | {protocol: 6}                   | protocol | WRONG_TYPE   | the number 6      | text             | ''
          unknown field             | {port: 80, endport: 90}         | endport  | UNKNOWN_FIELD| the field endport | one of endPort, port, protocol | did you mean endPort?
          """)
  void bad_ports(
      String row,
      String port,
      String field,
      String code,
      String found,
      String expected,
      String help) {
    assertThat(Kube.messages(Kube.policy("{podSelector: {}, ingress: [{ports: [" + port + "]}]}")))
        .isEqualTo(message("spec.ingress[0].ports[0]." + field, code, found, expected, help));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          neither selector nor block | {}                                                   |             | NO_PEER       | none of podSelector, namespaceSelector and ipBlock | at least one of them | write {} after podSelector to mean every pod of the namespace, or drop the whole list to mean everybody
          a null selector alone      | {podSelector: null}                                  |             | NO_PEER       | none of podSelector, namespaceSelector and ipBlock | at least one of them | write {} after podSelector to mean every pod of the namespace, or drop the whole list to mean everybody
          block beside a selector    | {ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}       | .ipBlock    | PEER_CONFLICT | ipBlock beside a selector | ipBlock alone, or selectors alone | make the ipBlock an item of its own
          block without cidr         | {ipBlock: {}}                                        | .ipBlock.cidr | MISSING_FIELD | no cidr | a block such as 10.0.0.0/8 | ''
          an address                 | {ipBlock: {cidr: 10.0.0.1}}                          | .ipBlock.cidr | BAD_CIDR      | the text "10.0.0.1" | a block such as 10.0.0.0/8 or 2001:db8::/64 | write 10.0.0.1/32 for this address alone
          an IPv6 address            | {ipBlock: {cidr: "2001:db8::1"}}                     | .ipBlock.cidr | BAD_CIDR      | the text "2001:db8::1" | a block such as 10.0.0.0/8 or 2001:db8::/64 | write 2001:db8::1/128 for this address alone
          too many bits              | {ipBlock: {cidr: 10.0.0.0/33}}                       | .ipBlock.cidr | BAD_CIDR      | the text "10.0.0.0/33" | a block such as 10.0.0.0/8 or 2001:db8::/64 | ''
          a leading zero             | {ipBlock: {cidr: 010.0.0.0/8}}                       | .ipBlock.cidr | BAD_CIDR      | the text "010.0.0.0/8" | a block such as 10.0.0.0/8 or 2001:db8::/64 | ''
          a name                     | {ipBlock: {cidr: example.com}}                       | .ipBlock.cidr | BAD_CIDR      | the text "example.com" | a block such as 10.0.0.0/8 or 2001:db8::/64 | ''
          IPv4 in IPv6 form          | {ipBlock: {cidr: "::ffff:10.0.0.0/104"}}             | .ipBlock.cidr | BAD_CIDR      | the text "::ffff:10.0.0.0/104" | a block such as 10.0.0.0/8 or 2001:db8::/64 | ''
          exception outside          | {ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/9]}}  | .ipBlock.except[0] | BAD_EXCEPT | 11.0.0.0/9 | a block inside 10.0.0.0/8 and smaller than it | ''
          exception of the same size | {ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}  | .ipBlock.except[0] | BAD_EXCEPT | 10.0.0.0/8 | a block inside 10.0.0.0/8 and smaller than it | ''
          exception that is larger   | {ipBlock: {cidr: 10.0.0.0/8, except: [0.0.0.0/0]}}   | .ipBlock.except[0] | BAD_EXCEPT | 0.0.0.0/0  | a block inside 10.0.0.0/8 and smaller than it | ''
          exception of other family  | {ipBlock: {cidr: 0.0.0.0/0, except: ["::/64"]}}      | .ipBlock.except[0] | BAD_EXCEPT | ::/64      | a block inside 0.0.0.0/0 and smaller than it | ''
          exception that is no block | {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.1.1]}}    | .ipBlock.except[0] | BAD_CIDR   | the text "10.1.1.1" | a block such as 10.0.0.0/8 or 2001:db8::/64 | write 10.1.1.1/32 for this address alone
          exception as text          | {ipBlock: {cidr: 10.0.0.0/8, except: 10.1.0.0/16}}   | .ipBlock.except | WRONG_TYPE | the text "10.1.0.0/16" | a list | ''
          block as text              | {ipBlock: 10.0.0.0/8}                                | .ipBlock    | WRONG_TYPE    | the text "10.0.0.0/8" | a mapping | ''
          selector as text           | {podSelector: web}                                   | .podSelector | WRONG_TYPE   | the text "web" | a mapping | ''
          labels outside matchLabels | {podSelector: {app: web}}                            | .podSelector.app | UNKNOWN_FIELD | the field app | one of matchExpressions, matchLabels | remove it, or correct the spelling
          unknown field              | {cidr: 10.0.0.0/8}                                   | .cidr       | UNKNOWN_FIELD | the field cidr | one of ipBlock, namespaceSelector, podSelector | remove it, or correct the spelling
          a null item                | null                                                 |             | WRONG_TYPE    | null | a mapping | ''
          """)
  void bad_peers(
      String row,
      String peer,
      String field,
      String code,
      String found,
      String expected,
      String help) {
    assertThat(Kube.messages(Kube.policy("{podSelector: {}, ingress: [{from: [" + peer + "]}]}")))
        .isEqualTo(
            message(
                "spec.ingress[0].from[0]" + (field == null ? "" : field),
                code,
                found,
                expected,
                help));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          In without values          | {matchExpressions: [{key: a, operator: In}]}                  | matchExpressions[0].values   | BAD_SELECTOR | no values | at least one value, as the operator is In | write Exists or DoesNotExist to ask for the key alone
          NotIn with an empty list   | {matchExpressions: [{key: a, operator: NotIn, values: []}]}   | matchExpressions[0].values   | BAD_SELECTOR | no values | at least one value, as the operator is NotIn | write Exists or DoesNotExist to ask for the key alone
          Exists with a value        | {matchExpressions: [{key: a, operator: Exists, values: [b]}]} | matchExpressions[0].values   | BAD_SELECTOR | 1 value | none, as the operator is Exists | drop the values, or write In or NotIn to compare with them
          DoesNotExist with values   | {matchExpressions: [{key: a, operator: DoesNotExist, values: [b, c]}]} | matchExpressions[0].values | BAD_SELECTOR | 2 values | none, as the operator is DoesNotExist | drop the values, or write In or NotIn to compare with them
          operator in lower case     | {matchExpressions: [{key: a, operator: in, values: [b]}]}     | matchExpressions[0].operator | BAD_SELECTOR | the text "in" | In, NotIn, Exists, DoesNotExist | ''
          operator of other selectors| {matchExpressions: [{key: a, operator: Gt, values: [b]}]}     | matchExpressions[0].operator | BAD_SELECTOR | the text "Gt" | In, NotIn, Exists, DoesNotExist | ''
          no operator                | {matchExpressions: [{key: a}]}                                | matchExpressions[0].operator | BAD_SELECTOR | no operator | In, NotIn, Exists, DoesNotExist | ''
          no key                     | {matchExpressions: [{operator: Exists}]}                      | matchExpressions[0].key      | BAD_SELECTOR | no key | the key of a label | ''
          key with a space           | {matchExpressions: [{key: "a b", operator: Exists}]}          | matchExpressions[0].key      | BAD_SELECTOR | the label key "a b" | up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an optional DNS name and '/' | ''
          key with two slashes       | {matchLabels: {a/b/c: d}}                                     | matchLabels.a/b/c            | BAD_SELECTOR | the label key "a/b/c" | up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an optional DNS name and '/' | ''
          key with an empty prefix   | {matchLabels: {/b: d}}                                        | matchLabels./b               | BAD_SELECTOR | the label key "/b" | up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an optional DNS name and '/' | ''
          key with a capital prefix  | {matchLabels: {A.b/c: d}}                                     | matchLabels.A.b/c            | BAD_SELECTOR | the label key "A.b/c" | up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, after an optional DNS name and '/' | ''
          value with a slash         | {matchLabels: {a: b/c}}                                       | matchLabels.a                | BAD_SELECTOR | the label value "b/c" | up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, or nothing | ''
          value ends with a hyphen   | {matchExpressions: [{key: a, operator: In, values: [b, c-]}]} | matchExpressions[0].values[1]| BAD_SELECTOR | the label value "c-" | up to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends, or nothing | ''
          value as a number          | {matchLabels: {a: 1}}                                         | matchLabels.a                | WRONG_TYPE   | the number 1 | text | put the value in quotes
          value as a boolean         | {matchLabels: {a: true}}                                      | matchLabels.a                | WRONG_TYPE   | the boolean true | text | put the value in quotes
          value as a list            | {matchLabels: {a: [b]}}                                       | matchLabels.a                | WRONG_TYPE   | a list | text | put the value in quotes
          labels as a list           | {matchLabels: [a]}                                            | matchLabels                  | WRONG_TYPE   | a list | a mapping | ''
          places of listed values    | {matchExpressions: [{key: a, operator: In, values: [1, "2"]}]} | matchExpressions[0].values[0]| WRONG_TYPE   | the number 1 | text | put the value in quotes
          listed value as a number   | {matchExpressions: [{key: a, operator: In, values: [b, 1]}]}  | matchExpressions[0].values[1]| WRONG_TYPE   | the number 1 | text | put the value in quotes
          """)
  void bad_selectors(
      String row,
      String selector,
      String field,
      String code,
      String found,
      String expected,
      String help) {
    assertThat(Kube.messages(Kube.policy("{podSelector: " + selector + "}")))
        .isEqualTo(message("spec.podSelector." + field, code, found, expected, help));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type in lower case     | {podSelector: {}, policyTypes: [ingress]}                   | spec.policyTypes[0] | BAD_POLICY_TYPE | the text "ingress" | Ingress or Egress | ''
          three types            | {podSelector: {}, policyTypes: [Ingress, Egress, Ingress]}  | spec.policyTypes    | BAD_POLICY_TYPE | 3 items | at most two, Ingress and Egress | ''
          types as text          | {podSelector: {}, policyTypes: Egress}                      | spec.policyTypes    | WRONG_TYPE | the text "Egress" | a list | ''
          a null type            | {podSelector: {}, policyTypes: [null]}                      | spec.policyTypes[0] | WRONG_TYPE | null | text | put the value in quotes
          rules as a mapping     | {podSelector: {}, ingress: {}}                              | spec.ingress        | WRONG_TYPE | a mapping | a list | ''
          a rule as text         | {podSelector: {}, ingress: [all]}                           | spec.ingress[0]     | WRONG_TYPE | the text "all" | a mapping | ''
          a null rule            | {podSelector: {}, egress: [null]}                           | spec.egress[0]      | WRONG_TYPE | null | a mapping | ''
          peers as a mapping     | {podSelector: {}, ingress: [{from: {}}]}                    | spec.ingress[0].from | WRONG_TYPE | a mapping | a list | ''
          to in an ingress rule  | {podSelector: {}, ingress: [{to: []}]}                      | spec.ingress[0].to  | UNKNOWN_FIELD | the field to | one of from, ports | remove it, or correct the spelling
          from in an egress rule | {podSelector: {}, egress: [{from: []}]}                     | spec.egress[0].from | UNKNOWN_FIELD | the field from | one of ports, to | did you mean to?
          unknown field          | {podSelector: {}, policyType: [Egress]}                     | spec.policyType     | UNKNOWN_FIELD | the field policyType | one of egress, ingress, podSelector, policyTypes | did you mean policyTypes?
          """)
  void bad_specs(
      String row,
      String spec,
      String field,
      String code,
      String found,
      String expected,
      String help) {
    assertThat(Kube.messages(Kube.policy(spec)))
        .isEqualTo(message(field, code, found, expected, help));
  }

  @Test
  void every_complaint_is_made() {
    assertThat(
            Kube.messages(
                """
                {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy,
                metadata: {name: db, namespace: payments},
                spec: {podSelector: {matchLabels: {app: 1}},
                ingress: [{ports: [
                {port: 0},
                {port: 5432, endPort: 80}]}],
                policyTypes: [
                7,
                Ingres]}}
                """))
        .isEqualTo(
            """
            dir/0.yaml:3: error: NetworkPolicy payments/db, spec.podSelector.matchLabels.app [WRONG_TYPE]
              found the number 1, expected text
              help: put the value in quotes
            dir/0.yaml:5: error: NetworkPolicy payments/db, spec.ingress[0].ports[0].port [PORT_RANGE]
              found 0, expected a number from 1 to 65535, or a name of up to 15 lower case letters, digits and single hyphens inside, with a letter
              help:\s
            dir/0.yaml:6: error: NetworkPolicy payments/db, spec.ingress[0].ports[1].endPort [PORT_RANGE]
              found 80, expected a number from 5432 (port) to 65535
              help: raise endPort to at least 5432, or drop it to mean port 5432 alone
            dir/0.yaml:8: error: NetworkPolicy payments/db, spec.policyTypes[0] [WRONG_TYPE]
              found the number 7, expected text
              help: put the value in quotes
            dir/0.yaml:9: error: NetworkPolicy payments/db, spec.policyTypes[1] [BAD_POLICY_TYPE]
              found the text "Ingres", expected Ingress or Egress
              help:\s
            """);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name as a number     | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: 7}, spec: {podSelector: {}}}     | NetworkPolicy 7       | metadata.name      | WRONG_TYPE | the number 7 | text | ''
          namespace with a dot | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: a.b}, spec: {podSelector: {}}} | NetworkPolicy a.b/p | metadata.namespace | BAD_NAME | the text "a.b" | up to 63 lower case letters, digits and '-', with a letter or digit at both ends | ''
          namespace as number  | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: 7}, spec: {podSelector: {}}} | NetworkPolicy 7/p   | metadata.namespace | WRONG_TYPE | the number 7 | text | put the value in quotes
          namespace as mapping | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: {}}, spec: {podSelector: {}}} | NetworkPolicy p     | metadata.namespace | WRONG_TYPE | a mapping | text | ''
          label as a number    | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, labels: {a: 1}}, spec: {podSelector: {}}} | NetworkPolicy p     | metadata.labels.a  | WRONG_TYPE | the number 1 | text | put the value in quotes
          unknown in metadata  | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, label: {}}, spec: {podSelector: {}}} | NetworkPolicy p     | metadata.label     | UNKNOWN_FIELD | the field label | one of annotations, clusterName, creationTimestamp, deletionGracePeriodSeconds, deletionTimestamp, finalizers, generateName, generation, labels, managedFields, name, namespace, ownerReferences, resourceVersion, selfLink, uid | did you mean labels?
          unknown at the top   | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, podSelector: {}, spec: {podSelector: {}}} | NetworkPolicy p     | podSelector        | UNKNOWN_FIELD | the field podSelector | one of apiVersion, kind, metadata, spec, status | remove it, or correct the spelling
          spec as a list       | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: []}                    | NetworkPolicy p       | spec               | WRONG_TYPE | a list | a mapping | ''
          metadata as text     | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: p, spec: {podSelector: {}}}             | NetworkPolicy ?       | metadata           | WRONG_TYPE | the text "p" | a mapping | ''
          """)
  void bad_objects(
      String row,
      String object,
      String title,
      String field,
      String code,
      String found,
      String expected,
      String help) {
    assertThat(Kube.messages(object))
        .contains(
            "dir/0.yaml:1: error: "
                + title
                + ", "
                + field
                + " ["
                + code
                + "]\n  found "
                + found
                + ", expected "
                + expected
                + "\n  help: "
                + help
                + "\n");
    assertThat(Kube.facts(object).policies()).noneMatch(Policy::subjectSure);
  }

  private static String message(
      String field, String code, String found, String expected, String help) {
    return HEAD
        + field
        + " ["
        + code
        + "]\n  found "
        + found
        + ", expected "
        + expected
        + "\n  help: "
        + help
        + "\n";
  }

  @Test
  void a_policy_with_every_field_is_accepted_without_a_word() {
    assertThat(
            Kube.messages(
                """
                {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, status: {},
                metadata: {name: p.q-1, namespace: shop, labels: {a: b}, annotations: {c: ""},
                uid: x, resourceVersion: "1", generation: 1, creationTimestamp: null,
                managedFields: [], finalizers: [], ownerReferences: [], selfLink: y},
                spec: {podSelector: {matchLabels: {a.b/c_d.e: F-1}, matchExpressions:
                [{key: x, operator: In, values: [y, ""]}, {key: z, operator: DoesNotExist}]},
                policyTypes: [Ingress, Egress],
                ingress: [{from: [{namespaceSelector: {}, podSelector: {}}],
                ports: [{port: 1, endPort: 65535, protocol: SCTP}, {port: a-1}]}],
                egress: [{to: [{ipBlock: {cidr: "::/0", except: ["fd00::/8"]}}]}]}}
                """))
        .isEmpty();
  }
}
