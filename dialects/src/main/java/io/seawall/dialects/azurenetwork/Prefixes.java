package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.List;
import java.util.Optional;

/// Address prefixes as one set.
final class Prefixes {
  private Prefixes() {}

  /// The union of the prefixes in a list; empty if there are none, or any of them is not known.
  static Optional<AddressSet> of(Fact<List<String>> texts, List<Diagnostic> complaints) {
    if (texts.known().isEmpty()) {
      return Optional.empty();
    }
    AddressSet all = AddressSet.EMPTY;
    boolean complete = true;
    for (String text : texts.known().get()) {
      Optional<Cidr> block = Cidr.parse(text);
      if (block.isPresent()) {
        all = all.or(AddressSet.of(block.get()));
      } else {
        complete = false;
        complaints.add(
            Diagnostic.error(
                "ADDRESS_PREFIX",
                texts.where(),
                "the text \"" + text + "\"",
                "a CIDR block such as 10.1.0.0/16",
                ""));
      }
    }
    return complete && !all.isEmpty() ? Optional.of(all) : Optional.empty();
  }

  /// The union of a singular and a plural property.
  static Optional<AddressSet> of(
      AzureProperties properties, String one, String many, List<Diagnostic> complaints) {
    Fact<String> single = properties.text(one);
    Fact<List<String>> several = properties.texts(many);
    if (several.isLeftOut() || several.is(List.of())) {
      return of(single.map(List::of), complaints);
    }
    Optional<AddressSet> all = of(several, complaints);
    return single.isLeftOut()
        ? all
        : all.flatMap(set -> of(single.map(List::of), complaints).map(set::or));
  }
}
