package io.seawall.packets;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Keeps one object for each form that is in use; objects nobody holds any more are forgotten.
///
/// @param <F> what the object is made of, compared by value
/// @param <T> the object; keeps its identity as long as somebody holds it
final class Interner<F, T> {
  private final ConcurrentHashMap<F, Holder<F, T>> known = new ConcurrentHashMap<>();
  private final ReferenceQueue<T> gone = new ReferenceQueue<>();

  T intern(F form, Function<F, T> make) {
    while (gone.poll() instanceof Holder<?, ?> old) {
      known.remove(old.form, old);
    }
    Holder<F, T> before = known.get(form);
    T value = before == null ? null : before.get();
    while (value == null) {
      Holder<F, T> fresh = new Holder<>(form, make.apply(form), gone);
      Holder<F, T> now = known.merge(form, fresh, (old, mine) -> old.refersTo(null) ? mine : old);
      value = now.get(); // null if the holder's object went between the two calls
    }
    return value;
  }

  private static final class Holder<F, T> extends WeakReference<T> {
    private final F form;

    Holder(F form, T value, ReferenceQueue<T> gone) {
      super(value, gone);
      this.form = form;
    }
  }
}
