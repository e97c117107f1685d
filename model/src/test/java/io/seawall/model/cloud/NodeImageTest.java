package io.seawall.model.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeImageTest {
  @ParameterizedTest(name = "{0} is of {1}")
  @CsvSource(
      textBlock =
          """
          AKSUbuntu-2204gen2containerd-202507.02.0,    2025-07
          AKSUbuntu-1804gen2containerd-2023.02.15,     2023-02
          AKSCBLMariner-V2gen2-202401.03.0,            2024-01
          AKSAzureLinux-V3gen2-202610.06.0,            2026-10
          AKSWindows-2022-containerd-20348.2762.241009, 2024-10
          AKSUbuntu-2204gen2containerd-202513.02.0,    none
          custom-image,                                none
          """)
  void the_name_tells_the_month(String name, String month) {
    Optional<String> built = NodeImage.parse(name).map(image -> image.built().toString());
    assertThat(built.orElse("none")).isEqualTo(month);
  }
}
