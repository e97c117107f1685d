package io.seawall.practices.ssh;

import static io.seawall.practices.Given.absent;
import static io.seawall.practices.Given.expression;
import static io.seawall.practices.Given.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Fact;
import io.seawall.practices.Case;
import io.seawall.practices.Situation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshdTest {
  private static final String NEW = "AKSUbuntu-2204gen2containerd-202607.02.0";

  private static Sshd sshd(Fact<String> access, String image, Optional<String> version) {
    Situation situation =
        Case.aks(
                aks -> {
                  aks.apiVersion = version;
                  aks.pool(
                      "sys",
                      pool -> {
                        pool.sshAccess = access;
                        pool.image = image.isEmpty() ? absent() : known(image);
                        return pool;
                      });
                })
            .situation();
    return Sshd.of(situation, situation.pools().getFirst());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      textBlock =
          """
          Disabled,  OFF
          disabled,  OFF
          LocalUser, ON
          EntraId,   ON
          EntraID,   ON
          Other,     UNKNOWN
          """)
  void a_value_that_is_written(String value, Sshd.State state) {
    assertThat(sshd(known(value), NEW, Optional.of("2026-06-01")).state()).isEqualTo(state);
  }

  @ParameterizedTest(name = "absent in an answer of {0}, image {1}: {2}")
  @CsvSource(
      textBlock =
          """
          2025-10-01, AKSUbuntu-2204gen2containerd-202607.02.0, ON
          2026-06-01, AKSUbuntu-2204gen2containerd-202607.02.0, ON
          2025-07-01, AKSUbuntu-2204gen2containerd-202607.02.0, UNKNOWN
          '',         AKSUbuntu-2204gen2containerd-202607.02.0, UNKNOWN
          2023-07-01, AKSUbuntu-1804gen2containerd-2023.02.15,  ON
          '',         AKSUbuntu-1804gen2containerd-2023.02.15,  ON
          """)
  void a_property_that_is_not_there(String version, String image, Sshd.State state) {
    Optional<String> asked = version.isEmpty() ? Optional.empty() : Optional.of(version);
    assertThat(sshd(absent(), image, asked).state()).isEqualTo(state);
  }

  @Test
  void off_takes_for_granted_that_nodes_were_upgraded() {
    assertThat(sshd(known("Disabled"), NEW, Optional.of("2026-06-01")).assumptions())
        .containsExactly("node images were upgraded after sshAccess was disabled");
  }

  @Test
  void an_image_older_than_the_setting_is_not_off() {
    Sshd old =
        sshd(
            known("Disabled"),
            "AKSUbuntu-2204gen2containerd-202307.04.0",
            Optional.of("2026-06-01"));
    assertThat(old.state()).isEqualTo(Sshd.State.UNKNOWN);
    assertThat(old.missing().getFirst().fact()).contains("nodeImageVersion");
  }

  @Test
  void an_expression_is_unknown() {
    assertThat(sshd(expression("[parameters('ssh')]"), NEW, Optional.of("2026-06-01")).state())
        .isEqualTo(Sshd.State.UNKNOWN);
  }

  @Test
  void what_is_missing_names_the_command() {
    Sshd unknown = sshd(absent(), NEW, Optional.of("2023-07-01"));
    assertThat(unknown.missing().getFirst().fact())
        .isEqualTo("sshAccess is not in this answer, which is of api-version 2023-07-01");
    assertThat(unknown.missing().getFirst().settle())
        .isEqualTo("az aks nodepool show -g rg --cluster-name shop -n sys -o json");
  }

  @Test
  void a_live_node_with_an_old_image_tells_without_azure() {
    Situation situation =
        Case.kubernetes()
            .node(
                "node-0",
                "sys",
                Map.of(
                    "kubernetes.azure.com/node-image-version",
                    "AKSUbuntu-1804gen2containerd-2022.11.12"),
                "10.10.0.4")
            .situation();
    assertThat(Sshd.of(situation, situation.pools().getFirst()).state()).isEqualTo(Sshd.State.ON);
  }
}
