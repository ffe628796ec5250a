/** A recovery as the documents have it. */
import { decimal, fromCount } from "../decimal.ts";
import type { RecoverySection } from "../recovery-schema.ts";
import type { Disaster, Recovered, Step } from "./recover.ts";

const STEPS: Readonly<Record<Step, string>> = {
  detection: "Route 53 sees it",
  alarm: "an alarm calls a person",
  decision: "a person decides",
  data: "the database takes writes",
  stack: "the rest is made",
  dns: "viewers are sent there",
  scale_out: "it grows to the traffic",
};

/** `2026-11-20T18:01:00Z`, from seconds since 1970. */
export const instantOf = (seconds: number): string =>
  new Date(Math.round(seconds) * 1000).toISOString().replace(".000Z", "Z");

export function sectionOf({ scenario, to, loss }: Disaster, of: Recovered): RecoverySection {
  const basket = scenario.traffic.basket ?? null;
  const worth = (orders: number) => (basket === null ? null : fromCount(orders).times(decimal(basket)).toString());
  return {
    pattern: of.pattern,
    to,
    lostAt: instantOf(loss.home.startSeconds + loss.lostSeconds),
    rto: of.rto,
    budget: of.budget.map(({ step, ...times }) => ({ name: step, what: STEPS[step], ...times })),
    rpo: of.rpo,
    ordersLost:
      of.ordersLost === null
        ? null
        : {
            p50: String(of.ordersLost.p50),
            p90: String(of.ordersLost.p90),
            p50Value: worth(of.ordersLost.p50),
            p90Value: worth(of.ordersLost.p90),
          },
    limits: of.limits.map(({ component, title, value, source, firstValue }) => ({
      component,
      limit: title,
      value: firstValue.findLast((one) => one !== null) ?? value,
      source,
    })),
  };
}
