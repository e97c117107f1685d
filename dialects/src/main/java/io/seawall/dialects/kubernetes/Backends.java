package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Service;
import io.seawall.model.document.Document;
import io.seawall.packets.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Services and what stands behind them, for policies that name a Service.
///
/// Objects of different folders may belong to different clusters; where several folders hold
/// objects of one name, none of them is taken.
public final class Backends {
  private final List<Found<Service>> services = new ArrayList<>();
  private final List<Found<EndpointSlice>> slices = new ArrayList<>();

  private record Found<T>(T object, String folder) {}

  /// Looks at an object of any kind. What is wrong with it is for its own dialect to say.
  public void look(Document document, ObjectType type) {
    boolean service = type.group().isEmpty() && type.kind().equals("Service");
    boolean endpoints = type.group().isEmpty() && type.kind().equals("Endpoints");
    boolean slice = type.group().equals("discovery.k8s.io") && type.kind().equals("EndpointSlice");
    if (!service && !endpoints && !slice) {
      return;
    }
    Fields root =
        Fields.of(
            document.root(), ObjectMeta.place(document, type), Keys.EXACT, new ArrayList<>(0));
    ObjectMeta meta = ObjectMeta.read(document, type, root);
    if (service) {
      services.add(new Found<>(ServiceReader.service(meta, root), meta.folder()));
    } else if (slice) {
      slices.add(new Found<>(ServiceReader.slice(meta, root), meta.folder()));
    } else {
      ServiceReader.endpoints(meta, root)
          .forEach(subset -> slices.add(new Found<>(subset, meta.folder())));
    }
  }

  /// The Services that pass; empty if there are none, or it is not known which.
  public Optional<List<Service>> services(Predicate<Service> test) {
    return oneFolder(services.stream().filter(one -> test.test(one.object)).toList());
  }

  /// The slices of a Service; empty if there are none, or it is not known which.
  public Optional<List<EndpointSlice>> slices(String namespace, String service) {
    return oneFolder(
        slices.stream()
            .filter(one ->
                one.object.namespace().equals(namespace) && serviceOf(one.object).equals(service))
            .toList());
  }

  /// The addresses behind a Service; empty if nothing is known of them.
  public Optional<Set<Address>> addresses(String namespace, String service) {
    return slices(namespace, service)
        .map(found -> {
          Set<Address> all = new LinkedHashSet<>();
          found.forEach(slice -> all.addAll(slice.addresses()));
          return all;
        })
        .filter(all -> !all.isEmpty());
  }

  private static String serviceOf(EndpointSlice slice) {
    return slice.service().isEmpty() ? slice.name() : slice.service();
  }

  private static <T> Optional<List<T>> oneFolder(List<Found<T>> found) {
    return found.stream().map(Found::folder).distinct().count() == 1
        ? Optional.of(found.stream().map(Found::object).toList())
        : Optional.empty();
  }
}
