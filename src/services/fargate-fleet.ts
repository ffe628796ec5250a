/**
 * The tasks of one ECS service as launch cohorts: whole tasks, in the order they were started; the last started stops first.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html
 */

export interface Fleet {
  /** Tasks that take requests. */
  readonly ready: number;
  /** Of those, tasks that became ready less than the warm-up ago. */
  readonly cold: number;
  /** Tasks that pull their image or start. */
  readonly launching: number;
  /** Tasks begin to launch at `seconds`; they are ready after the start time. */
  launch(tasks: number, seconds: number): void;
  /**
   * Stops tasks at `seconds`, launching ones first, then the last started. Gives the seconds by which they stay below
   * AWS's minimum charge of one minute each.
   */
  stop(tasks: number, seconds: number): number;
  /** Takes the oldest tasks out of service at `seconds`; others have replaced them. */
  retire(tasks: number, seconds: number): void;
  /** Moves on to `seconds`: launched tasks become ready, cold ones warm. */
  advance(seconds: number): void;
}

interface Cohort {
  readonly startedSeconds: number;
  tasks: number;
}

const MINIMUM_SECONDS = 60;

/** A fleet of `tasks` that have been running since long before. */
export function fleet(tasks: number, startSeconds: number, warmUpSeconds: number): Fleet {
  const running: Cohort[] = [{ startedSeconds: -Infinity, tasks }];
  const starting: Cohort[] = [];
  const self = { ready: tasks, cold: 0, launching: 0, launch, stop, retire, advance };
  return self;

  function launch(count: number, seconds: number): void {
    if (count <= 0) return;
    starting.push({ startedSeconds: seconds, tasks: count });
    self.launching += count;
  }

  function stop(count: number, seconds: number): number {
    const [fromStarting, unusedStarting] = take(starting, count, seconds);
    self.launching -= fromStarting;
    const [fromRunning, unusedRunning] = take(running, count - fromStarting, seconds);
    self.ready -= fromRunning;
    self.cold = coldAt(seconds);
    return unusedStarting + unusedRunning;
  }

  function retire(count: number, seconds: number): void {
    let left = count;
    while (left > 0) {
      const oldest = running[0]!;
      const part = Math.min(oldest.tasks, left);
      oldest.tasks -= part;
      left -= part;
      if (oldest.tasks > 0 || running.length === 1) break;
      running.shift();
    }
    self.ready -= count - left;
    self.cold = coldAt(seconds);
  }

  function advance(seconds: number): void {
    while (starting.length > 0 && starting[0]!.startedSeconds + startSeconds <= seconds + 1e-6) {
      const cohort = starting.shift()!;
      self.launching -= cohort.tasks;
      self.ready += cohort.tasks;
      running.push(cohort);
    }
    if (self.cold > 0 || running.length > 1) self.cold = coldAt(seconds);
  }

  function coldAt(seconds: number): number {
    let cold = 0;
    for (let i = running.length - 1; i >= 0; i -= 1) {
      const age = seconds - running[i]!.startedSeconds;
      if (age < startSeconds + warmUpSeconds) cold += running[i]!.tasks;
      else if (age >= MINIMUM_SECONDS) {
        merge(i);
        break;
      }
    }
    return cold;
  }

  /** Cohorts up to `last` that are older than the minimum charge need no telling apart. */
  function merge(last: number): void {
    let old = running[0]!.tasks;
    for (let i = 1; i <= last; i += 1) old += running[i]!.tasks;
    running.splice(0, last + 1, { startedSeconds: running[last]!.startedSeconds, tasks: old });
  }
}

/** Takes `count` tasks off the end; how many there were, and their seconds short of the minimum charge. */
function take(cohorts: Cohort[], count: number, seconds: number): readonly [taken: number, shortSeconds: number] {
  let taken = 0;
  let short = 0;
  while (taken < count && cohorts.length > 0) {
    const cohort = cohorts[cohorts.length - 1]!;
    const part = Math.min(cohort.tasks, count - taken);
    const age = seconds - cohort.startedSeconds;
    if (age < MINIMUM_SECONDS) short += part * (MINIMUM_SECONDS - age);
    taken += part;
    cohort.tasks -= part;
    if (cohort.tasks === 0 && cohorts.length > 1) cohorts.pop();
    else if (cohort.tasks === 0) break;
  }
  return [taken, short];
}
