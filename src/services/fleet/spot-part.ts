/**
 * The part of a service's tasks on Fargate Spot. A capacity provider strategy has a base of tasks on demand, and splits all others by
 * weight. AWS takes tasks back with two minutes' notice, at which ECS looks for new ones; it launches none on demand in their place, so
 * that they are missing until there is Spot capacity again.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */

/** AWS takes a share of the Spot tasks back at a moment, in seconds since the period's start, and has none for a while. */
export interface Reclaim {
  readonly seconds: number;
  readonly share: number;
  readonly backSeconds: number;
}

export interface SpotPartOf {
  /** Tasks that are on demand before any is on Spot. */
  readonly base: number;
  /** Share of all others that is on Spot, (0, 1]. */
  readonly share: number;
  readonly reclaims: readonly Reclaim[];
}

export interface SpotPart {
  /** Tasks on Spot, of those that stand. */
  readonly tasks: number;
  /** The fleet has `standing` tasks, launched while there was capacity for all. */
  settle(standing: number): void;
  /** Tasks that AWS takes back in the step of `dt` seconds that begins at `seconds`. */
  takenBack(seconds: number, dt: number): number;
  /** Of `missing` tasks on the way to `target`, those for which there is capacity at `seconds`. */
  launchable(missing: number, target: number, seconds: number): number;
  /** The fleet has launched or stopped tasks at `seconds`, and stands at `standing`. */
  moved(standing: number, seconds: number): void;
}

export function spotPart({ base, share, reclaims }: SpotPartOf): SpotPart {
  const self = { tasks: 0, settle, takenBack, launchable, moved };
  let dryUntil = -Infinity;
  return self;

  /** Tasks on Spot of so many, as the strategy has it. */
  function wanted(standing: number): number {
    return Math.round(Math.max(0, standing - base) * share);
  }

  function settle(standing: number): void {
    self.tasks = wanted(standing);
  }

  function takenBack(seconds: number, dt: number): number {
    let taken = 0;
    for (const reclaim of reclaims) {
      if (reclaim.seconds < seconds - 1e-6 || reclaim.seconds >= seconds + dt - 1e-6) continue;
      taken += Math.round((self.tasks - taken) * reclaim.share);
      dryUntil = Math.max(dryUntil, reclaim.seconds + reclaim.backSeconds);
    }
    self.tasks -= taken;
    return taken;
  }

  function launchable(missing: number, target: number, seconds: number): number {
    if (seconds >= dryUntil) return missing;
    const spotMissing = Math.max(0, wanted(target) - self.tasks);
    return Math.max(0, missing - spotMissing);
  }

  function moved(standing: number, seconds: number): void {
    const most = wanted(standing);
    // Without capacity none is added, and what is stopped goes from both parts alike.
    self.tasks = seconds >= dryUntil ? most : Math.min(self.tasks, most);
  }
}
