import { expect, test } from "vitest";
import { stream } from "../../src/math.ts";
import { grid, type Window } from "../../src/simulation/grid.ts";
import { arrivals, endSeconds, type Event, fillArrivals, height, type Traffic } from "../../src/traffic/arrivals.ts";

const HOURS = 4;

/** From 3,600 s: 60 s up, 15 min held at 100 times the baseline, 15 min down. */
const drop: Event = {
  name: "drop",
  startSeconds: 3600,
  rampSeconds: 60,
  holdSeconds: 900,
  decaySeconds: 900,
  multiple: 100,
  mix: Float64Array.of(0.6, 0.4),
  stock: null,
  botShare: 0,
  botBlockedShare: 0,
  coldShare: 0,
};

const names = ["static", "page"];

const quiet: Traffic = {
  seed: 1,
  streams: Int32Array.from(names, stream),
  noise: 0,
  hourRates: new Float64Array(HOURS + 1).fill(10),
  recorded: null,
  mix: Float64Array.of(0.9, 0.1),
  events: [],
  startMinute: 29_000_000,
};

const around: Window = { fromSeconds: 3300, untilSeconds: 6300 };

/** Arrivals of the whole period, filled in blocks of `block` steps. */
function run(traffic: Traffic, baseSeconds = 60, fineSeconds = 1, block = Infinity) {
  const steps = grid({ seconds: HOURS * 3600, baseSeconds, fineSeconds, windows: [around] });
  const rows = steps.stepSeconds.length;
  const classes = traffic.mix.length;
  const requests = Array.from({ length: classes }, () => new Float64Array(rows));
  const blocked = new Float64Array(rows);
  const humanShare = new Float64Array(rows);
  const size = Math.min(block, rows);
  const into = arrivals(classes, size);
  for (let from = 0; from < rows; from += size) {
    const count = Math.min(size, rows - from);
    fillArrivals(into, traffic, steps, from, count);
    for (let c = 0; c < classes; c += 1) requests[c]!.set(into.requests.subarray(c * size, c * size + count), from);
    blocked.set(into.blocked.subarray(0, count), from);
    humanShare.set(into.humanShare.subarray(0, count), from);
  }
  const at = (seconds: number): number => steps.startSeconds.findLastIndex((start) => start <= seconds);
  return { steps, requests, blocked, humanShare, at };
}

const total = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0);

test("an event rises in a line, holds, and falls in a line", () => {
  const heights = [3599, 3600, 3615, 3630, 3660, 4559, 4560, 5010, endSeconds(drop), 9999].map((s) => height(drop, s));
  expect(heights).toEqual([0, 0, 0.25, 0.5, 1, 1, 1, 0.5, 0, 0]);
  expect(endSeconds(drop)).toBe(5460);
});

test("without ramp and decay an event is a block, its end open", () => {
  const block = { ...drop, rampSeconds: 0, decaySeconds: 0 };
  expect([3599, 3600, 4499, 4500].map((s) => height(block, s))).toEqual([0, 1, 1, 0]);
});

test("a quiet step has the baseline's requests, split by the mix, linear between the hours", () => {
  const rising = { ...quiet, hourRates: Float64Array.of(10, 20, 20, 20, 20) };
  const { requests, at } = run(rising);
  // The minute before half past: 14.92 a second at its middle.
  expect([0, 1].map((c) => requests[c]![at(1770)]!)).toEqual([
    expect.closeTo(60 * 0.9 * (10 + 1770 / 360), 9),
    expect.closeTo(60 * 0.1 * (10 + 1770 / 360), 9),
  ]);
});

test("at its height an event is its multiple of the baseline, with its own mix; half way up, half of each", () => {
  const { requests, at } = run({ ...quiet, events: [drop] });
  const rates = (seconds: number) => [0, 1].map((c) => requests[c]![at(seconds)]!);
  expect(rates(4000)).toEqual([600, 400].map((n) => expect.closeTo(n, 9)));
  // At 3,630.5 s the height is 30.5 / 60.
  const g = 30.5 / 60;
  expect(rates(3630)).toEqual([9 + g * (600 - 9), 1 + g * (400 - 1)].map((n) => expect.closeTo(n, 9)));
  expect(rates(3599)).toEqual([9, 1].map((n) => expect.closeTo(n, 9)));
});

test("what overlapping events add, adds up", () => {
  const second = { ...drop, name: "second", multiple: 11, startSeconds: 4000, rampSeconds: 0 };
  const { requests, at } = run({ ...quiet, events: [drop, second] });
  expect(requests[0]![at(4200)]! + requests[1]![at(4200)]!).toBeCloseTo(10 * (1 + 99 + 10), 9);
});

test("a lull takes requests away, and two of them never more than there are", () => {
  const lull = { ...drop, multiple: 0.25, mix: quiet.mix };
  const { requests, at } = run({ ...quiet, events: [lull, { ...lull, name: "again" }] });
  expect(run({ ...quiet, events: [lull] }).requests[0]![at(4000)]).toBeCloseTo(9 / 4, 9);
  expect(requests[0]![at(4000)]).toBe(0);
});

test("bots come on top: a share of all, of which the firewall takes its part", () => {
  const bots = { ...drop, botShare: 0.4, botBlockedShare: 0.75 };
  const { requests, blocked, humanShare, at } = run({ ...quiet, events: [bots] });
  const i = at(4000);
  // 1,000 people a second are three fifths of 1,666.7; of the 666.7 bots a quarter comes through.
  expect(blocked[i]).toBeCloseTo(500, 9);
  expect(requests[0]![i]! + requests[1]![i]!).toBeCloseTo(1000 + 500 / 3, 9);
  expect(humanShare[i]).toBeCloseTo(1000 / (1000 + 500 / 3), 12);
  expect([blocked[0], humanShare[0]]).toEqual([0, 1]);
});

test("removing an event, or the order of classes, moves nothing else", () => {
  const noisy: Traffic = { ...quiet, noise: 0.15, events: [drop] };
  const both = run(noisy);
  const without = run({ ...noisy, events: [] });
  const before = both.steps.startSeconds.filter((start) => start < drop.startSeconds).length;
  for (const c of [0, 1]) {
    expect(both.requests[c]!.subarray(0, before)).toEqual(without.requests[c]!.subarray(0, before));
    expect(both.requests[c]!.at(-1)).toBe(without.requests[c]!.at(-1));
  }
  const swapped = run({
    ...noisy,
    streams: Int32Array.from(names.toReversed(), stream),
    mix: noisy.mix.toReversed(),
    events: [{ ...drop, mix: drop.mix.toReversed() }],
  });
  expect([swapped.requests[1], swapped.requests[0]]).toEqual(both.requests);
});

test("noise has mean one, its width, one value a minute, and another for every class and seed", () => {
  const long = { ...quiet, noise: 0.2 };
  const { requests, steps } = run(long, 60, 1);
  const factors = requests[0]!.map((value, i) => value / steps.stepSeconds[i]! / 9);
  expect(Math.max(...factors)).toBeLessThanOrEqual(1.2);
  expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.8);
  const minutes = new Set(
    steps.startSeconds.map((start, i) => Math.floor(start / 60) * 1000 + Math.round(factors[i]! * 100)),
  );
  expect(minutes.size).toBe(HOURS * 60);
  // 240 minutes of an even spread of ±20 %: five standard deviations of their mean.
  const mean = total(requests[0]!) / (9 * HOURS * 3600);
  expect(Math.abs(mean - 1)).toBeLessThan((5 * 0.2) / Math.sqrt(3 * HOURS * 60));
  expect(requests[1]![0]! / 60).not.toBeCloseTo(factors[0]!, 6);
  expect(run({ ...long, seed: 2 }).requests[0]![0]).not.toBe(requests[0]![0]);
});

test("blocks of steps give what one block gives", () => {
  const noisy: Traffic = { ...quiet, noise: 0.15, events: [{ ...drop, botShare: 0.2, botBlockedShare: 0.5 }] };
  const { requests, blocked, humanShare } = run(noisy, 60, 1, 256);
  const whole = run(noisy);
  expect({ requests, blocked, humanShare }).toEqual({
    requests: whole.requests,
    blocked: whole.blocked,
    humanShare: whole.humanShare,
  });
});

test("halving the steps changes no total by more than half a percent", () => {
  const traffic: Traffic = { ...quiet, noise: 0.1, hourRates: Float64Array.of(10, 30, 5, 20, 10), events: [drop] };
  const coarse = run(traffic, 60, 1);
  const fine = run(traffic, 30, 0.5);
  for (const c of [0, 1]) expect(total(fine.requests[c]!) / total(coarse.requests[c]!)).toBeCloseTo(1, 3);
});

test("a class's stream is a number of its name alone", () => {
  expect([stream("page"), stream("page"), stream("")]).toEqual([stream("page"), stream("page"), -2_128_831_035]);
  expect(new Set(["page", "pages", "egap", "api"].map(stream)).size).toBe(4);
});
