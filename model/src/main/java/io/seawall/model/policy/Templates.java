package io.seawall.model.policy;

import java.util.List;

/// Templates of paths: parts between slashes, of which `{*}` stands for one and `{**}` for the rest
/// of a path from one slash to the next that the template has, slashes included.
///
/// Source: Envoy source, extensions/path/uri_template_lib: parts are joined by slashes, and neither
/// stands for `*` or `=`.
final class Templates {
  private static final String ONE = "{*}";
  private static final String MANY = "{**}";

  private Templates() {}

  /// Whether the whole path fits.
  static boolean fit(String template, String path) {
    return fit(List.of(template.split("/", -1)), List.of(path.split("/", -1)));
  }

  /// A template has one part for many, as Envoy demands, so that there is one way to try. It stands
  /// for at least what is between two slashes, which may be nothing.
  private static boolean fit(List<String> template, List<String> path) {
    int many = template.indexOf(MANY);
    if (many < 0) {
      return template.size() == path.size() && fitEach(template, path);
    }
    int after = template.size() - many - 1;
    return path.size() > many + after
        && fitEach(template.subList(0, many), path.subList(0, many))
        && path.subList(many, path.size() - after).stream().allMatch(Templates::isPlain)
        && fitEach(
            template.subList(many + 1, template.size()),
            path.subList(path.size() - after, path.size()));
  }

  private static boolean fitEach(List<String> template, List<String> path) {
    for (int i = 0; i < template.size(); i++) {
      String part = template.get(i);
      boolean fits =
          part.equals(ONE)
              ? !path.get(i).isEmpty() && isPlain(path.get(i))
              : part.equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(String part) {
    return part.indexOf('=') < 0 && part.indexOf('*') < 0;
  }
}
