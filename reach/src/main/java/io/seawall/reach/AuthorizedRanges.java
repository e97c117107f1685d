package io.seawall.reach;

import io.seawall.model.AddressBounds;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The entries of `authorizedIPRanges`, sorted by what they do.
///
/// Source: Microsoft Learn, "Use API server authorized IP ranges in AKS": addresses and blocks; the
/// entry `0.0.0.0/32` admits the cluster's own outbound address alone; one service tag (preview).
/// The public endpoint sees public source addresses, so a private block admits nobody.
///
/// @param admitted the public addresses of all entries together
/// @param entries as written
/// @param ineffective entries that hold no public address
/// @param tags entries that are service tags
/// @param unreadable entries that are neither
/// @param unknown entries of which it is not known whom they admit: tags that no table holds, and
///   what is neither a block nor a tag
/// @param loose blocks with bits set after the prefix
public record AuthorizedRanges(
    AddressSet admitted,
    List<String> entries,
    List<String> ineffective,
    List<String> tags,
    List<String> unreadable,
    List<String> unknown,
    List<String> loose) {
  private static final String LOCK = "0.0.0.0/32";
  private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)?");

  /// Sorts the entries of a list; an empty one admits nobody here, and everybody in Azure.
  ///
  /// @param tables tell what tags admit
  public static AuthorizedRanges of(List<String> entries, TagTables tables) {
    AddressSet admitted = AddressSet.EMPTY;
    List<String> ineffective = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> loose = new ArrayList<>();
    for (String raw : entries) {
      String entry = raw.strip();
      Optional<Cidr> block = Cidr.parseLenient(entry);
      if (entry.equals(LOCK)) {
        continue;
      }
      if (block.isEmpty()) {
        Optional<AddressSet> told =
            tables.find(entry).filter(AddressBounds::isExact).map(AddressBounds::sure);
        (TAG.matcher(entry).matches() ? tags : unreadable).add(entry);
        if (told.isEmpty()) {
          unknown.add(entry);
        }
        admitted = admitted.or(told.orElse(AddressSet.EMPTY).and(Space.PUBLIC));
        continue;
      }
      AddressSet reachable = AddressSet.of(block.get()).and(Space.PUBLIC);
      admitted = admitted.or(reachable);
      if (reachable.isEmpty()) {
        ineffective.add(entry);
      }
      if (hasHostBits(entry, block.get())) {
        loose.add(entry);
      }
    }
    return new AuthorizedRanges(
        admitted, List.copyOf(entries), ineffective, tags, unreadable, unknown, loose);
  }

  private static boolean hasHostBits(String entry, Cidr block) {
    int slash = entry.indexOf('/');
    return slash > 0
        && Address.parse(entry.substring(0, slash))
            .filter(address -> !address.equals(block.base()))
            .isPresent();
  }

  /// The entries as one line, the first few.
  public String written() {
    String first = String.join(", ", entries.subList(0, Math.min(entries.size(), 4)));
    return entries.size() > 4 ? first + " and " + (entries.size() - 4) + " more" : first;
  }
}
