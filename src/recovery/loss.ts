/** When the Region is lost, and what viewers ask for and would have bought from then on. */
import type { Model } from "../simulation/model.ts";
import { TAIL_SECONDS } from "../simulation/outcome.ts";
import {
  type Arrivals,
  arrivals,
  baselineRequests,
  endSeconds,
  type Event,
  fillArrivals,
  height,
} from "../traffic/arrivals.ts";
import { HOUR_SECONDS, MINUTE_SECONDS } from "../units.ts";

/** Minutes over which lost orders are counted. */
const MINUTES = 48 * 60;
const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS;

/**
 * Seconds from the period's start: as the scenario says, else when the hold of the largest event begins, else the middle of the
 * busiest hour.
 */
export function lossSeconds(model: Model, stated: number | null): number {
  if (stated !== null) return stated;
  const { events } = model.traffic;
  const [largest] = events.toSorted((a, b) => b.multiple - a.multiple || a.startSeconds - b.startSeconds);
  if (largest !== undefined) return Math.min(model.seconds - 1, largest.startSeconds + largest.rampSeconds);
  const hours = Array.from({ length: Math.floor(model.seconds / HOUR_SECONDS) }, (_, hour) =>
    baselineRequests(model.traffic, hour * HOUR_SECONDS + HOUR_SECONDS / 4, HOUR_SECONDS / 2),
  );
  const busiest = hours.reduce((best, requests, hour) => (requests > (hours[best] ?? 0) + 1e-6 ? hour : best), 0);
  return busiest * HOUR_SECONDS + HOUR_SECONDS / 2;
}

/** The event that the moment lies in, with what still counts for it; null outside of all. */
export function eventAt(model: Model, seconds: number): Event | null {
  const during = model.traffic.events.filter(
    (event) => seconds >= event.startSeconds && seconds < endSeconds(event) + TAIL_SECONDS,
  );
  return during.toSorted((a, b) => b.startSeconds - a.startSeconds)[0] ?? null;
}

/** A moment after the period's end has the baseline of a week before, or that of the period's last hours. */
export function withinPeriod(model: Model, seconds: number, length: number): number {
  let at = seconds;
  while (at + length > model.seconds && at >= WEEK_SECONDS) at -= WEEK_SECONDS;
  return Math.max(0, Math.min(at, model.seconds - length));
}

/** Requests a second of all classes at a moment, events included. */
export function requestsPerSecond({ traffic }: Model, seconds: number): number {
  const base = baselineRequests(traffic, seconds, 1);
  return traffic.events.reduce(
    (sum, event) => sum + base * height(event, seconds) * (event.multiple / (1 - event.botShare) - 1),
    base,
  );
}

/**
 * Orders that viewers want in so many seconds from `fromSeconds` on, at most 48 hours of them, linear inside of a minute; of an event
 * with stock, no more than is left of it (`stockLeft`, of the event at `fromSeconds`).
 */
export function ordersWanted(model: Model, fromSeconds: number, stockLeft: number | null): (seconds: number) => number {
  const { classes, traffic } = model;
  const stated = Float64Array.from({ length: MINUTES }, (_, i) => fromSeconds + i * MINUTE_SECONDS);
  const startSeconds = stated.map((start) => withinPeriod(model, start, MINUTE_SECONDS));
  const grid = { startSeconds, stepSeconds: new Float64Array(MINUTES).fill(MINUTE_SECONDS) };
  const rows = arrivals(classes.length, MINUTES);
  const inside = stated.findIndex((start, i) => start !== startSeconds[i]!);
  const counted = inside < 0 ? MINUTES : inside;
  fillArrivals(rows, traffic, grid, 0, counted);
  const here = eventAt(model, fromSeconds);
  const left = new Map(traffic.events.map((event) => [event, event === here ? stockLeft : event.stock]));
  const total = new Float64Array(MINUTES + 1);
  for (let i = 0; i < counted; i += 1) {
    const wanted = ordersIn(rows, i);
    const event = eventAt(model, stated[i]!);
    const stock = event === null ? null : (left.get(event) ?? null);
    const sold = stock === null ? wanted : Math.min(stock, wanted);
    if (event !== null && stock !== null) left.set(event, stock - sold);
    total[i + 1] = total[i]! + sold;
  }
  // Events do not come again with the week that stands in for what is after the period.
  const after = arrivals(classes.length, MINUTES);
  const beyond = { startSeconds: startSeconds.subarray(counted), stepSeconds: grid.stepSeconds };
  fillArrivals(after, { ...traffic, events: [] }, beyond, 0, MINUTES - counted);
  for (let i = counted; i < MINUTES; i += 1) total[i + 1] = total[i]! + ordersIn(after, i - counted);
  return (seconds) => {
    const minutes = Math.min(MINUTES, seconds / MINUTE_SECONDS);
    const whole = Math.min(MINUTES - 1, Math.floor(minutes));
    return total[whole]! + (total[whole + 1]! - total[whole]!) * (minutes - whole);
  };

  function ordersIn({ requests, humanShare }: Arrivals, i: number): number {
    return classes.reduce((sum, c) => sum + requests[c.index * MINUTES + i]! * c.orders * humanShare[i]!, 0);
  }
}
