/** A batch run on interruptible instances: how long it takes on average, and how it lies in the steps of a run. */
import { log } from "../math.ts";
import { AVERAGE_MONTH_HOURS, HOUR_SECONDS, MINUTE_SECONDS } from "../units.ts";
import type { Cell, CellContext } from "./service.ts";

/** One run of the batch, on average. */
export interface SpotRun {
  readonly instances: number;
  /** From launch to end. */
  readonly seconds: number;
  /** Instances started, those after an interruption included. */
  readonly launches: number;
  /** Share of the instances' time that is charged: what AWS interrupts in its first hour is not. */
  readonly chargedShare: number;
}

export interface SpotRunInput {
  readonly instances: number;
  /** Work of each instance, without interruptions. */
  readonly workSeconds: number;
  readonly bootSeconds: number;
  /** Work lost with each interruption. */
  readonly againSeconds: number;
  /** Share of instances interrupted in a month, `[0, 1)`. */
  readonly interruptedShare: number;
}

/**
 * Interruptions come at a constant rate r = −ln(1 − share) / 730 h per instance; each costs a boot and work done again. So a run of
 * T seconds has r·T of them per instance and T = boot + work + r·T·(boot + again). A run of none at all has no instance.
 */
export function spotRun(input: SpotRunInput): SpotRun {
  const { instances, workSeconds, bootSeconds, againSeconds, interruptedShare } = input;
  if (instances === 0) return { instances, seconds: 0, launches: 0, chargedShare: 1 };
  const perSecond = -log(1 - interruptedShare) / (AVERAGE_MONTH_HOURS * HOUR_SECONDS);
  const lost = perSecond * (bootSeconds + againSeconds);
  // Interrupted as fast as it restarts, a run would never end; no type comes near that.
  const needed = (bootSeconds + workSeconds) / Math.max(1 - lost, 0.01);
  const seconds = Math.max(MINUTE_SECONDS, needed);
  const perInstance = 1 + perSecond * seconds;
  // Of each launch, the chance to end within the first hour times the time until then: r·t²/2.
  const first = Math.min(seconds, HOUR_SECONDS);
  const free = (perInstance * perSecond * first * first) / 2;
  return { instances, seconds, launches: instances * perInstance, chargedShare: 1 - free / seconds };
}

export interface SpotSchedule {
  readonly run: SpotRun;
  readonly wantedInstances: number;
  /** Seconds after the period's start of the first run due at `seconds` or later; runs are due on whole minutes. */
  readonly nextStart: (seconds: number) => number;
}

/** A run that is not done when the next is due delays it; nothing is left out. */
export function spotCell({ run, wantedInstances, nextStart }: SpotSchedule, context: CellContext): Cell {
  const { bus } = context;
  const limit = context.limit("spot_vcpu", `${run.instances} of ${wantedInstances} instances`);
  const running = context.driver("instances", "instances");
  const billed = context.driver("billed instances", "instances");
  const launches = context.driver("launches", "1/s");
  const runs = context.driver("runs", "1/s");
  const late = context.driver("unfinished work", "s");
  let left = 0;
  let next = nextStart(0);

  return { stage: "worker", step, waiting: () => 0 };

  function step(): void {
    const end = bus.seconds + bus.dt;
    let now = bus.seconds;
    let worked = 0;
    // Before it existed, no run was due.
    if (next < now) next = nextStart(now);
    while (next < end) {
      worked += work(next - now);
      now = next;
      left += run.seconds;
      if (run.instances < wantedInstances) limit.reach();
      next = nextStart(next + MINUTE_SECONDS);
    }
    worked += work(end - now);
    running.now = worked * run.instances;
    billed.now = running.now * run.chargedShare;
    runs.now = worked > 0 ? worked / run.seconds : 0;
    launches.now = runs.now * run.launches;
    late.now = left * bus.dt;
  }

  function work(available: number): number {
    const done = Math.min(left, available);
    left -= done;
    return done;
  }
}
