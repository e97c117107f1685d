package io.seawall.sources;

import java.util.Locale;

/// What to do with a file, going by its name.
enum FileKind {
  /// YAML or JSON.
  DATA("", ""),
  /// Without an extension, so it may be anything.
  UNNAMED("", ""),
  /// Terraform's own language.
  TERRAFORM("", ""),
  HCL("a file in HCL that is not of Terraform", "give its plan: terraform show -json PLAN"),
  BICEP("a Bicep file", "give the ARM template: az bicep build --file FILE"),
  HELM("a Helm template", "render it first: helm template CHART"),
  OTHER("a file of another kind", "");

  private final String what;
  private final String help;

  FileKind(String what, String help) {
    this.what = what;
    this.help = help;
  }

  /// Says what a file of this kind is.
  String what() {
    return what;
  }

  /// How to get something out of it that can be read; empty if there is no such way.
  String help() {
    return help;
  }

  static FileKind of(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return UNNAMED;
    }
    return switch (name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
      case "yaml", "yml", "json" -> DATA;
      case "tf", "tfvars" -> TERRAFORM;
      case "hcl" -> HCL;
      case "bicep", "bicepparam" -> BICEP;
      case "tpl" -> HELM;
      default -> OTHER;
    };
  }
}
