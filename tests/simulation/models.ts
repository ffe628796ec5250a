/** A model by hand: an empty period with the components that a test needs. */
import type { Component } from "../../src/architecture/architecture.ts";
import { assumptions } from "../../src/assumption.ts";
import type { Service } from "../../src/services/service.ts";
import { bus } from "../../src/simulation/bus.ts";
import { contexts } from "../../src/simulation/contexts.ts";
import type { Model } from "../../src/simulation/model.ts";
import { registry } from "../../src/simulation/registry.ts";
import { classAssumptions } from "../../src/traffic/class-assumptions.ts";
import type { RequestClass } from "../../src/traffic/request-class.ts";

export interface ModelSpec {
  readonly services: readonly Service[];
  readonly components: readonly Component[];
  readonly hours: number;
  readonly classes?: readonly RequestClass[];
  readonly more?: Partial<Model>;
}

/** One month of `hours` hours from 2026-11-01T00:00Z in us-east-1, without traffic and without quotas. */
export function emptyModel({ services, components, hours, classes = [], more = {} }: ModelSpec) {
  const region = "us-east-1";
  const table = [...classAssumptions, ...services.flatMap((service) => service.assumptions ?? [])];
  const model: Model = {
    startSeconds: Date.UTC(2026, 10, 1) / 1000,
    seconds: hours * 3600,
    months: [{ month: "2026-11", fromHour: 0, hours, monthHours: 720 }],
    baseSeconds: 60,
    fineSeconds: 1,
    windows: [],
    disruptions: [],
    architecture: { region, zones: [], subnets: [], routeTables: [], components, facts: {} },
    services: new Map(services.map((service) => [service.kind, service])),
    classes,
    traffic: {
      seed: 1,
      streams: new Int32Array(classes.length),
      noise: 0,
      hourRates: new Float64Array(hours + 1),
      recorded: null,
      mix: new Float64Array(classes.length),
      events: [],
      startMinute: 0,
    },
    atEdge: false,
    viewers: {},
    destinations: new Map(),
    admission: null,
    prepared: [],
    quota: () => Infinity,
    assumptions: assumptions(table, new Map()),
    ...more,
  };
  const drivers = registry(hours, 0);
  const { flow: flowContext } = contexts(model, bus(classes.length), drivers, () => []);
  return { model, drivers, flowContext };
}
