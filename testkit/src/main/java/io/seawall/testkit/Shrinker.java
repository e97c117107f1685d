package io.seawall.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes a failing case simpler by editing its recorded choices and replaying them, for as long as
/// the law still breaks. Knows nothing of the values: a shorter, lower stream of choices is a
/// simpler value.
final class Shrinker {
  private static final int MOST_TRIES = 10_000;
  private static final int LARGEST_BLOCK = 32;

  private final Function<Choices, Optional<Failure>> attempt;
  private int triesLeft = MOST_TRIES;

  Shrinker(Function<Choices, Optional<Failure>> attempt) {
    this.attempt = attempt;
  }

  /// The simplest failure found before no edit helps, or 10,000 tries are used up.
  Failure smallest(Failure failure) {
    var best = failure;
    while (triesLeft > 0) {
      var next = lowerEach(dropWithCount(dropBlocks(best)));
      if (!next.simplerThan(best)) {
        return best;
      }
      best = next;
    }
    return best;
  }

  /// Leaves out runs of choices, long runs first.
  private Failure dropBlocks(Failure best) {
    for (var block = LARGEST_BLOCK; block >= 1; block /= 2) {
      for (var at = best.choices().size() - block; at >= 0; at--) {
        best = retry(best, without(best.choices(), at, block));
        at = Math.min(at, best.choices().size() - block + 1);
      }
    }
    return best;
  }

  /// Lowers a choice by one and leaves out a run after it: a list that says its length first loses
  /// an element.
  private Failure dropWithCount(Failure best) {
    for (var count = 0; count < best.choices().size(); count++) {
      for (var at = count + 1; at < best.choices().size(); at++) {
        for (var block = 1;
            block <= LARGEST_BLOCK && at + block <= best.choices().size();
            block++) {
          if (best.choices().get(count) > 0) {
            var shorter = without(best.choices(), at, block);
            shorter.set(count, shorter.get(count) - 1);
            best = retry(best, shorter);
          }
        }
      }
    }
    return best;
  }

  /// Lowers each choice as far as it goes: to 0, else by halves of what is left.
  private Failure lowerEach(Failure best) {
    for (var at = 0; at < best.choices().size(); at++) {
      for (var cut = best.choices().get(at); cut > 0 && at < best.choices().size(); cut /= 2) {
        var lower = new ArrayList<>(best.choices());
        if (lower.get(at) >= cut) {
          lower.set(at, lower.get(at) - cut);
          best = retry(best, lower);
        }
      }
    }
    return best;
  }

  private Failure retry(Failure best, List<Integer> choices) {
    if (triesLeft <= 0) {
      return best;
    }
    triesLeft--;
    return attempt
        .apply(Choices.replayed(choices))
        .filter(found -> found.simplerThan(best))
        .orElse(best);
  }

  private static List<Integer> without(List<Integer> choices, int at, int block) {
    var rest = new ArrayList<>(choices.subList(0, at));
    rest.addAll(choices.subList(at + block, choices.size()));
    return rest;
  }
}
