/**
 * Messages that a function failed on and gets again: after the queue's visibility timeout, or after the waits of Lambda's own
 * queue of events, until it has received them as often as it may. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */

/** Attempts told apart; one that comes back more often than that comes back as the last. */
const ATTEMPTS = 16;

export interface RedeliveryOf {
  /** How often a message is received at most, ≥ 1; Infinity: until it is worked off. */
  readonly attempts: number;
  /** Seconds from the failure of attempt `n`, from 1, until the message can be received again. */
  delaySeconds(n: number): number;
}

export interface Redelivery {
  /** Messages that come for the first time. */
  arrive(messages: number): void;
  /** Messages that can be received again by the time `seconds`; call in the order of time. */
  due(seconds: number): number;
  /** Of `worked` messages the part `share` has failed at the time `seconds`; gives how many of them are given up. */
  fail(worked: number, share: number, seconds: number): number;
  /** `messages` that waited are gone. */
  leave(messages: number): void;
}

interface Cohort {
  readonly at: number;
  readonly attempt: number;
  readonly messages: number;
}

export function redelivery({ attempts, delaySeconds }: RedeliveryOf): Redelivery {
  const last = Math.min(attempts, ATTEMPTS) - 1;
  /** Messages that can be received, by how often they have been. */
  const waiting = new Float64Array(last + 1);
  /** Not yet to be received again, in the order in which each attempt's come back. */
  const hidden: Cohort[][] = Array.from({ length: last + 1 }, () => []);

  return { arrive, due, fail, leave };

  function arrive(messages: number): void {
    waiting[0]! += messages;
  }

  function due(seconds: number): number {
    let back = 0;
    for (let a = 1; a <= last; a += 1) back += show(a, seconds);
    if (attempts > ATTEMPTS) back += show(0, seconds);
    return back;
  }

  function show(list: number, seconds: number): number {
    let back = 0;
    const cohorts = hidden[list]!;
    while (cohorts.length > 0 && cohorts[0]!.at <= seconds + 1e-9) {
      const { attempt, messages } = cohorts.shift()!;
      waiting[attempt]! += messages;
      back += messages;
    }
    return back;
  }

  function fail(worked: number, share: number, seconds: number): number {
    let given = 0;
    take(worked, (messages, attempt) => {
      const failed = messages * share;
      if (failed <= 0) return;
      const next = attempt + 1;
      const again = next <= last ? next : last;
      if (next > last && attempts <= ATTEMPTS) given += failed;
      // What comes back as the last again has a list of its own, so that each stays in order.
      else
        hidden[next > last ? 0 : again]!.push({ at: seconds + delaySeconds(next), attempt: again, messages: failed });
    });
    return given;
  }

  function leave(messages: number): void {
    take(messages, null);
  }

  /** Takes from all attempts in proportion: a queue does not know how often a message has been received. */
  function take(messages: number, each: ((messages: number, attempt: number) => void) | null): void {
    let total = 0;
    for (let a = 0; a <= last; a += 1) total += waiting[a]!;
    if (total <= 0) return;
    const share = Math.min(1, messages / total);
    for (let a = 0; a <= last; a += 1) {
      const part = waiting[a]! * share;
      waiting[a]! -= part;
      each?.(part, a);
    }
  }
}
