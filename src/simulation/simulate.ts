/**
 * One run: model → what every component used in every hour, what the network carried, what became of the requests.
 * Traffic and the edge run as blocks of steps ahead of the kernel; meters are linear in drivers and run once, over hours.
 */
import type { Component } from "../architecture/architecture.ts";
import { invariant } from "../invariant.ts";
import { carry, type Network } from "../network/carry.ts";
import type { Flow } from "../network/flow.ts";
import { type InterfaceEndpoint, route, type RoutedFlow } from "../network/route.ts";
import { edgeCache, type EdgeCache } from "../services/cloudfront-cache.ts";
import type { Cell } from "../services/service.ts";
import { arrivals, endSeconds, fillArrivals } from "../traffic/arrivals.ts";
import { admission } from "./admission.ts";
import { bus as newBus } from "./bus.ts";
import { classFlows } from "./class-flows.ts";
import { contexts, serviceOf, TRAFFIC } from "./contexts.ts";
import type { Driver } from "./driver.ts";
import { grid as newGrid, type Grid } from "./grid.ts";
import { kernel, type RequestDrivers } from "./kernel.ts";
import { living } from "./lifetime.ts";
import type { LimitCounter } from "./limit.ts";
import { metered, type Metered } from "./metered.ts";
import type { Model } from "./model.ts";
import { outcome, TAIL_SECONDS, type Tally } from "./outcome.ts";
import { registry } from "./registry.ts";
import { retries } from "./retries.ts";
import { serialLimit } from "./serial-limit.ts";

/** Steps that go through traffic, edge and kernel together; they stay in the processor's cache. */
const BLOCK_STEPS = 256;

export interface Run {
  readonly grid: Grid;
  readonly drivers: readonly Driver[];
  readonly metered: readonly Metered[];
  /** What one component would have been metered in the same run with another configuration, which must not change how it behaves. */
  readonly remetered: (component: Component) => readonly Metered[];
  readonly limits: readonly LimitCounter[];
  /** One per event, then the rest of the period. */
  readonly tallies: readonly Tally[];
  readonly routed: readonly RoutedFlow[];
  readonly network: Network;
  /** Requests still inside at the period's end, by class: waiting somewhere, or about to be tried again. */
  readonly unfinished: Float64Array;
}

export interface RunOptions {
  readonly keepSeries: boolean;
  readonly signal: AbortSignal | null;
  /** Called now and then with the share done, [0, 1]. */
  readonly onProgress: ((share: number) => void) | null;
}

export function simulate(model: Model, options: RunOptions): Run {
  const grid = newGrid(model);
  const steps = grid.startSeconds.length;
  const bus = newBus(model.classes.length);
  const drivers = registry(grid.hours, options.keepSeries ? steps : 0);
  const requests = requestDrivers(model, drivers);
  let routed: readonly RoutedFlow[] = [];
  const context = contexts(model, bus, drivers, () => routed);

  const cells: Cell[] = [];
  const flows: Flow[] = [];
  for (const component of model.architecture.components) {
    const service = serviceOf(model, component);
    const cell = service.cell?.(component.config, context.cell(component));
    if (cell !== undefined) cells.push(living(cell, component, bus, drivers));
  }
  for (const component of model.architecture.components) {
    flows.push(...(serviceOf(model, component).flows?.(component.config, context.flow(component)) ?? []));
  }
  flows.push(...classFlows(model, drivers));
  cells.push(...thirdParties(), ...waitingRoom());
  routed = route(flows, model.architecture, interfaceEndpoints(model));
  invariant(drivers.orphans().length === 0, `drivers nobody declares: ${drivers.orphans().join(", ")}`);

  const tries = retries(model.classes, bus);
  const result = outcome(model.classes, model.traffic.events, bus);
  const run = kernel({
    grid,
    bus,
    cells,
    requests,
    outcome: result,
    retries: tries,
    classes: model.classes,
    edges: edges(model),
    coldShare: (seconds, dt) => coldAt(model, seconds, dt),
    drivers: drivers.drivers,
    events: eventOfSteps(model, grid),
    blockSteps: BLOCK_STEPS,
    keepSeries: options.keepSeries,
  });
  runBlocks();

  const regionOf = new Map(model.architecture.components.map(({ id, region }) => [id, region]));
  const network = carry(routed, grid.hours, (id) => regionOf.get(id) ?? model.architecture.region);
  return {
    grid,
    routed,
    network,
    drivers: drivers.drivers,
    limits: context.limits,
    tallies: result.tallies,
    metered: metered(model, grid.hours, network, context.flow),
    remetered: (component) => {
      const alone = { ...model, architecture: { ...model.architecture, components: [component] } };
      return metered(alone, grid.hours, network, context.flow);
    },
    unfinished: Float64Array.from(model.classes, (c) =>
      cells.reduce((sum, cell) => sum + cell.waiting(c.index), tries.pending(c.index)),
    ),
  };

  function runBlocks(): void {
    const rows = arrivals(model.classes.length, BLOCK_STEPS);
    for (let from = 0; from < steps; from += BLOCK_STEPS) {
      options.signal?.throwIfAborted();
      options.onProgress?.(from / steps);
      const count = Math.min(BLOCK_STEPS, steps - from);
      fillArrivals(rows, model.traffic, grid, from, count);
      run(
        { rows: BLOCK_STEPS, requests: rows.requests, humanShare: rows.humanShare, blocked: rows.blocked },
        from,
        count,
      );
    }
  }

  function thirdParties(): Cell[] {
    return [...model.destinations.values()].flatMap(({ name, limit }) => {
      if (limit === null || !model.classes.some((c) => (c.calls[name] ?? 0) > 0)) return [];
      const counter = context.limit({
        component: name,
        name: "per_second",
        title: "calls it takes",
        source: "scenario",
        value: `${limit.perSecond}/s`,
      });
      const unitsOf = (c: (typeof model.classes)[number]): number => c.calls[name] ?? 0;
      return [serialLimit({ bus, stage: "third_party", classes: model.classes, unitsOf, ...limit, limit: counter })];
    });
  }

  function waitingRoom(): Cell[] {
    if (model.admission === null) return [];
    const held = drivers.declare("waiting_room", "held", "visitors");
    const polls = drivers.declare("waiting_room", "polls", "1/s");
    return [admission({ bus, ...model.admission, held, polls })];
  }
}

function requestDrivers(model: Model, drivers: ReturnType<typeof registry>): RequestDrivers {
  const of = (what: string): Driver[] => model.classes.map((c) => drivers.declare(TRAFFIC, `${what} ${c.name}`, "1/s"));
  return {
    viewer: of("viewer"),
    missed: of("missed"),
    retried: of("retried"),
    attempts: of("attempts"),
    served: of("served"),
    failed: of("failed"),
    all: {
      requests: drivers.declare(TRAFFIC, "requests", "1/s"),
      failed: drivers.declare(TRAFFIC, "failed", "1/s"),
      blocked: drivers.declare(TRAFFIC, "blocked bots", "1/s"),
    },
  };
}

function interfaceEndpoints(model: Model): InterfaceEndpoint[] {
  return model.architecture.components
    .filter(({ kind }) => kind === "interface_endpoint")
    .map(({ id, region, config }) => ({ id, region, service: (config as { service: string }).service }));
}

/** The event whose window a step lies in; the one that began last where windows overlap. */
function eventOfSteps(model: Model, { startSeconds }: Grid): Int16Array {
  const events = new Int16Array(startSeconds.length).fill(-1);
  const order = [...model.traffic.events.keys()].sort(
    (a, b) => model.traffic.events[a]!.startSeconds - model.traffic.events[b]!.startSeconds,
  );
  for (const e of order) {
    const event = model.traffic.events[e]!;
    const until = endSeconds(event) + TAIL_SECONDS;
    for (let i = 0; i < startSeconds.length; i += 1) {
      if (startSeconds[i]! >= event.startSeconds - 1e-6 && startSeconds[i]! < until) events[i] = e;
    }
  }
  return events;
}

/** One cache state per class that the edge may keep; null where everything goes to the origin. */
function edges(model: Model): (EdgeCache | null)[] {
  const cdn = model.architecture.components.find(({ kind }) => kind === "cloudfront");
  return model.classes.map((c) => {
    if (cdn === undefined || !model.atEdge || c.edge === null) return null;
    const { origin_shield: shield } = cdn.config as { origin_shield: boolean };
    return edgeCache({ class: c, caches: shield ? 1 : model.assumptions.value("edgeCaches") });
  });
}

/** Share of cached objects that turn new in this step: an event's, when its ramp begins. */
function coldAt(model: Model, start: number, dt: number): number {
  for (const event of model.traffic.events) {
    if (event.coldShare > 0 && event.startSeconds >= start - 1e-6 && event.startSeconds < start + dt - 1e-6)
      return event.coldShare;
  }
  return 0;
}
