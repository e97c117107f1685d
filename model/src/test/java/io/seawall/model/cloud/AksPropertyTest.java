package io.seawall.model.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksProperty.Standing;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AksPropertyTest {
  private static final SourceRef HERE = SourceRef.of("cluster.json", 1);

  @ParameterizedTest(name = "{0}: an answer of {2} without {1} is {3}")
  @CsvSource(
      textBlock =
          """
          the version that brought it,      POOL_SSH_ACCESS,       2025-10-01,         LEFT_AT_DEFAULT
          a later one,                      POOL_SSH_ACCESS,       2026-06-01,         LEFT_AT_DEFAULT
          a later preview,                  POOL_SSH_ACCESS,       2025-10-02-preview, LEFT_AT_DEFAULT
          the last without it,              POOL_SSH_ACCESS,       2025-07-01,         NOT_SHOWN
          in between,                       POOL_SSH_ACCESS,       2025-09-01,         NOT_SHOWN
          an old one,                       POOL_SSH_ACCESS,       2023-07-01,         NOT_SHOWN
          an earlier preview,               POOL_SSH_ACCESS,       2025-06-02-preview, NOT_SHOWN
          no version,                       POOL_SSH_ACCESS,       '',                 NOT_SHOWN
          no version of an API,             POOL_SSH_ACCESS,       v1,                 NOT_SHOWN
          always there and no version,      PRIVATE_CLUSTER,       '',                 LEFT_AT_DEFAULT
          always there,                     OUTBOUND_TYPE,         2020-02-01,         LEFT_AT_DEFAULT
          older than what was compared,     OUTBOUND_TYPE,         2018-03-31,         NOT_SHOWN
          preview only and stable,          POD_LINK_LOCAL_ACCESS, 2026-06-01,         NOT_SHOWN
          preview only and preview,         POD_LINK_LOCAL_ACCESS, 2026-05-02-preview, LEFT_AT_DEFAULT
          preview only and early preview,   POD_LINK_LOCAL_ACCESS, 2023-01-02-preview, NOT_SHOWN
          """)
  void absence_tells_something_only_where_the_version_has_the_property(
      String name, AksProperty property, String version, Standing standing) {
    Optional<String> apiVersion = Optional.of(version).filter(v -> !v.isEmpty());
    assertThat(property.standing(new Fact.Absent<>(HERE), apiVersion)).isEqualTo(standing);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          written,            WRITTEN
          an expression,      UNRESOLVED
          null,               LEFT_AT_DEFAULT
          """)
  void what_is_written_does_not_depend_on_the_version(String written, Standing standing) {
    Fact<String> fact =
        switch (written) {
          case "written" -> new Fact.Known<>("Disabled", HERE);
          case "null" -> new Fact.Null<>(HERE);
          default -> new Fact.Unresolved<>("[parameters('x')]", HERE);
        };
    assertThat(AksProperty.POOL_SSH_ACCESS.standing(fact, Optional.of("2020-02-01")))
        .isEqualTo(standing);
  }
}
