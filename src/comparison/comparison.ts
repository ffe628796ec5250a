/**
 * Several estimates side by side: what each costs, whether it survives, where the difference comes from, and what it buys. Pure: two
 * identical estimates differ by exactly 0, and a price that is missing is never a saving.
 */
import { decimal, sum, type Decimal, ZERO } from "../decimal.ts";
import type { Estimate, EventOutcome } from "../estimate-schema.ts";
import { boundOfAll, differenceOf, type LinePair, linesSideBySide } from "./lines.ts";
import type { Compared, ComparedComponent, ComparedEvent, Comparison, Difference } from "./schema.ts";
import { isSameTraffic, unlikeIn } from "./unlike.ts";

/** One of those that are compared. */
export interface Candidate {
  /** Unlike all others. */
  readonly label: string;
  /** What was changed for the comparison, `path=value`. */
  readonly changes: readonly string[];
  readonly estimate: Estimate;
}

export interface ComparisonOptions {
  /** The scenario whose traffic all were given; null where each has its own. */
  readonly traffic?: string | null;
}

/**
 * The comparison of two estimates or more; the first is what the others are compared with.
 *
 * @example
 * comparisonOf([{ label: "a", changes: [], estimate }, { label: "b", changes: [], estimate }]).estimates[1].difference
 * // { cost: "0", bound: "exact", share: 0 }
 */
export function comparisonOf(candidates: readonly Candidate[], { traffic = null }: ComparisonOptions = {}): Comparison {
  const estimates = candidates.map(({ estimate }) => estimate);
  const pairs = linesSideBySide(estimates);
  const first = candidates[0];
  if (first === undefined) throw new Error("Bug: nothing to compare");
  return {
    schema: "surgecast/comparison/1",
    traffic,
    unlike: unlikeIn(estimates),
    estimates: candidates.map((one, at) => comparedOf(one, first, totalDifference(estimates, pairs, at))),
    components: componentsOf(pairs, candidates.length),
    lines: pairs.map(({ line }) => line),
    warnings: candidates.flatMap(({ label, estimate }) => estimate.warnings.map((warning) => ({ label, warning }))),
  };
}

function totalDifference(estimates: readonly Estimate[], pairs: readonly LinePair[], at: number): Difference {
  const [first, one] = [estimates[0], estimates[at]];
  if (first === undefined || one === undefined) throw new Error("Bug: an estimate that is not there");
  const bounds = [...boundsAt(pairs, at), unsupportedBound(first, one)];
  return differenceOf(decimal(first.bill.total), decimal(one.bill.total), boundOfAll(bounds));
}

const boundsAt = (pairs: readonly LinePair[], at: number): Difference["bound"][] =>
  pairs.map(({ line }) => line.changes[at]?.bound ?? "exact");

/** Resources that nothing here can price cost the same where there are as many. */
function unsupportedBound(first: Estimate, one: Estimate): Difference["bound"] {
  const types = [...first.bill.unsupported, ...one.bill.unsupported].map(({ type }) => type);
  const countIn = ({ bill }: Estimate, type: string): number =>
    bill.unsupported.filter((other) => other.type === type).reduce((all, { count }) => all + count, 0);
  return boundOfAll(
    types.map((type) => {
      const more = countIn(one, type) - countIn(first, type);
      if (more === 0) return "exact";
      return more > 0 ? "at_least" : "at_most";
    }),
  );
}

function comparedOf(one: Candidate, first: Candidate, difference: Difference): Compared {
  const { label, changes, estimate } = one;
  const { bill, nat, scenario } = estimate;
  const share = nat === null || nat.cost === null || decimal(bill.total).isZero() ? null : nat.cost;
  return {
    label,
    changes: [...changes],
    scenario,
    total: bill.total,
    complete: bill.complete,
    range: bill.range === null ? null : { p10: bill.range.p10, p50: bill.range.p50, p90: bill.range.p90 },
    difference,
    perOrder: bill.perOrder,
    peakHour: bill.peakHour,
    nat:
      nat === null
        ? null
        : {
            cost: nat.cost,
            share: share === null ? null : decimal(share).dividedBy(decimal(bill.total)).toNumber(),
          },
    survival: survivalOf(estimate),
    gained: gainedOf(first.estimate, estimate, difference),
  };
}

function survivalOf({ survival }: Estimate): Compared["survival"] {
  if (survival === null) return null;
  const { verdict, verdictShares, requests, served, failed, orders, ordersLost } = survival;
  const events = survival.events.map(eventOf);
  const deciding = events.find((event) => event.verdict === verdict);
  const firstLimit = verdict === "survives" ? null : (deciding?.firstLimit ?? null);
  return { verdict, verdictShares, requests, served, failed, orders, ordersLost, firstLimit, events };
}

function eventOf(event: EventOutcome): ComparedEvent {
  const { name, verdict, requests, failed, peakRequestsPerSecond, recoverySeconds, limits, byClass } = event;
  const inTime = sumOf(byClass.map((outcome) => outcome.inTime));
  const ended = sumOf(byClass.flatMap(({ served, failed: lost }) => [served, lost]));
  const limit = limits.find((other) => !decimal(other.failed).isZero()) ?? limits[0] ?? null;
  return {
    name,
    verdict,
    requests,
    failed,
    inTimeShare: ended.isZero() ? null : inTime.dividedBy(ended).toNumber(),
    peakRequestsPerSecond,
    firstLimit:
      limit === null
        ? null
        : {
            component: limit.component,
            limit: limit.limit,
            value: limit.value,
            firstReachedAt: limit.firstReachedAt,
          },
    recoverySeconds,
  };
}

const sumOf = (values: readonly string[]): Decimal => sum(values.map(decimal));

function gainedOf(first: Estimate, one: Estimate, { cost, bound }: Difference): Compared["gained"] {
  const [before, now] = [first.survival, one.survival];
  if (before === null || now === null || !isSameTraffic(first, one)) return null;
  const requests = decimal(before.failed).minus(decimal(now.failed));
  const orders = before.orders === null || now.orders === null ? null : minus(now.orders, before.orders);
  const [lostBefore, lostNow] = [before.ordersLost?.value ?? null, now.ordersLost?.value ?? null];
  const price = bound === "exact" && cost !== null ? decimal(cost) : null;
  return {
    requests: requests.toString(),
    orders: orders?.toString() ?? null,
    ordersValue: lostBefore === null || lostNow === null ? null : minus(lostBefore, lostNow).toString(),
    costPerOrder: price === null || orders === null || orders.lt(decimal("1")) ? null : priceOf(price, orders),
    costPerThousandRequests:
      price === null || requests.lt(decimal("1")) ? null : priceOf(price.times(decimal("1000")), requests),
  };
}

const minus = (a: string, b: string): Decimal => decimal(a).minus(decimal(b));
const priceOf = (cost: Decimal, units: Decimal): string => cost.dividedBy(units).toFixed(10);

/** Components by what they differ most, then by what they cost. */
function componentsOf(pairs: readonly LinePair[], count: number): ComparedComponent[] {
  const byName = new Map<string, LinePair[]>();
  for (const pair of pairs) {
    const name = pair.line.component || pair.line.serviceCode;
    byName.set(name, [...(byName.get(name) ?? []), pair]);
  }
  return [...byName]
    .map(([component, own]) => ({ component: componentOf(component, own, count), weight: weightOf(own) }))
    .sort((a, b) => b.weight.moved.comparedTo(a.weight.moved) || b.weight.cost.comparedTo(a.weight.cost))
    .map(({ component }) => component);
}

function componentOf(component: string, pairs: readonly LinePair[], count: number): ComparedComponent {
  const costAt = (at: number): Decimal => sum(pairs.map(({ known }) => known[at] ?? ZERO));
  const isAt = (at: number): boolean => pairs.some(({ line }) => (line.sides[at] ?? null) !== null);
  const isComplete = (at: number): boolean => pairs.every(({ line }) => line.sides[at]?.cost !== null);
  const all = Array.from({ length: count }, (_, at) => at);
  return {
    component,
    services: [...new Set(pairs.map(({ line }) => line.service))],
    sides: all.map((at) => (isAt(at) ? { cost: costAt(at).toString(), complete: isComplete(at) } : null)),
    changes: all.map((at) => differenceOf(costAt(0), costAt(at), boundOfAll(boundsAt(pairs, at)))),
  };
}

function weightOf(pairs: readonly LinePair[]): { readonly moved: Decimal; readonly cost: Decimal } {
  const count = pairs[0]?.known.length ?? 0;
  const costs = Array.from({ length: count }, (_, at) => sum(pairs.map(({ known }) => known[at] ?? ZERO)));
  const first = costs[0] ?? ZERO;
  const largest = (values: readonly Decimal[]): Decimal =>
    values.reduce((most, next) => (next.gt(most) ? next : most), ZERO);
  return { moved: largest(costs.map((cost) => cost.minus(first).abs())), cost: largest(costs) };
}
