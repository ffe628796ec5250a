/** What a reader should know of a distribution on a flat-rate plan: whether its use fits, what it may not have, what it saves. */
import type { Decimal } from "../decimal.ts";
import type { Scenario } from "../scenario/schema.ts";
import { PAY_AS_YOU_GO, planOf } from "../services/cloudfront-plans.ts";
import type { Model } from "../simulation/model.ts";
import type { Run } from "../simulation/simulate.ts";
import { GIGABYTE } from "../units.ts";

/** How far beyond its allowance a first month may go unaffected (flat-rate-pricing-plan.html). */
const FIRST_SPIKE = 3;

/** Months of a part of the period that are too long for their plan, and web ACLs with too many rules; none without a plan. */
export function planWarnings(model: Model, run: Run): string[] {
  const { components } = model.architecture;
  return components.flatMap(({ id, config }) => {
    const plan = planOf(config);
    if (plan === null) return [];
    const months = model.months.flatMap(({ month, fromHour, hours }) => {
      const { requests, bytes } = used(model, run, fromHour, fromHour + hours);
      const times = Math.max(requests / plan.requests, bytes / plan.bytes);
      if (times <= 1) return [];
      const what = `${millions(requests)} requests and ${gigabytes(bytes)} in ${month}`;
      const made = `${millions(plan.requests)} and ${gigabytes(plan.bytes)}`;
      const then =
        times <= FIRST_SPIKE
          ? "nothing more is charged, a first spike is not slowed down, months of it may be"
          : "nothing more is charged, but AWS may serve it more slowly";
      return [`${id}: ${what}, where the ${plan.title} plan is made for ${made}: ${then}`];
    });
    const firewalls = components.filter(({ kind, config: waf }) => kind === "waf" && rulesOf(waf) > plan.wafRules);
    const rules = firewalls.map(
      (waf) =>
        `${waf.id} has ${rulesOf(waf.config)} rules, and the ${plan.title} plan of ${id} at most ${plan.wafRules}`,
    );
    return [...months, ...rules];
  });
}

/** The scenario with pay as you go in place of every plan; null where there is none. */
export function payAsYouGo(scenario: Scenario): Scenario | null {
  if (scenario.components.every(({ config }) => planOf(config) === null)) return null;
  const components = scenario.components.map(
    (component) =>
      planOf(component.config) === null
        ? component
        : { ...component, config: { ...(component.config as object), plan: PAY_AS_YOU_GO } }, // planOf has seen an object
  );
  return { ...scenario, components };
}

/** What the plan's bill is to the same without one: `pay as you go would cost $111.20 more than the flat-rate plan`. */
export function planComparison(total: Decimal, withoutPlan: Decimal): string {
  const difference = withoutPlan.minus(total);
  const amount = `$${difference.abs().toFixed(2)}`;
  return `pay as you go would cost ${amount} ${difference.isNegative() ? "less" : "more"} than the flat-rate plan, all it pays for included`;
}

/** Requests of viewers and their bytes in the hours `[from, until)`; blocked ones do not count. */
function used({ classes }: Model, run: Run, from: number, until: number): { requests: number; bytes: number } {
  const sum = (component: string, name: string): number => {
    const hours = run.drivers.find((driver) => driver.component === component && driver.name === name)?.hours;
    return hours?.slice(from, until).reduce((total, value) => total + value, 0) ?? 0;
  };
  let requests = sum("waiting_room", "polls");
  let bytes = 0;
  for (const { name, bytesOut } of classes) {
    const viewer = sum("traffic", `viewer ${name}`);
    requests += viewer + sum("traffic", `retried ${name}`);
    bytes += (viewer - sum("traffic", `missed ${name}`) + sum("traffic", `served ${name}`)) * bytesOut;
  }
  return { requests, bytes };
}

function rulesOf(parsed: unknown): number {
  const stated = typeof parsed === "object" && parsed !== null && "rules" in parsed ? parsed.rules : 0;
  return typeof stated === "number" ? stated : 0;
}

const millions = (count: number): string => `${(count / 1e6).toFixed(1)} M`;
const gigabytes = (bytes: number): string => `${(bytes / GIGABYTE).toFixed(0)} GB`;
