package io.seawall.analysis;

import io.seawall.analysis.question.Answer;
import io.seawall.model.SourceRef;
import io.seawall.packets.Packet;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Hop;
import io.seawall.reach.PacketText;
import io.seawall.reach.Reason;
import java.util.ArrayList;
import java.util.List;

/// Answers in words.
public final class Answers {
  private Answers() {}

  /// `shop/web[Deployment] -> shop/api[Deployment]: TCP 8080; pod egress: NetworkPolicy shop/web
  /// spec.egress[0] allows ... (file:line)`.
  public static String oneLine(Answer answer) {
    return answer.from().name()
        + " -> "
        + answer.to().name()
        + ": "
        + passing(answer)
        + because(answer);
  }

  /// What gets through, in words.
  public static String passing(Answer answer) {
    return switch (answer.some()) {
      case YES -> "yes, " + PacketText.of(answer.packets().sure());
      case NO -> "no, " + answer.asked().text();
      case UNKNOWN -> "unknown, " + answer.asked().text();
    };
  }

  /// Why there is no packet to show.
  public static String whyNoneShown(Answer answer) {
    return answer.asked().packets().isEmpty()
        ? answer.to().name() + " has no port of this name"
        : "the two have no address family in common";
  }

  /// Why, in half a line: for each hop that says something of the packet shown, the object and
  /// rule; for a no or unknown only the hop that decides.
  private static String because(Answer answer) {
    if (answer.shown().isEmpty()) {
      return "; " + whyNoneShown(answer);
    }
    Packet packet = answer.shown().get().packet();
    List<String> parts = new ArrayList<>();
    for (Hop hop : answer.shown().get().path().hops()) {
      Reason reason = hop.why(packet);
      boolean decides =
          switch (answer.some()) {
            case YES -> reason.opinion() == Reason.Opinion.ALLOW;
            case NO -> reason.opinion() == Reason.Opinion.DENY;
            case UNKNOWN -> reason.opinion() == Reason.Opinion.UNKNOWN;
          };
      if (decides) {
        parts.add(hop.place() + ": " + words(reason));
      }
    }
    if (!parts.isEmpty()) {
      return "; " + String.join("; ", parts);
    }
    return switch (answer.some()) {
      case YES, NO -> "; nothing stands in the way";
      case UNKNOWN ->
          answer.shown().get().path().certain()
                  || answer.shown().get().to() instanceof Endpoint.ApiServer
                  || answer.shown().get().to() instanceof Endpoint.Named
              ? "; it depends on which of the addresses it has"
              : "; it depends on where the pods run";
    };
  }

  /// A reason as `NetworkPolicy shop/web spec.egress[0] allows any address (netpol.yaml:14)`.
  public static String words(Reason reason) {
    String object = (reason.object() + " " + reason.rule()).strip();
    String place = reason.where().map(SourceRef::place).map(p -> " (" + p + ")").orElse("");
    return (object + " " + reason.text()).strip() + place;
  }
}
