package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {
  private static final String TWENTY = "../bench/twenty";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chekc                             | there is no command "chekc"                      | did you mean check? seawall --help lists them
          check --enigne calico             | check has no option --enigne                     | did you mean --engine? seawall check --help lists them
          check --engine calcio             | there is no engine "calcio"                      | did you mean calico? engines are azure, calico, cilium, none
          check --engine                    | --engine has no value                            | type --engine NAME: who enforces policies: azure, calico, cilium or none
          check --strict=yes                | --strict takes no value                          | type --strict alone
          check -o xml                      | there is no format "xml" here                    | -o takes one of text, json, sarif
          check --config nowhere.yaml       | there is no file nowhere.yaml                    | --config names the file that declares what is meant
          can a                             | can takes FROM TO [PORT], found "a"              | seawall can --help shows examples
          can a b c d                       | can takes FROM TO [PORT], found "a b c d"        | seawall can --help shows examples
          can a b http                      | "http" is no port                                | write tcp/443, udp/53, tcp/8000-8100, icmp or any
          can shop/wep shop/api --input IN  | "shop/wep" is nobody in cluster cluster          | did you mean shop/web or shop/api or shop/db?
          can shop/web imsd --input IN      | "imsd" is nobody in cluster cluster              | did you mean imds or dns?
          can shop/web dns --input IN       | "dns" is nobody in cluster cluster               | add its pods, labelled k8s-app=kube-dns: kubectl get pods -n kube-system -o json
          map IN --focus-workload shop/wep  | "shop/wep" is nobody in cluster cluster          | did you mean shop/web or shop/api or shop/db?
          demo x                            | demo takes no operand, found "x"                 | seawall demo --help shows examples
          map IN --focus-direction up       | "up" is no direction                             | write ingress or egress
          map IN --focus-conn 80            | "80" is no connection                            | write tcp-80 or udp-53
          map IN --compat roxctl            | there is no reading "roxctl"                     | --compat takes np-guard
          map IN --cluster other            | there is no cluster "other" in the input         | clusters are cluster
          test IN                           | no assertions to test                            | name their file with --tests, or under tests in seawall.yaml
          check IN --output no/such/file    | cannot write no/such/file                        | --output takes a file in a folder that is there
          """)
  void a_slip_is_told_with_what_to_do(String words, String error, String help) {
    Ran ran = Ran.of(words.replace("IN", TWENTY).split(" "));
    assertThat(ran.exit()).isEqualTo(Exit.WRONG_USAGE);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .endsWith("seawall: error: " + error + "\n  help: " + help + "\n")
        .doesNotContain("\tat ");
  }
}
