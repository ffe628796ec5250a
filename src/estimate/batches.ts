/**
 * Each batch on Spot over many seeded nights: how long a run takes and what it costs, when nothing and when much is interrupted, beside
 * the same instances on demand. The bill has the mean of it, times the runs of the period.
 */
import { type Decimal, decimal, fromCount, ONE, sum, ZERO } from "../decimal.ts";
import type { BatchOutcome } from "../estimate-schema.ts";
import type { Bill, Usage } from "../rating/bill.ts";
import { type Ec2SpotConfig } from "../services/ec2-spot/config.ts";
import { type BatchRuns, batchRuns } from "../services/ec2-spot/distribution.ts";
import { bandOf } from "../services/ec2-spot/hazard.ts";
import { batchPlan, type BatchPlan, deadlineSeconds } from "../services/ec2-spot/plan.ts";
import type { BatchRun } from "../services/ec2-spot/replication.ts";
import type { Meter } from "../services/service.ts";
import type { Model } from "../simulation/model.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";

type Component = Model["architecture"]["components"][number];

/** `rated` prices usage as the estimate does. */
export function batchesOf(model: Model, seed: number, rated: (usage: readonly Usage[]) => Bill): BatchOutcome[] {
  return model.architecture.components.flatMap((component) =>
    component.kind === "ec2_spot" ? [outcomeOf(component, model, seed, rated)] : [],
  );
}

function outcomeOf(
  component: Component,
  model: Model,
  seed: number,
  rated: (usage: readonly Usage[]) => Bill,
): BatchOutcome {
  const config = component.config as Ec2SpotConfig; // what the service's own schema parsed
  const { id, region } = component;
  const assume = (name: string): number => model.assumptions.value(name);
  const plan = batchPlan(config, { region, assume, quota: model.quota });
  const runs = batchRuns(plan, seed, id);
  const costOf = runCost(component, plan, model, rated);
  const finish = quantiles(
    runs,
    ({ finishSeconds }) => finishSeconds,
    (a, b) => a - b,
  );
  const costs = costsOf(runs, costOf);
  const onDemand = onDemandRun(plan, runs.calm);
  const onDemandCost = costOf(onDemand);
  const interruptions = runs.disturbed.reduce((total, run) => total + run.interruptions, 0);
  const deadline = deadlineSeconds(config);
  const late = countOf(runs, ({ finishSeconds }) => deadline !== null && finishSeconds > deadline);
  return {
    component: id,
    runs: runs.count,
    pools: plan.pools.map(({ type }, p) => ({
      type,
      interruptionBand: bandOf(type, region)?.label ?? null,
      instances: plan.poolOf.filter((pool, i) => pool === p && i < plan.spotInstances).length,
    })),
    onDemandBase: plan.poolOf.length - plan.spotInstances,
    finishSeconds: {
      p10: seconds(finish(0.1)),
      p50: seconds(finish(0.5)),
      p90: seconds(finish(0.9)),
      p99: seconds(finish(0.99)),
      longest: seconds(finish(1)),
    },
    costPerRun: costs,
    interruptionsPerRun: rounded(interruptions / runs.count),
    interruptedRunsShare: rounded(countOf(runs, (run) => run.interruptions > 0) / runs.count),
    onDemandHoursShare: rounded(onDemandShare(runs)),
    deadline: deadline === null ? null : { seconds: deadline, missedShare: rounded(late / runs.count) },
    onDemand: { finishSeconds: seconds(onDemand.finishSeconds), costPerRun: onDemandCost?.toFixed(10) ?? null },
    savedShare:
      costs === null || onDemandCost === null || onDemandCost.isZero()
        ? null
        : rounded(ONE.minus(decimal(costs.mean).dividedBy(onDemandCost)).toNumber()),
  };
}

/** Null: not done in any time that was looked at. */
const seconds = (value: number): number | null => (value < Infinity ? Math.round(value * 1000) / 1000 : null);
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The same instances on demand: nothing is interrupted. */
function onDemandRun(plan: BatchPlan, calm: BatchRun): BatchRun {
  const both = calm.spotSeconds.map((charged, p) => charged + calm.onDemandSeconds[p]!);
  return { ...calm, spotSeconds: new Float64Array(plan.pools.length), onDemandSeconds: both };
}

/** What a run costs, its volumes included; null where a price is missing. */
function runCost(
  { id, kind, region, config }: Component,
  { pools }: BatchPlan,
  model: Model,
  rated: (usage: readonly Usage[]) => Bill,
): (run: BatchRun) => Decimal | null {
  const settings = config as Ec2SpotConfig; // what the service's own schema parsed
  const meters = model.services.get(kind)?.meters ?? {};
  const { month, monthHours } = model.months[0]!;
  const priceOf = (meter: Meter | undefined, type: string): Decimal | null => {
    if (meter === undefined) throw new Error(`Bug: ${kind} has no such meter`);
    const selector =
      typeof meter.price === "function" ? meter.price({ ...settings, type, types: undefined }) : meter.price;
    const bill = rated([
      {
        component: id,
        service: kind,
        selector,
        region,
        month,
        quantity: ONE,
        unit: meter.unit,
        cause: null,
        assumptions: [],
      },
    ]);
    return bill.complete ? bill.total : null;
  };
  const spot = pools.map(({ type }) => priceOf(meters["hours"], type));
  const onDemand = pools.map(({ type }) => priceOf(meters["on_demand_hours"], type));
  const disk = priceOf(meters["disk"], pools[0]?.type ?? "");
  return ({ spotSeconds, onDemandSeconds, volumeSeconds }) => {
    const parts = [
      ...pools.map((_, p) => costOf(spotSeconds[p]! / HOUR_SECONDS, spot[p]!)),
      ...pools.map((_, p) => costOf(onDemandSeconds[p]! / HOUR_SECONDS, onDemand[p]!)),
      costOf((volumeSeconds * settings.disk) / (GIGABYTE * monthHours * HOUR_SECONDS), disk),
    ];
    return parts.includes(null) ? null : sum(parts.map((part) => part ?? ZERO));
  };
}

/** Nothing costs nothing, whatever its price. */
function costOf(quantity: number, price: Decimal | null): Decimal | null {
  return quantity === 0 ? ZERO : (price?.times(fromCount(quantity)) ?? null);
}

function costsOf(runs: BatchRuns, costOfRun: (run: BatchRun) => Decimal | null): BatchOutcome["costPerRun"] {
  const costs = new Map([runs.calm, ...runs.disturbed].map((run) => [run, costOfRun(run)]));
  if ([...costs.values()].includes(null)) return null;
  const of = (run: BatchRun): Decimal => costs.get(run) ?? ZERO;
  const quantile = quantiles(runs, of, (a, b) => a.comparedTo(b));
  const total = sum(runs.disturbed.map(of)).plus(of(runs.calm).times(fromCount(runs.calmCount)));
  return {
    mean: total.dividedBy(fromCount(runs.count)).toFixed(10),
    p10: quantile(0.1).toFixed(10),
    p50: quantile(0.5).toFixed(10),
    p90: quantile(0.9).toFixed(10),
  };
}

/** The least value that a share of the runs does not exceed. */
function quantiles<T>(
  { count, calm, calmCount, disturbed }: BatchRuns,
  of: (run: BatchRun) => T,
  order: (a: T, b: T) => number,
): (share: number) => T {
  const calmValue = of(calm);
  const others = disturbed.map(of).sort(order);
  const below = calmCount === 0 ? others.length : others.filter((value) => order(value, calmValue) < 0).length;
  return (share) => {
    const rank = Math.max(0, Math.ceil(share * count - 1e-9) - 1);
    if (rank < below) return others[rank]!;
    return rank < below + calmCount ? calmValue : others[rank - calmCount]!;
  };
}

function countOf({ calm, calmCount, disturbed }: BatchRuns, is: (run: BatchRun) => boolean): number {
  return (is(calm) ? calmCount : 0) + disturbed.filter(is).length;
}

/** Share of all charged instance-hours that are on demand. */
function onDemandShare({ calm, calmCount, disturbed }: BatchRuns): number {
  const total = (of: Float64Array): number => of.reduce((all, value) => all + value, 0);
  const all = (of: (run: BatchRun) => number): number =>
    calmCount * of(calm) + disturbed.reduce((running, run) => running + of(run), 0);
  const onDemand = all((run) => total(run.onDemandSeconds));
  const spot = all((run) => total(run.spotSeconds));
  return onDemand === 0 ? 0 : onDemand / (onDemand + spot);
}
