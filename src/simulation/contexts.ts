/** What each component of a run sees: its drivers, limits, neighbours, assumptions and quotas, and nothing of prices or the network. */
import type { Component } from "../architecture/architecture.ts";
import { invariant, present } from "../invariant.ts";
import type { RoutedFlow } from "../network/route.ts";
import type { CellContext, ComponentContext, FlowContext, Service, ThroughFlow } from "../services/service.ts";
import type { Bus } from "./bus.ts";
import type { Driver } from "./driver.ts";
import { limitCounter, type LimitCounter } from "./limit.ts";
import type { Model } from "./model.ts";
import type { Registry } from "./registry.ts";

/** The pseudo-component whose drivers count requests. */
export const TRAFFIC = "traffic";

export interface Contexts {
  cell(component: Component): CellContext;
  flow(component: Component): FlowContext;
  readonly limits: readonly LimitCounter[];
  /** Counts a limit of something that is no component of the architecture, such as a third party. */
  limit(of: { component: string; name: string; title: string; source: string; value: string }): LimitCounter;
}

/** `routed` is asked for at the first step, when all flows are known. */
export function contexts(model: Model, bus: Bus, drivers: Registry, routed: () => readonly RoutedFlow[]): Contexts {
  const { architecture, classes } = model;
  const byId = new Map(architecture.components.map((component) => [component.id, component]));
  const zoneOf = new Map(architecture.subnets.map(({ id, zone }) => [id, zone]));
  const limits: LimitCounter[] = [];
  const served = new Map<Driver, number>(classes.map((c) => [drivers.find(TRAFFIC, `served ${c.name}`), c.index]));

  const limit: Contexts["limit"] = (of) => {
    const counter = limitCounter(of, bus, model.traffic.events.length);
    limits.push(counter);
    return counter;
  };

  const base = (component: Component): ComponentContext => ({
    id: component.id,
    region: component.region,
    zones: Math.max(1, new Set(component.subnets.map((subnet) => zoneOf.get(subnet))).size),
    classes,
    requests: (c, what) => drivers.find(TRAFFIC, `${what} ${present(classes[c], "class").name}`),
    viewers: model.viewers,
    startSeconds: model.startSeconds,
    assume: (id) => model.assumptions.value(id),
    quota: model.quota,
    driverOf: (id, name) => drivers.find(id, name),
    first: (...kinds) => architecture.components.find(({ kind }) => kinds.includes(kind))?.id ?? null,
    all: (...kinds) =>
      architecture.components
        .filter(({ kind, region }) => region === component.region && kinds.includes(kind))
        .map(({ id }) => id),
    elsewhere: (...kinds) =>
      architecture.components
        .filter(({ kind, region }) => region !== component.region && kinds.includes(kind))
        .map(({ id }) => id),
    configOf: (id) => present(byId.get(id), `component ${id}`).config,
  });

  const flow = (component: Component): FlowContext => ({
    ...base(component),
    driver: (name, id = component.id) => drivers.find(id, name),
    destination: (name) => present(model.destinations.get(name), `destination ${name}`).destination,
  });

  const cell = (component: Component): CellContext => ({
    ...base(component),
    bus,
    driver: (name, unit) => drivers.declare(component.id, name, unit),
    limit(name, value) {
      const known = present(serviceOf(model, component).limits[name], `limit ${name} of ${component.kind}`);
      return limit({ component: component.id, name, title: known.title, source: known.source, value });
    },
    disruptions: () => model.disruptions.filter((one) => one.component === component.id),
    through: () => throughOf(component.id, routed(), served),
    prepared: (key, value) => preparedValue(model, component.id, key, value),
  });

  return { cell, flow, limits, limit };
}

export function serviceOf(model: Model, component: Component): Service {
  return present(model.services.get(component.kind), `service ${component.kind}`);
}

function throughOf(id: string, routed: readonly RoutedFlow[], served: ReadonlyMap<Driver, number>): ThroughFlow[] {
  return routed.flatMap((one) => {
    const path = one.paths.find(({ carrier, onward }) => carrier === id || onward === id);
    if (path === undefined) return [];
    return [{ routed: one, share: path.share, classIndex: served.get(one.flow.driver) ?? -1 }];
  });
}

/** The setting over time; where preparations overlap, the largest counts. */
export function preparedValue(model: Model, component: string, key: string, base: number): (seconds: number) => number {
  const mine = model.prepared.filter((one) => one.component === component && one.key === key);
  if (mine.length === 0) return () => base;
  return (seconds) => {
    invariant(seconds >= 0, "time before the period");
    let value = base;
    for (const one of mine) {
      if (seconds >= one.fromSeconds && seconds < one.untilSeconds && one.value > value) value = one.value;
    }
    return value;
  };
}
