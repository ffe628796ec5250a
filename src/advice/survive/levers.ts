/**
 * What can be raised before an event so that it survives: floors that stand only for the event and cost money, and ceilings that
 * cost nothing by themselves but must be asked for.
 */
import type { Scenario } from "../../scenario/schema.ts";
import type { PreparedKey } from "../../services/service.ts";
import type { Model } from "../../simulation/model.ts";
import type { Change } from "../change.ts";
import { configured, settingOf } from "../variant.ts";

export interface Lever {
  readonly component: string;
  /** What `prepare:` calls it; null for a ceiling, which is set for the whole period. */
  readonly key: PreparedKey | null;
  /** As it is: nothing is raised. */
  readonly least: number;
  /** Amounts `least`, then `first`, `first + step`, … up to `most`. */
  readonly first: number;
  readonly most: number;
  readonly step: number;
  /** How long before the event it must be raised, in seconds. */
  readonly leadSeconds: number;
  /** In words: `60 tasks of app`. */
  readonly words: (amount: number) => string;
  /** What must be set besides, or for a ceiling: at all. */
  readonly changes: (amount: number) => readonly Change[];
}

const HALF_HOUR = 1800;
const HOUR = 3600;
/** AWS reserves no fewer: …/application/capacity-unit-reservation.html */
const LEAST_LCU = 100;

/** The levers of a scenario, the dearest first. `times` widens how far they reach. */
export function leversOf(scenario: Scenario, model: Model, times: number): readonly Lever[] {
  const called = new Set(model.classes.flatMap(({ calls }) => Object.keys(calls)));
  const of = <K extends "compute" | "database" | "cache">(what: K) => new Set(model.classes.map((one) => one[what]));
  return [
    ...fleets(scenario, of("compute"), times),
    ...databases(scenario, of("database"), times),
    ...functions(scenario, of("compute"), times),
    ...caches(scenario, of("cache"), times),
    ...balancers(scenario, times),
    ...thirdParties(scenario, called, times),
  ];
}

function fleets(scenario: Scenario, used: ReadonlySet<string | null>, times: number): Lever[] {
  return configured<{ readonly min: number; readonly max: number; readonly cpu?: number }>(
    scenario,
    "fargate",
    "ec2_auto_scaling",
  )
    .filter(({ id }) => used.has(id))
    .map(({ id, kind, config: { min, max, cpu } }) => ({
      component: id,
      key: "min",
      least: min,
      first: min + 1,
      most: max * times,
      step: 1,
      leadSeconds: HALF_HOUR,
      words: (amount) => `${amount} ${kind === "fargate" ? "tasks" : "instances"} of ${id}`,
      changes: (amount) => [
        ...(amount > max ? [{ path: settingOf(id, "max"), value: amount }] : []),
        ...(kind === "fargate" ? vcpuQuota(scenario, id, Math.max(max, amount) * (cpu ?? 0)) : []),
      ],
    }));
}

/** The quota of all Fargate tasks together where it is less than what they may have. */
function vcpuQuota(scenario: Scenario, id: string, vcpu: number): Change[] {
  const others = configured<{ readonly cpu: number; readonly max: number }>(scenario, "fargate")
    .filter((one) => one.id !== id)
    .reduce((sum, { config }) => sum + config.cpu * config.max, 0);
  const needed = Math.ceil(vcpu + others);
  return needed > (scenario.quotas.fargate_vcpu ?? 0) ? [{ path: "quotas.fargate_vcpu", value: needed }] : [];
}

function databases(scenario: Scenario, used: ReadonlySet<string | null>, times: number): Lever[] {
  return configured<{ readonly min: number; readonly max: number; readonly readers: number }>(
    scenario,
    "aurora_serverless",
  )
    .filter(({ id }) => used.has(id))
    .map(({ id, config: { min, max, readers } }) => ({
      component: id,
      key: "min",
      least: min,
      first: min + 0.5,
      most: Math.min(256, max * times),
      step: 0.5,
      leadSeconds: HALF_HOUR,
      words: (amount) => `a minimum of ${amount} ACU for ${readers > 0 ? "each instance of " : ""}${id}`,
      changes: (amount) => (amount > max ? [{ path: settingOf(id, "max"), value: amount }] : []),
    }));
}

function functions(scenario: Scenario, used: ReadonlySet<string | null>, times: number): Lever[] {
  return configured<{ readonly provisioned: number; readonly queue?: string; readonly reserved?: number }>(
    scenario,
    "lambda",
  )
    .filter(({ id, config }) => used.has(id) && config.queue === undefined)
    .flatMap(({ id, config: { provisioned, reserved } }): Lever[] => [
      {
        component: id,
        key: "provisioned_concurrency",
        least: provisioned,
        first: provisioned + 10,
        most: provisioned + 2000 * times,
        step: 10,
        leadSeconds: HALF_HOUR,
        words: (amount) => `provisioned concurrency of ${amount} for ${id}`,
        changes: () => [],
      },
      ...(reserved === undefined ? [concurrency(id, scenario, times)] : []),
    ]);
}

function concurrency(id: string, { quotas }: Scenario, times: number): Lever {
  const least = quotas.lambda_concurrency ?? 1000;
  return {
    component: id,
    key: null,
    least,
    first: least + 100,
    most: least + 5000 * times,
    step: 100,
    leadSeconds: HOUR,
    words: (amount) => `a quota of ${amount} concurrent executions`,
    changes: (amount) => (amount === least ? [] : [{ path: "quotas.lambda_concurrency", value: amount }]),
  };
}

function caches(scenario: Scenario, used: ReadonlySet<string | null>, times: number): Lever[] {
  return configured<{ readonly min_ecpu: number }>(scenario, "elasticache_serverless")
    .filter(({ id }) => used.has(id))
    .map(({ id, config }) => ({
      component: id,
      key: "min",
      least: config.min_ecpu,
      first: Math.ceil((config.min_ecpu + 1) / 1000) * 1000,
      most: 256_000 * times,
      step: 1000,
      leadSeconds: HOUR,
      words: (amount) => `a minimum of ${amount} ECPU a second for ${id}`,
      changes: () => [],
    }));
}

function balancers(scenario: Scenario, times: number): Lever[] {
  return configured<{ readonly reserved_lcu: number }>(scenario, "application_load_balancer", "network_load_balancer")
    .slice(0, 1)
    .map(({ id, config }) => ({
      component: id,
      key: "reserved_lcu",
      least: config.reserved_lcu,
      first: Math.max(LEAST_LCU, config.reserved_lcu + 10),
      most: 2000 * times,
      step: 10,
      leadSeconds: HOUR,
      words: (amount) => `${amount} reserved LCU for ${id}`,
      changes: () => [],
    }));
}

function thirdParties(scenario: Scenario, called: ReadonlySet<string>, times: number): Lever[] {
  return Object.entries(scenario.destinations).flatMap(([name, { limit }]): Lever[] => {
    if (limit === undefined || !called.has(name)) return [];
    const least = limit.per_second;
    return [
      {
        component: name,
        key: null,
        least,
        first: Math.floor(least / 5 + 1) * 5,
        most: least * 16 * times,
        step: 5,
        leadSeconds: HOUR,
        words: (amount) => `${amount} calls a second from ${name}`,
        changes: (amount) =>
          amount === least ? [] : [{ path: `destinations.${name}.limit.per_second`, value: amount }],
      },
    ];
  });
}
