/**
 * The loss of a Region under every pattern: how long until the shop is back, what data is lost, what each pattern costs in a month.
 * Pure, as `estimate` is: each pattern is a scenario, whose month is estimated and whose recovery is simulated.
 */
import { type Decimal, decimal } from "./decimal.ts";
import { estimate } from "./estimate.ts";
import type { Estimate } from "./estimate-schema.ts";
import type { PriceBook } from "./pricing/price.ts";
import { eventAt, requestsPerSecond } from "./recovery/loss.ts";
import { standsAt, withPattern } from "./recovery/patterns.ts";
import { type Disaster, disaster, recover, type Recovered } from "./recovery/recover.ts";
import { instantOf, sectionOf } from "./recovery/section.ts";
import { keeps, notesOf, notSimulated, titles } from "./recovery/words.ts";
import type { RecoveryDocument, Strategy } from "./recovery-schema.ts";
import { assumptionTable } from "./scenario/assumption-table.ts";
import { type NeededPrices, pricesNeeded } from "./scenario/prices-needed.ts";
import type { Pattern } from "./scenario/recovery-schema.ts";
import type { Scenario } from "./scenario/schema.ts";
import { services } from "./services/index.ts";

export interface DrOptions {
  /** How often the durations are drawn; default 10,000. */
  readonly draws?: number;
  /** How often the other Region is simulated for each strategy; default 12. */
  readonly simulated?: number;
  readonly signal?: AbortSignal | null;
  /** Called now and then with the share done, [0, 1], and what is being done. */
  readonly onProgress?: ((share: number, what: string) => void) | null;
}

const PATTERNS: readonly Pattern[] = ["redeploy", "backup_and_restore", "pilot_light", "warm_standby", "active_active"];

/** The patterns that are compared: what the scenario itself has in the other Region first, where it has anything. */
function compared({ scenario, to }: Disaster): readonly Pattern[] {
  return standsAt(scenario, to).length === 0 ? PATTERNS : [...PATTERNS, "as_written"];
}

/** The price files that the months of all patterns need. */
export function pricesNeededForRecovery(scenario: Scenario): readonly NeededPrices[] {
  const of = disaster(scenario);
  const all = compared(of).flatMap((pattern) => pricesNeeded(withPattern(of.scenario, pattern, of.to), services));
  return [...new Map(all.map((needed) => [`${needed.region}/${needed.serviceCode}`, needed])).values()];
}

/**
 * The report that `surgecast dr` prints. Where the scenario says nothing of recovery, defaults hold: see its `recovery` section.
 * Throws a UserError PRICE_AMBIGUOUS where several prices differ.
 */
export function recoveryReport(scenario: Scenario, prices: PriceBook, options: DrOptions = {}): RecoveryDocument {
  const { draws = 10_000, simulated = 12, signal = null, onProgress = null } = options;
  const of = disaster(scenario);
  const patterns = compared(of);
  const months: Month[] = [];
  for (const [i, pattern] of patterns.entries()) {
    const report = (share: number) => onProgress?.((i + share) / patterns.length, titles[pattern]);
    const recovered = recover(of, pattern, { draws, simulated, signal, onProgress: (share) => report(share / 2) });
    const { month } = recovered;
    const {
      bill,
      survival,
      prices: used,
    } = estimate({ ...month, claims: [], recovery: null }, prices, {
      sensitivity: false,
      eventCosts: false,
      signal,
      onProgress: (share) => report(0.5 + share / 2),
    });
    months.push({ recovered, bill, survival, prices: used });
  }
  const { home, lostSeconds, stockLeft } = of.loss;
  const event = eventAt(home, lostSeconds)?.name ?? null;
  const asEver = months[0]?.survival?.events.find(({ name }) => name === event);
  return {
    schema: "surgecast/recovery/1",
    scenario: {
      name: scenario.name,
      title: scenario.title ?? null,
      region: scenario.region,
      period: {
        start: instantOf(home.startSeconds),
        end: instantOf(home.startSeconds + home.seconds),
        hours: home.seconds / 3600,
      },
      seed: scenario.seed,
    },
    prices: pricesOf(months),
    loss: {
      to: of.to,
      at: instantOf(home.startSeconds + lostSeconds),
      event,
      requestsPerSecond: Math.round(requestsPerSecond(home, lostSeconds) * 10) / 10,
      eventVerdict: asEver?.verdict ?? null,
      stockLeft: stockLeft === null ? null : String(Math.floor(stockLeft)),
    },
    goals: { rtoSeconds: of.recovery.rto, rpoSeconds: of.recovery.rpo },
    draws,
    simulated,
    strategies: months.map((month, i) => strategyOf(of, month, { first: months[0], before: months[i - 1] })),
    assumptions: assumptionsOf(of, months),
    notSimulated: notSimulated(of),
  };
}

/** A pattern's recovery, and its period's bill. */
interface Month {
  readonly recovered: Recovered;
  readonly bill: Estimate["bill"];
  readonly survival: Estimate["survival"];
  readonly prices: Estimate["prices"];
}

function strategyOf(
  of: Disaster,
  { recovered, bill }: Month,
  { first, before }: { readonly first: Month | undefined; readonly before: Month | undefined },
): Strategy {
  const complete = bill.complete && first?.bill.complete === true;
  return {
    ...sectionOf(of, recovered),
    title: titles[recovered.pattern],
    keeps: keeps[recovered.pattern],
    standing: standsAt(recovered.month, of.to).map(({ id, kind }) => ({ component: id, service: kind })),
    month: {
      total: bill.total,
      complete: bill.complete,
      extra: complete ? decimal(bill.total).minus(decimal(first.bill.total)).toString() : null,
      perHourSaved:
        before === undefined || recovered.pattern === "as_written" ? null : perHourSaved({ recovered, bill }, before),
    },
    notes: notesOf(of, recovered),
  };
}

/** Null where either has no end, a price is missing, or nothing is saved. */
function perHourSaved(of: Pick<Month, "recovered" | "bill">, before: Pick<Month, "recovered" | "bill">): string | null {
  const [earlier, later] = [of.recovered.rto.p50Seconds, before.recovered.rto.p50Seconds];
  if (earlier === null || later === null || later <= earlier || !of.bill.complete || !before.bill.complete) return null;
  const extra: Decimal = decimal(of.bill.total).minus(decimal(before.bill.total));
  return extra
    .times(decimal("3600"))
    .dividedBy(decimal(String(later - earlier)))
    .toFixed(10);
}

function pricesOf(months: readonly Month[]): RecoveryDocument["prices"] {
  const days = months.flatMap(({ prices: { newest, oldest } }) => [newest, oldest]).filter((day) => day !== null);
  const sorted = days.toSorted();
  return {
    newest: sorted.at(-1) ?? null,
    oldest: sorted[0] ?? null,
    regions: [...new Set(months.flatMap(({ prices }) => prices.regions))].toSorted(),
  };
}

function assumptionsOf({ scenario }: Disaster, months: readonly Month[]): RecoveryDocument["assumptions"] {
  const used = new Set(months.flatMap(({ recovered }) => [...recovered.assumptions]));
  return assumptionTable(services)
    .filter(({ id }) => used.has(id))
    .map(({ id, what, low, typical, high, unit, source, confidence }) => {
      const set = scenario.assume[id];
      return {
        id,
        what,
        value: String(set ?? typical),
        low: String(low),
        high: String(high),
        unit,
        source: set === undefined ? source : "set by the scenario",
        confidence,
      };
    });
}
