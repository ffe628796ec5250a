/**
 * Random small scenarios: a few hours of traffic, with or without events, over networks, fleets and databases of any shape. Plain
 * values, so that a property can change one of them and a failure prints what to put into a file.
 */
import * as fc from "fast-check";
import type { Scenario } from "../../src/scenario/schema.ts";
import { scenarioOf } from "./estimate-text.ts";

/** A scenario as it would be written. */
export interface SmallScenario {
  region: string;
  period: { start: string; hours: number };
  seed: number;
  step: { base: string; event: string };
  traffic: {
    noise: string;
    baseline: { mean: string; shape: string };
    mix: Record<string, string>;
    events: SmallEvent[];
  };
  destinations: { payment: object };
  architecture: { network: SmallNetwork; app: SmallApp } & Record<string, object>;
  classes?: object;
  admission?: object;
  quotas: Record<string, number>;
  allowances: string;
}

export interface SmallEvent {
  name: string;
  at: string;
  multiple: number;
  ramp: string;
  hold: string;
  decay: string;
  mix?: Record<string, string>;
  stock?: number;
}

interface SmallNetwork {
  azs: number;
  nat: string;
  gateway_endpoints: string[];
  interface_endpoints: string[];
}

interface SmallApp {
  cpu: number;
  memory: string;
  arch: string;
  min: number;
  max: number;
  scaling: { cpu: string };
}

/** `setOf` the names, in their order. */
const some = (...names: string[]) => fc.subarray(names);
const optional = <T extends object>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const seconds = (min: number, max: number) => fc.integer({ min, max }).map((s) => `${s}s`);

const mixes = fc.constantFrom<Record<string, string>[]>(
  { static: "85%", page: "5%", api: "9%", checkout: "1%" },
  { static: "60%", page: "15%", api: "22%", checkout: "3%" },
  { static: "0%", page: "50%", api: "45%", checkout: "5%" },
);

const network: fc.Arbitrary<SmallNetwork> = fc.record({
  azs: fc.integer({ min: 1, max: 3 }),
  nat: fc.constantFrom("none", "single", "per_az"),
  gateway_endpoints: some("s3", "dynamodb"),
  interface_endpoints: some("ecr.api", "ecr.dkr", "logs", "secretsmanager", "sqs", "kms"),
});

const app: fc.Arbitrary<SmallApp> = fc
  .record({
    cpu: fc.constantFrom(0.5, 1, 2),
    arch: fc.constantFrom("arm64", "x86_64"),
    min: fc.integer({ min: 1, max: 6 }),
    above: fc.integer({ min: 0, max: 40 }),
    target: fc.integer({ min: 40, max: 75 }),
  })
  .map(({ cpu, arch, min, above, target }) => ({
    cpu,
    memory: `${2 * cpu}GB`,
    arch,
    min,
    max: min + above,
    scaling: { cpu: `${target}%` },
  }));

const database = fc.record({
  min: fc.constantFrom(0, 0.5, 2),
  max: fc.constantFrom(2, 8, 64),
  readers: fc.integer({ min: 0, max: 2 }),
  limits: fc.constantFrom({}, { stock_row: { per_second: 20, queue: 200 } }),
});

/** Zero to two events that do not touch, an hour apart. */
const events: fc.Arbitrary<SmallEvent[]> = fc
  .array(
    fc.record(
      {
        multiple: fc.integer({ min: 2, max: 60 }),
        ramp: seconds(0, 120),
        hold: seconds(60, 600),
        decay: seconds(0, 600),
        mix: mixes,
        stock: fc.integer({ min: 1, max: 500 }),
      },
      { requiredKeys: ["multiple", "ramp", "hold", "decay"] },
    ),
    { maxLength: 2 },
  )
  .map((list) => list.map((event, i) => ({ ...event, name: `drop-${i + 1}`, at: `+${1 + i}h` })));

/** Any small scenario. Its network may have no way out: flows that cannot leave are part of what is looked at. */
export const anyScenario: fc.Arbitrary<SmallScenario> = fc
  .record({
    hours: fc.integer({ min: 3, max: 6 }),
    seed: fc.nat({ max: 1000 }),
    noise: fc.constantFrom("0%", "5%", "15%"),
    mean: fc.integer({ min: 1, max: 40 }),
    shape: fc.constantFrom("constant", "daily"),
    mix: mixes,
    events,
    network,
    app,
    payment: fc.constantFrom<object[]>({ addresses: 2 }, { addresses: 1, limit: { per_second: 5, queue: 100 } }),
    parts: fc.record(
      {
        cdn: fc.constantFrom({}, { origin_shield: true }),
        firewall: fc.constantFrom({ rules: 3 }),
        balancer: fc.constantFrom({}, { rules: 15 }),
        database,
        cache: fc.constantFrom({}, { engine: "redis" }),
        table: fc.constantFrom({}, { hot_key: "20%" }),
        queue: fc.constantFrom({}, { fifo: true }),
        registry: fc.constantFrom({}),
        logs: fc.constantFrom({}, { retention: "7d" }),
        keys: fc.constantFrom({}),
        secrets: fc.constantFrom({ secrets: 2 }),
      },
      { requiredKeys: [] },
    ),
    workers: fc.boolean(),
    admission: optional(fc.record({ per_second: fc.integer({ min: 50, max: 500 }) })),
    quota: fc.constantFrom(6, 400),
    allowances: fc.constantFrom("none", "always_free"),
  })
  .map(({ parts, workers, admission, ...of }) => ({
    region: "us-east-1",
    period: { start: "2026-11-20", hours: of.hours },
    seed: of.seed,
    step: { base: "5m", event: "5s" },
    traffic: {
      noise: of.noise,
      baseline: { mean: `${of.mean}/s`, shape: of.shape },
      mix: of.mix,
      events: of.events,
    },
    destinations: { payment: of.payment },
    architecture: {
      network: of.network,
      app: of.app,
      bucket: {},
      ...parts,
      ...(workers && parts.queue !== undefined ? { workers: { queue: "queue" } } : {}),
    },
    ...(admission === undefined ? {} : { admission }),
    quotas: { fargate_vcpu: of.quota },
    allowances: of.allowances,
  }));

/** Only those that have an event. */
export const anyDrop: fc.Arbitrary<SmallScenario> = anyScenario.filter(({ traffic }) => traffic.events.length > 0);

/** The scenario read as if from a file; JSON is YAML. */
export function readSmall(written: SmallScenario): Scenario {
  return scenarioOf(
    Object.entries(written)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
      .join("\n"),
  );
}

/** A copy with a change. */
export function changed(written: SmallScenario, change: (copy: SmallScenario) => void): SmallScenario {
  const copy = structuredClone(written);
  change(copy);
  return copy;
}
