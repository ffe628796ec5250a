/**
 * The kernel: what feeds back on itself, one step at a time, in an order that this file shows. What a scaler sees is past; what a
 * retry adds comes in a later step.
 */
import type { EdgeCache } from "../services/cloudfront-cache.ts";
import { type Cell, stages } from "../services/service.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import type { Bus } from "./bus.ts";
import type { Driver } from "./driver.ts";
import { driverRows } from "./driver-rows.ts";
import type { Grid } from "./grid.ts";
import type { Outcome } from "./outcome.ts";
import type { Retries } from "./retries.ts";

/** Requests of a block of steps as viewers send them; columns by class, `[c * rows + i]`. */
export interface ViewerRows {
  readonly rows: number;
  readonly requests: Float64Array;
  readonly humanShare: Float64Array;
  /** Requests of bots that the firewall blocks, per step. */
  readonly blocked: Float64Array;
}

/** Drivers that count requests, by class. */
export interface RequestDrivers {
  readonly viewer: readonly Driver[];
  readonly missed: readonly Driver[];
  readonly retried: readonly Driver[];
  readonly attempts: readonly Driver[];
  readonly served: readonly Driver[];
  readonly failed: readonly Driver[];
  /** Viewer requests, requests given up, and blocked requests of bots, of all classes. */
  readonly all: { readonly requests: Driver; readonly failed: Driver; readonly blocked: Driver };
}

export interface KernelParts {
  readonly grid: Grid;
  readonly bus: Bus;
  readonly classes: readonly RequestClass[];
  /** What the edge keeps of each class; null where every request goes to the origin. */
  readonly edges: readonly (EdgeCache | null)[];
  /** Share of cached objects that turn new as a step begins. */
  readonly coldShare: (seconds: number, dt: number) => number;
  readonly cells: readonly Cell[];
  readonly retries: Retries;
  readonly outcome: Outcome;
  readonly requests: RequestDrivers;
  readonly drivers: readonly Driver[];
  /** Event of each step, or -1. */
  readonly events: Int16Array;
  /** Most steps that are run at once. */
  readonly blockSteps: number;
  readonly keepSeries: boolean;
}

/** Runs steps `[from, from + count)`; row `i` of the columns belongs to step `from + i`. */
export function kernel(parts: KernelParts): (columns: ViewerRows, from: number, count: number) => void {
  const { grid, bus, classes, edges, requests, retries, outcome, events } = parts;
  const inOrder = stages.flatMap((stage) => parts.cells.filter((cell) => cell.stage === stage));
  const admission = inOrder.filter((cell) => cell.stage === "admission");
  const cells = inOrder.filter((cell) => cell.stage !== "admission");
  const settling = cells.filter((cell) => cell.settle !== undefined);
  const viewer = new Float64Array(classes.length);
  const hits = new Float64Array(classes.length);
  const givenUp = new Float64Array(classes.length);
  const arrived = { viewer, hits, givenUp, humanShare: 1 };
  const rows = driverRows(parts);
  const refreshed = refreshedClass(classes);

  return (columns, from, count) => {
    for (let i = 0; i < count; i += 1) {
      tick(from + i);
      arrive(columns, i);
      for (const cell of admission) cell.step();
      retry();
      for (const cell of cells) cell.step();
      complete(columns.humanShare[i]!);
      for (const cell of settling) cell.settle!();
      rows.keep(i, bus.hour);
    }
    rows.tally(from, count);
  };

  function tick(step: number): void {
    bus.step = step;
    bus.seconds = grid.startSeconds[step]!;
    bus.dt = grid.stepSeconds[step]!;
    bus.hour = Math.floor(bus.seconds / 3600 + 1e-9);
    bus.event = events[step]!;
  }

  /** What viewers ask for, and what of it the edge does not hold. */
  function arrive({ rows, requests: asked, blocked }: ViewerRows, i: number): void {
    const cold = parts.coldShare(bus.seconds, bus.dt);
    if (refreshed >= 0 && outcome.soldOut()) refresh(asked, rows, i);
    let total = 0;
    for (let c = 0; c < classes.length; c += 1) {
      const all = asked[c * rows + i]!;
      const edge = edges[c]!;
      const onward = edge === null ? all : edge.step(all, bus.dt, cold);
      viewer[c] = all;
      total += all;
      hits[c] = all - onward;
      requests.viewer[c]!.now = all;
      requests.missed[c]!.now = onward;
      bus.flow[c] = onward;
      bus.elapsed[c] = 0;
      bus.failed[c] = 0;
    }
    requests.all.requests.now = total;
    requests.all.blocked.now = blocked[i]!;
  }

  /** Nothing is left to order: whoever would have, looks again and again whether something is. */
  function refresh(asked: Float64Array, rows: number, i: number): void {
    for (let c = 0; c < classes.length; c += 1) {
      if (classes[c]!.orders === 0) continue;
      asked[refreshed * rows + i]! += asked[c * rows + i]!;
      asked[c * rows + i] = 0;
    }
  }

  /** Attempts that are due enter at the balancer, past the waiting room. */
  function retry(): void {
    for (let c = 0; c < classes.length; c += 1) {
      requests.retried[c]!.now = retries.due(c);
      requests.attempts[c]!.now = bus.flow[c]!;
    }
  }

  /** What came through is served; what failed is tried again or given up. */
  function complete(humanShare: number): void {
    let lost = 0;
    for (let c = 0; c < classes.length; c += 1) {
      requests.served[c]!.now = bus.flow[c]!;
      const failed = bus.failed[c]!;
      givenUp[c] = failed > 0 ? retries.failed(c, failed) : 0;
      const edge = edges[c]!;
      if (failed > 0 && edge !== null) shareError(c, edge, failed);
      requests.failed[c]!.now = givenUp[c]!;
      lost += givenUp[c]!;
    }
    requests.all.failed.now = lost;
    arrived.humanShare = humanShare;
    outcome.step(arrived);
  }

  /** The edge keeps an error for ten seconds: viewers who would have been answered there fail with those who went to the origin. */
  function shareError(c: number, edge: EdgeCache, failed: number): void {
    const first = Math.min(failed, requests.missed[c]!.now);
    const others = Math.min(hits[c]!, edge.failedViewers(first) - first);
    if (others <= 0) return;
    hits[c]! -= others;
    givenUp[c]! += others;
  }
}

/** The class of those who look and do not buy: `page`, or the first that the application serves and that orders nothing; or -1. */
function refreshedClass(classes: readonly RequestClass[]): number {
  const looking = classes.filter(({ origin, orders }) => origin === "balancer" && orders === 0);
  return (looking.find(({ name }) => name === "page") ?? looking[0])?.index ?? -1;
}
