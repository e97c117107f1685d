package io.seawall.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HelmValuesTest {
  @Test
  void single_values_are_read_by_path() {
    assertThat(
            HelmValues.read(
                """
                # of the chart
                clusterNetworks: "10.0.0.0/8,fd00::/8"
                identity:
                  issuer:
                    crtPEM: |
                      proxy:
                        defaultInboundPolicy: deny
                    scheme: linkerd.io/tls # kept
                list:
                - proxy:
                    defaultInboundPolicy: deny
                  other: 1
                proxy:
                  defaultInboundPolicy: all-authenticated
                  image:
                    name: cr.l5d.io/linkerd/proxy
                  uid: 2102
                'quoted': ''
                """))
        .isEqualTo(
            Map.of(
                "clusterNetworks", "10.0.0.0/8,fd00::/8",
                "identity.issuer.scheme", "linkerd.io/tls",
                "proxy.defaultInboundPolicy", "all-authenticated",
                "proxy.image.name", "cr.l5d.io/linkerd/proxy",
                "proxy.uid", "2102",
                "quoted", ""));
  }
}
