/** How the runs of a batch lie in the steps of a run: each on average, whose distribution is `ec2-spot/distribution.ts`. */
import { MINUTE_SECONDS } from "../units.ts";
import type { ExpectedRun } from "./ec2-spot/expected.ts";
import type { Cell, CellContext } from "./service.ts";

export interface SpotSchedule {
  readonly run: ExpectedRun;
  readonly instances: number;
  readonly wantedInstances: number;
  /** Seconds after the period's start of the first run due at `seconds` or later; runs are due on whole minutes. */
  readonly nextStart: (seconds: number) => number;
}

/** A run that is not done when the next is due delays it; nothing is left out. */
export function spotCell({ run, instances, wantedInstances, nextStart }: SpotSchedule, context: CellContext): Cell {
  const { bus } = context;
  const limit = context.limit("spot_vcpu", `${instances} of ${wantedInstances} instances`);
  const running = context.driver("instances", "instances");
  const billed = context.driver("billed instances", "instances");
  const launches = context.driver("launches", "1/s");
  const runs = context.driver("runs", "1/s");
  const late = context.driver("unfinished work", "s");
  const spotSeconds = run.spotSeconds.reduce((sum, seconds) => sum + seconds, 0);
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
      if (instances < wantedInstances) limit.reach();
      next = nextStart(next + MINUTE_SECONDS);
    }
    worked += work(end - now);
    runs.now = worked > 0 ? worked / run.seconds : 0;
    running.now = worked > 0 ? worked * (run.volumeSeconds / run.seconds) : 0;
    billed.now = worked > 0 ? worked * (spotSeconds / run.seconds) : 0;
    launches.now = runs.now * run.launches;
    late.now = left * bus.dt;
  }

  function work(available: number): number {
    const done = Math.min(left, available);
    left -= done;
    return done;
  }
}
