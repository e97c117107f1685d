package io.seawall.dialects.aks;

import io.seawall.dialects.AzureProperties;
import io.seawall.model.Fact;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksCluster.Addon;
import java.util.Map;
import java.util.TreeMap;

/// The entries of `addonProfiles`.
///
/// @param byName by [AksCluster#addonKey]
/// @param unlisted whether an add-on is enabled that is not in the list
record Addons(Map<String, Addon> byName, Fact<Boolean> unlisted) {
  /// Where one add-on is written twice in different spellings, the entry that may be enabled
  /// counts.
  static Addons read(AzureProperties profiles) {
    Map<String, Addon> byName = new TreeMap<>();
    for (Map.Entry<String, AzureProperties> entry : profiles.named()) {
      byName.merge(
          AksCluster.addonKey(entry.getKey()),
          addon(entry.getKey(), entry.getValue()),
          (first, second) -> first.enabled().is(false) ? second : first);
    }
    Fact<Boolean> unlisted =
        profiles
            .expression()
            .<Fact<Boolean>>map(text -> new Fact.Unresolved<>(text, profiles.where()))
            .orElseGet(() -> new Fact.Absent<>(profiles.where()));
    return new Addons(byName, unlisted);
  }

  private static Addon addon(String name, AzureProperties profile) {
    Map<String, String> config = new TreeMap<>();
    AzureProperties written = profile.in("config");
    written
        .fields()
        .ifPresent(fields ->
            fields
                .entries()
                .forEach(entry ->
                    fields
                        .anyText(entry.key())
                        .ifPresent(value -> config.put(entry.key(), value))));
    return new Addon(name, profile.bool("enabled"), config, profile.where());
  }
}
