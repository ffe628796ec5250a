/**
 * A month of twelve made-up components, once as cells of the real kernel and once as one loop by hand with the same arithmetic:
 * what the kernel's order, its cells and its drivers cost. Both give the same totals.
 */
import type { Cell } from "../src/services/service.ts";
import { bus as newBus } from "../src/simulation/bus.ts";
import { driver, type Driver } from "../src/simulation/driver.ts";
import { grid as newGrid } from "../src/simulation/grid.ts";
import { kernel } from "../src/simulation/kernel.ts";
import { hash01 } from "../src/math.ts";

const HOURS = 720;
export const grid = newGrid({ seconds: HOURS * 3600, baseSeconds: 60, fineSeconds: 60, windows: [] });
const steps = grid.stepSeconds.length;

/** Requests of each step: a day's curve, and noise of its own for each seed. */
const curve = new Float64Array(steps).map((_, i) => {
  const day = ((i % 1440) / 1440 - 0.5) * 2;
  return 2400 * (1.8 - 1.6 * day * day);
});
const asked = new Float64Array(steps);
ask(1);

function ask(seed: number): void {
  for (let i = 0; i < steps; i += 1) asked[i] = curve[i]! * (0.95 + 0.1 * hash01(seed, 2, i));
}

/** A month with noise of its own, random numbers included. */
export function sampledMonth(seed: number): number {
  ask(seed);
  return byKernel();
}

const names = [
  "source",
  "batch",
  "cache",
  "queue",
  "fleet",
  "nat",
  "endpoint",
  "lcu",
  "storage",
  "shards",
  "transit",
  "egress",
];

/** Gives the sum over all drivers' hours. `extra` components count seconds and do nothing else. */
export function byKernel(extra = 0): number {
  const bus = newBus(1);
  const made = (name: string): Driver => driver({ component: name, name, unit: "1/s" }, HOURS, 0);
  const drivers = [...names, ...Array.from({ length: extra }, (_, i) => `extra ${i}`)].map(made);
  const cells = [...cellsOf(bus, drivers), ...drivers.slice(names.length).map((one) => counting(bus, one))];
  const spare = (): Driver[] => [made("request")];
  const run = kernel({
    grid,
    bus,
    classes: [{} as never], // Nothing below reads a class: this month has no edge, no retries and no outcome.
    edges: [null],
    coldShare: () => 0,
    cells,
    drivers,
    requests: {
      viewer: spare(),
      missed: spare(),
      retried: spare(),
      attempts: spare(),
      served: spare(),
      failed: spare(),
      all: { requests: made("all"), failed: made("all"), blocked: made("all") },
    },
    retries: { due: () => 0, failed: (_, requests) => requests, pending: () => 0 },
    outcome: { tallies: [], step: () => {}, soldOut: () => false },
    events: new Int16Array(steps).fill(-1),
    blockSteps: 256,
    keepSeries: false,
  });
  const rows = {
    rows: 256,
    requests: new Float64Array(256),
    humanShare: new Float64Array(256),
    blocked: new Float64Array(256),
  };
  for (let from = 0; from < steps; from += 256) {
    const count = Math.min(256, steps - from);
    rows.requests.set(asked.subarray(from, from + count));
    run(rows, from, count);
  }
  return drivers.slice(0, names.length).reduce((sum, one) => sum + total(one.hours), 0);
}

function counting(bus: ReturnType<typeof newBus>, one: Driver): Cell {
  return { stage: "worker", waiting: () => 0, step: () => void (one.now = bus.dt) };
}

function cellsOf(bus: ReturnType<typeof newBus>, d: readonly Driver[]): Cell[] {
  const state = { waiting: 0, tasks: 4 };
  const cell = (step: () => void): Cell => ({ stage: "compute", waiting: () => 0, step });
  return [
    cell(() => void (d[0]!.now = bus.flow[0]!)),
    cell(() => void (d[1]!.now = bus.hour % 24 === 2 ? 500 : 0)),
    cell(() => void (d[2]!.now = (d[0]!.now * 9) / 10)),
    cell(() => {
      const work = state.waiting + d[0]!.now - d[2]!.now + d[1]!.now;
      const room = state.tasks * 60;
      d[3]!.now = work < room ? work : room;
      state.waiting = work - d[3]!.now;
    }),
    cell(() => {
      const wanted = (d[3]!.now + state.waiting) / 36;
      if (wanted > state.tasks) state.tasks += 1;
      else if (wanted < state.tasks * 0.8 && state.tasks > 2) state.tasks -= 1;
      d[4]!.now = state.tasks * bus.dt;
    }),
    cell(() => void (d[5]!.now = d[3]!.now * 9000)),
    cell(() => void (d[6]!.now = d[3]!.now * 3000)),
    cell(() => void (d[7]!.now = Math.max(d[3]!.now / 1500, (d[3]!.now * 30000) / 2 ** 30, d[0]!.now / 90000))),
    cell(() => void (d[8]!.now = d[2]!.now * 0.03)),
    cell(() => void (d[9]!.now = Math.ceil(d[0]!.now / 60000))),
    cell(() => void (d[10]!.now = d[5]!.now * 0.1)),
    cell(() => void (d[11]!.now = d[0]!.now * 45000)),
  ];
}

/** The same month as one loop. */
export function byHand(): number {
  const hours = names.map(() => new Float64Array(HOURS));
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11] = hours as [Float64Array, ...Float64Array[]];
  let waiting = 0;
  let tasks = 4;
  for (let i = 0; i < steps; i += 1) {
    const dt = grid.stepSeconds[i]!;
    const hour = Math.floor(grid.startSeconds[i]! / 3600 + 1e-9);
    const source = asked[i]!;
    const batch = hour % 24 === 2 ? 500 : 0;
    const cache = (source * 9) / 10;
    const work = waiting + source - cache + batch;
    const room = tasks * 60;
    const queue = work < room ? work : room;
    waiting = work - queue;
    const wanted = (queue + waiting) / 36;
    if (wanted > tasks) tasks += 1;
    else if (wanted < tasks * 0.8 && tasks > 2) tasks -= 1;
    const nat = queue * 9000;
    h0[hour]! += source;
    h1![hour]! += batch;
    h2![hour]! += cache;
    h3![hour]! += queue;
    h4![hour]! += tasks * dt;
    h5![hour]! += nat;
    h6![hour]! += queue * 3000;
    h7![hour]! += Math.max(queue / 1500, (queue * 30000) / 2 ** 30, source / 90000);
    h8![hour]! += cache * 0.03;
    h9![hour]! += Math.ceil(source / 60000);
    h10![hour]! += nat * 0.1;
    h11![hour]! += source * 45000;
  }
  return hours.reduce((sum, column) => sum + total(column), 0);
}

const total = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0);
