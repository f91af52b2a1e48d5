package io.github.ecrpush.sandbox.faults;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Faults and how often each has come. Asked by many threads at once.
public final class FaultPlan {

  private final List<Counted> faults;
  private final InstantSource clock;
  private volatile Optional<Consumer<String>> witness = Optional.empty();

  /// A fault, guarded by its monitor.
  private static final class Counted {
    private final Fault fault;
    private int seen;
    private int hit;
    private long second;
    private int inSecond;

    Counted(Fault fault) {
      this.fault = fault;
    }

    synchronized boolean hits(long now) {
      seen++;
      if (seen <= fault.after() || hit >= fault.times() || isWithinRate(now)) {
        return false;
      }
      hit++;
      return true;
    }

    private boolean isWithinRate(long now) {
      inSecond = now == second ? inSecond + 1 : 1;
      second = now;
      return fault.perSecond().map(rate -> inSecond <= rate).orElse(false);
    }
  }

  public FaultPlan(List<Fault> faults, InstantSource clock) {
    this.faults = faults.stream().map(Counted::new).toList();
    this.clock = clock;
  }

  /// What goes wrong with a call: the first fault that hits it.
  ///
  /// @param call its service and name: `ecr:PutImage`
  Optional<Fault> next(String call) {
    witness.ifPresent(told -> told.accept(call));
    long now = clock.instant().getEpochSecond();
    return faults.stream()
        .filter(counted -> counted.fault.isAbout(call))
        .filter(counted -> counted.hits(now))
        .map(counted -> counted.fault)
        .findFirst();
  }

  /// From now on, somebody is told of each call by its name.
  public void watch(Consumer<String> calls) {
    witness = Optional.of(calls);
  }

  boolean isEmpty() {
    return faults.isEmpty() && witness.isEmpty();
  }

  /// How long after their issue credentials are not known yet.
  public static Duration freshness(List<Fault> faults) {
    return faults.stream()
        .filter(fault -> fault.kind() == Fault.Kind.FRESH)
        .map(fault -> fault.details().length())
        .findFirst()
        .orElse(Duration.ZERO);
  }
}
