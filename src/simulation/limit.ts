/** Counts what fails on one limit of one component, and when it was first reached, in total and per event. */
import type { Bus } from "./bus.ts";

export interface LimitCounter {
  readonly component: string;
  readonly name: string;
  readonly title: string;
  readonly source: string;
  /** In words with its unit, as last set: `3 tasks × 2 vCPU`. */
  value: string;
  /** Attempts failed on it, by event; the last entry is outside of all events. Length: events + 1. */
  readonly failed: Float64Array;
  /** Seconds since the period's start when it was first reached, by event; NaN while it was not. Length: events + 1. */
  readonly firstSeconds: Float64Array;
  /** The value in words when it was first reached, by event. */
  readonly firstValue: (string | null)[];
  /** It holds something back in this step, without a failure yet. */
  reach(): void;
  /** `requests` of class `c` fail on it in this step: they leave the flow and count against the class. */
  fail(c: number, requests: number): void;
}

export function limitCounter(
  of: {
    readonly component: string;
    readonly name: string;
    readonly title: string;
    readonly source: string;
    readonly value: string;
  },
  bus: Bus,
  events: number,
): LimitCounter {
  const counter: LimitCounter = {
    component: of.component,
    name: of.name,
    title: of.title,
    source: of.source,
    value: of.value,
    failed: new Float64Array(events + 1),
    firstSeconds: new Float64Array(events + 1).fill(NaN),
    firstValue: Array.from({ length: events + 1 }, () => null),
    reach() {
      const slot = bus.event < 0 ? events : bus.event;
      if (counter.firstSeconds[slot]! >= 0) return;
      counter.firstSeconds[slot] = bus.seconds;
      counter.firstValue[slot] = counter.value;
    },
    fail(c, requests) {
      if (requests <= 0) return;
      counter.reach();
      counter.failed[bus.event < 0 ? events : bus.event]! += requests;
      bus.failed[c]! += requests;
    },
  };
  return counter;
}
