/**
 * Messages that wait in order of arrival, as a fluid: amounts instead of single messages, so that a step may be a second or an
 * hour. It remembers when they came, so that the age of the oldest is known. Nobody gives up; nothing is lost.
 */
export interface Backlog {
  /** Messages waiting. */
  readonly amount: number;
  /** `amount` arrive evenly over `[seconds, seconds + dt)`. Calls come in the order of time. */
  add(amount: number, seconds: number, dt: number): void;
  /** The oldest `amount` leave; at most all. */
  take(amount: number): void;
  /** Those that came before the time `seconds` leave for good; gives how many. */
  expire(seconds: number): number;
  /** Seconds that the oldest has waited at the time `seconds`; 0 when nothing waits. */
  oldestSeconds(seconds: number): number;
}

/** An empty one. Remembers up to `cohorts` steps apart; beyond that the newest two are merged, which keeps amounts exact. */
export function backlog(cohorts = 4096): Backlog {
  const start = new Float64Array(cohorts);
  const length = new Float64Array(cohorts);
  const held = new Float64Array(cohorts);
  let head = 0;
  let count = 0;

  const self = { amount: 0, add, take, expire, oldestSeconds };
  return self;

  function add(amount: number, seconds: number, dt: number): void {
    if (amount <= 0) return;
    self.amount += amount;
    const last = (head + count - 1) % cohorts;
    if (count === cohorts) {
      held[last]! += amount;
      length[last] = seconds + dt - start[last]!;
      return;
    }
    const next = (head + count) % cohorts;
    start[next] = seconds;
    length[next] = dt;
    held[next] = amount;
    count += 1;
  }

  function take(amount: number): void {
    if (amount >= self.amount) {
      count = 0;
      self.amount = 0;
      return;
    }
    let left = amount;
    while (count > 1 && left >= held[head]!) {
      left -= held[head]!;
      self.amount -= held[head]!;
      head = (head + 1) % cohorts;
      count -= 1;
    }
    // The oldest part of a cohort leaves first.
    const share = left / held[head]!;
    start[head]! += share * length[head]!;
    length[head]! *= 1 - share;
    held[head]! -= left;
    self.amount -= left;
  }

  function expire(seconds: number): number {
    let gone = 0;
    for (let i = 0; i < count && start[(head + i) % cohorts]! < seconds; i += 1) {
      const at = (head + i) % cohorts;
      gone += held[at]! * Math.min(1, length[at]! > 0 ? (seconds - start[at]!) / length[at]! : 1);
    }
    if (gone > 0) take(gone);
    return gone;
  }

  function oldestSeconds(seconds: number): number {
    return count === 0 ? 0 : seconds - start[head]!;
  }
}
