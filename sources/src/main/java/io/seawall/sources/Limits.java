package io.seawall.sources;

/// How much input is taken before it counts as hostile. A bound that is hit is named in a
/// complaint.
///
/// A document is what is handed over: an item of a list counts as one. So there is no bound on the
/// size of a file or on the number of its items.
///
/// @param depth mappings and lists inside each other in one document
/// @param stringLength characters of one key or value
/// @param values mappings, lists and scalars of one document, with those that aliases repeat
/// @param text characters of all keys and values of one document
/// @param aliasedValues values that the aliases of one document repeat
/// @param files files of one folder
/// @param complaints complaints about one file
public record Limits(
    int depth,
    int stringLength,
    int values,
    int text,
    int aliasedValues,
    int files,
    int complaints) {
  /// Far above what a cluster can hold (an object has at most 1.5 MiB in etcd), and far below what
  /// fills a heap of 512 MiB.
  public static final Limits DEFAULT =
      new Limits(100, 4 << 20, 2_000_000, 64 << 20, 100_000, 100_000, 1_000);

  /// The depth at which even skipping what is too deep ends.
  int depthToSkip() {
    return 100 * depth;
  }
}
