/**
 * Failed requests that viewers try again: they re-enter at the balancer on a later step, at most `retries` times; of 1.5 the half
 * of viewers tries a second time. Which attempt a failed request was follows from the mix of attempts that last arrived in its class.
 */
import { clamp } from "../math.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import type { Bus } from "./bus.ts";

export interface Retries {
  /** Adds the attempts of class `c` that are due in this step to its flow; gives how many. */
  due(c: number): number;
  /** `requests` of class `c` have failed in this step; gives how many of them are given up for good. */
  failed(c: number, requests: number): number;
  /** Attempts of class `c` that are still to come. */
  pending(c: number): number;
}

const BUCKET_SECONDS = 0.5;

export function retries(classes: readonly RequestClass[], bus: Bus): Retries {
  const attempts = 1 + Math.max(0, ...classes.map((c) => Math.ceil(c.retries)));
  const longest = Math.max(1, ...classes.map((c) => c.retryAfterSeconds));
  const size = Math.ceil(longest / BUCKET_SECONDS) + 3;
  const buckets = classes.map(() => new Float64Array(size * attempts));
  const waiting = new Float64Array(classes.length);
  /** Share of each attempt in what last arrived; everything is a first attempt in the beginning. */
  const mix = classes.map(() => Float64Array.of(1, ...Array.from({ length: attempts - 1 }, () => 0)));
  const drained = classes.map(() => 0);
  const arrived = new Float64Array(attempts);

  return { due, failed, pending: (c) => waiting[c]! };

  function due(c: number): number {
    const last = Math.ceil((bus.seconds + bus.dt) / BUCKET_SECONDS - 1e-9);
    const first = Math.max(drained[c]!, last - size);
    drained[c] = last;
    const share = mix[c]!;
    const fresh = bus.flow[c]!;
    if (waiting[c]! <= 0) {
      if (share[0]! < 1 && fresh > 0) share.fill(0).fill(1, 0, 1);
      return 0;
    }
    const back = collect(c, first, last);
    const all = fresh + back;
    // Where nothing arrives, what fails is of the attempts that came before.
    if (all > 0) {
      share[0] = fresh / all;
      for (let a = 1; a < attempts; a += 1) share[a] = arrived[a]! / all;
    }
    bus.flow[c] = all;
    return back;
  }

  /** Empties the buckets `[first, last)` into `arrived`, by attempt; gives their sum. */
  function collect(c: number, first: number, last: number): number {
    let back = 0;
    const waits = buckets[c]!;
    arrived.fill(0);
    for (let bucket = first; bucket < last; bucket += 1) {
      const at = (bucket % size) * attempts;
      for (let a = 1; a < attempts; a += 1) {
        const requests = waits[at + a]!;
        if (requests === 0) continue;
        arrived[a]! += requests;
        back += requests;
        waits[at + a] = 0;
      }
    }
    waiting[c]! -= back;
    if (waiting[c]! < 1e-9) waiting[c] = 0;
    return back;
  }

  function failed(c: number, requests: number): number {
    const one = classes[c]!;
    const share = mix[c]!;
    let given = requests * share[attempts - 1]!;
    const { seconds, dt } = bus;
    const dueSeconds = Math.max(seconds + dt, seconds + dt / 2 + one.retryAfterSeconds);
    const bucket = Math.ceil(dueSeconds / BUCKET_SECONDS - 1e-9);
    const at = (bucket % size) * attempts;
    for (let a = 0; a < attempts - 1; a += 1) {
      const these = requests * share[a]!;
      const again = these * one.retryShare * clamp(one.retries - a, 0, 1);
      given += these - again;
      if (again === 0) continue;
      buckets[c]![at + a + 1]! += again;
      waiting[c]! += again;
    }
    return given;
  }
}
