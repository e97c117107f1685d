package io.seawall.analysis;

import io.seawall.dialects.Fields;
import io.seawall.model.Diagnostic;
import io.seawall.model.Parsed;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.practices.Checks;
import io.seawall.practices.Config;
import io.seawall.practices.Config.Exemption;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `seawall.yaml`. Whatever cannot be read is complained of as an error; a configuration with
/// errors must not be used, since an exception or a declared range that was misread would change
/// verdicts.
public final class ConfigReader {
  private static final int LONGEST_EXCEPTION_DAYS = 366;

  private final LocalDate today;
  private final List<Diagnostic> complaints = new ArrayList<>();

  private ConfigReader(LocalDate today) {
    this.today = today;
  }

  /// @param today an exception may end at most a year after it
  public static Parsed<Config> read(Document document, LocalDate today) {
    ConfigReader reader = new ConfigReader(today);
    Config config = reader.config(document);
    return new Parsed<>(config, reader.complaints);
  }

  private Config config(Document document) {
    SourceRef where = new SourceRef(document.file(), 1, "configuration", "");
    Fields fields = Fields.of(document.root(), where, Fields.Keys.EXACT, complaints);
    AddressSet bastions = blocks(fields, "bastions");
    Optional<AddressSet> operators =
        fields.has("operators") ? Optional.of(blocks(fields, "operators")) : Optional.empty();
    Config.Egress egress = fields.child("egress").map(this::egress).orElse(Config.DEFAULT.egress());
    Set<String> system = new HashSet<>(Config.AKS_NAMESPACES);
    system.addAll(fields.texts("systemNamespaces"));
    List<String> tests = fields.texts("tests");
    List<Exemption> exceptions = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Fields one : fields.children("exceptions")) {
      exception(one)
          .ifPresent(exemption -> {
            if (ids.add(exemption.id())) {
              exceptions.add(exemption);
            } else {
              one.complain(
                  "DUPLICATE_ID",
                  one.where("id"),
                  exemption.id() + " again",
                  "an id of its own",
                  "");
            }
          });
    }
    fields.close();
    return new Config(bastions, operators, egress, system, tests, exceptions);
  }

  private Config.Egress egress(Fields fields) {
    BigInteger threshold =
        fields
            .integer("threshold", 0, Integer.MAX_VALUE)
            .map(BigInteger::valueOf)
            .orElse(Config.DEFAULT.egress().threshold());
    AddressSet addresses = AddressSet.EMPTY;
    Set<String> names = new HashSet<>();
    for (String text : fields.texts("allow")) {
      Optional<Cidr> block = Cidr.parseLenient(text);
      if (block.isPresent()) {
        addresses = addresses.or(AddressSet.of(block.get()));
      } else if (text.indexOf('/') >= 0) { // no name holds a slash
        fields.complain(
            "BAD_CIDR",
            fields.where("allow"),
            "the text \"" + text + "\"",
            "an address, a block such as 10.20.0.0/24 or a name",
            "");
      } else {
        names.add(text);
      }
    }
    fields.close();
    return new Config.Egress(threshold, addresses, names);
  }

  private AddressSet blocks(Fields fields, String key) {
    AddressSet all = AddressSet.EMPTY;
    List<Node> items = fields.items(key);
    List<String> texts = fields.texts(key);
    for (int i = 0; i < texts.size(); i++) {
      Optional<Cidr> block = Cidr.parseLenient(texts.get(i));
      if (block.isPresent()) {
        all = all.or(AddressSet.of(block.get()));
      } else {
        fields.complain(
            "BAD_CIDR",
            fields.where(key).at(key + "[" + i + "]", items.get(i).line()),
            "the text \"" + texts.get(i) + "\"",
            "an address or a block such as 10.20.0.0/24",
            "");
      }
    }
    return all;
  }

  private Optional<Exemption> exception(Fields fields) {
    Optional<String> id = required(fields, "id");
    Optional<String> check = required(fields, "check").filter(code -> known(fields, code));
    Optional<String> subject = required(fields, "subject");
    Optional<String> reason = required(fields, "reason");
    Optional<String> owner = required(fields, "owner");
    Optional<LocalDate> expires = required(fields, "expires").flatMap(text -> date(fields, text));
    fields.close();
    if (id.isEmpty()
        || check.isEmpty()
        || subject.isEmpty()
        || reason.isEmpty()
        || owner.isEmpty()
        || expires.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Exemption(
            id.get(),
            check.get(),
            subject.get(),
            reason.get(),
            owner.get(),
            expires.get(),
            fields.where()));
  }

  private static boolean known(Fields fields, String code) {
    boolean known = Checks.ALL.stream().anyMatch(check -> check.code().equals(code));
    if (!known) {
      fields.complain(
          "UNKNOWN_CHECK",
          fields.where("check"),
          "the text \"" + code + "\"",
          "the code of a check",
          "seawall check -o json names the code of each finding");
    }
    return known;
  }

  private static Optional<String> required(Fields fields, String key) {
    Optional<String> text = fields.text(key).filter(written -> !written.isBlank());
    boolean none = fields.node(key).filter(node -> !isBlank(node)).isEmpty();
    if (text.isEmpty() && none) {
      fields.complain(
          "MISSING_FIELD",
          fields.where(),
          "no " + key,
          "text under " + key,
          "an exception says who accepted what, why and until when");
    }
    return text;
  }

  private static boolean isBlank(Node node) {
    return node instanceof Node.Scalar scalar && scalar.text().isBlank();
  }

  private Optional<LocalDate> date(Fields fields, String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.isAfter(today.plusDays(LONGEST_EXCEPTION_DAYS))) {
        fields.complain(
            "TOO_FAR",
            fields.where("expires"),
            text,
            "a date at most a year ahead",
            "renew the exception when it ends");
        return Optional.empty();
      }
      return Optional.of(date);
    } catch (DateTimeParseException e) {
      fields.complain(
          "BAD_DATE",
          fields.where("expires"),
          "the text \"" + text + "\"",
          "a date such as 2027-09-30",
          "");
      return Optional.empty();
    }
  }
}
