package io.seawall.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingNearTest {
  @ParameterizedTest(name = "{0}: {1} for {2} is near = {3}")
  @CsvSource(
      textBlock =
          """
          British spelling,        authorisedIPRanges,  authorizedIPRanges,  true
          one letter left out,     enablePrivateClustr, enablePrivateCluster, true
          plural left out,         addonProfile,        addonProfiles,       true
          two letters in a long,   networkProfiel,      networkProfile,      true
          two letters in a short,  modes1,              mode,                false
          the same in other case,  outboundtype,        outboundType,        false
          another word,            privateFQDN,         privateDNSZone,      false
          another property,        windowsProfile,      linuxProfile,        false
          too short to tell,       ip,                  id,                  false
          """)
  void names_are_near_if_one_was_surely_meant(
      String name, String written, String known, boolean near) {
    assertThat(Spelling.near(known, written)).isEqualTo(near);
  }
}
