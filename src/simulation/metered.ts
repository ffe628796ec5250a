/** Hour columns of every meter: the services' blocks, run once over the drivers' hours. Counts must be finite and not negative. */
import { present } from "../invariant.ts";
import type { Network } from "../network/carry.ts";
import type { Component } from "../architecture/architecture.ts";
import type { PriceSelector } from "../pricing/price.ts";
import type { BlockContext, FlowContext, Meter } from "../services/service.ts";
import { preparedValue, serviceOf } from "./contexts.ts";
import type { Model } from "./model.ts";

/** What one component counted on one meter, for one cause. */
export interface Metered {
  readonly component: string;
  readonly kind: string;
  readonly region: string;
  readonly meterName: string;
  readonly meter: Meter;
  readonly price: PriceSelector;
  /** Base units per hour of the period. */
  readonly hours: Float64Array;
  readonly cause: string | null;
  readonly assumptions: readonly string[];
}

/** Minutes in which a prepared setting is looked at to average an hour. */
const SAMPLES = 60;

export function metered(
  model: Model,
  hours: number,
  network: Network,
  flowContext: (component: Component) => FlowContext,
): Metered[] {
  const all: Metered[] = [];
  for (const component of model.architecture.components) {
    const service = serviceOf(model, component);
    service.block?.(component.config, blockContext(component));
  }
  return all;

  function blockContext(component: Component): BlockContext {
    const none = new Float64Array(hours);
    const nothing = { bytesUp: none, bytesDown: none, assumptions: new Set<string>() };
    return {
      ...flowContext(component),
      hours,
      months: monthOfHours(model, hours),
      activeSeconds: activeSeconds(model, component, hours),
      // Looks at every other component, and few services ask for it.
      get occupiedSeconds() {
        return occupiedSeconds(model, component, hours);
      },
      selfPublic: (c) => selfPublic(model, c),
      carried: (id = component.id) => network.carriers.get(id) ?? nothing,
      transfers: {
        internetOut: network.internetOut.get(component.region) ?? none,
        crossZone: network.crossZone.get(component.region) ?? none,
        toRegion: new Map(
          [...network.interRegion]
            .filter(([key]) => key.startsWith(`${component.region}>`))
            .map(([key, bytes]) => [key.slice(component.region.length + 1), bytes]),
        ),
      },
      preparedHours(key, base) {
        const isPrepared = model.prepared.some((one) => one.component === component.id && one.key === key);
        if (!isPrepared) return new Float64Array(hours).fill(base);
        const value = preparedValue(model, component.id, key, base);
        return none.map((_, h) => {
          let sum = 0;
          for (let m = 0; m < SAMPLES; m += 1) sum += value(h * 3600 + (m * 3600) / SAMPLES);
          return sum / SAMPLES;
        });
      },
      meter(name, column, note) {
        const meter = present(serviceOf(model, component).meters[name], `meter ${name} of ${component.kind}`);
        const price = typeof meter.price === "function" ? meter.price(note?.as ?? component.config) : meter.price;
        check(component.id, name, column);
        all.push({
          component: component.id,
          kind: component.kind,
          region: component.region,
          meterName: name,
          meter,
          price,
          hours: column,
          cause: note?.cause ?? null,
          assumptions: note?.assumptions ?? [],
        });
      },
    };
  }
}

function selfPublic({ classes, destinations }: Model, c: number): { calls: number; bytesDown: number } {
  let calls = 0;
  let bytesDown = 0;
  for (const [name, perRequest] of Object.entries(classes[c]?.calls ?? {})) {
    const destination = destinations.get(name);
    if (destination?.selfPublic !== true) continue;
    calls += perRequest;
    bytesDown += perRequest * destination.bytesDown;
  }
  return { calls, bytesDown };
}

function monthOfHours({ months }: Model, hours: number): Uint16Array {
  const of = new Uint16Array(hours);
  for (const [index, { fromHour, hours: count }] of months.entries()) of.fill(index, fromHour, fromHour + count);
  return of;
}

/** Seconds of each hour in which the component exists; the last hour of a period may be short. */
function activeSeconds(model: Model, { fromSeconds, untilSeconds }: Component, hours: number): Float64Array {
  const from = fromSeconds ?? 0;
  const until = Math.min(untilSeconds ?? model.seconds, model.seconds);
  return new Float64Array(hours).map((_, h) => Math.max(0, Math.min(until, (h + 1) * 3600) - Math.max(from, h * 3600)));
}

/** A zone is as long in use as the longest there of the others. */
function occupiedSeconds(model: Model, { id, subnets }: Component, hours: number): Float64Array[] {
  const { subnets: all, components } = model.architecture;
  const zoneOf = new Map(all.map((subnet) => [subnet.id, subnet.zone]));
  const zones = [...new Set(subnets.map((subnet) => zoneOf.get(subnet)))];
  return zones.map((zone) => {
    const longest = new Float64Array(hours);
    for (const other of components) {
      if (other.id === id || !other.subnets.some((subnet) => zoneOf.get(subnet) === zone)) continue;
      for (const [h, seconds] of activeSeconds(model, other, hours).entries())
        longest[h] = Math.max(longest[h]!, seconds);
    }
    return longest;
  });
}

function check(component: string, name: string, column: Float64Array): void {
  for (let h = 0; h < column.length; h += 1) {
    const value = column[h]!;
    if (!(value >= 0 && value < Infinity)) throw new Error(`Bug: ${component} counted ${value} ${name}`);
  }
}
