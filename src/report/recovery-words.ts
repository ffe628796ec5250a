/** A recovery in sentences, for every rendering of it. */
import { decimal } from "../decimal.ts";
import type { RecoveryDistribution, RecoveryDocument, RecoverySection, Strategy } from "../recovery-schema.ts";
import { count, duration, money, percent, plural, signedMoney, UNKNOWN } from "./figures.ts";
import { moment } from "./instants.ts";
import { wholeCount } from "./verdict.ts";

export const MARKS = { met: "✓", missed: "✗" } as const;

/** What happens, in two or three sentences. */
export function lossInWords({ scenario, loss, goals, draws, simulated }: RecoveryDocument): string[] {
  const during = loss.event === null ? "" : `, during ${loss.event}`;
  const stock = loss.stockLeft === null ? "" : `, with ${plural(Number(loss.stockLeft), "piece")} left to sell`;
  const without =
    loss.eventVerdict === null || loss.eventVerdict === "survives"
      ? ""
      : ` Without any disaster, ${loss.event} ${loss.eventVerdict} too.`;
  return [
    `${scenario.region} is lost on ${moment(loss.at)} UTC${during}, at ${count(loss.requestsPerSecond)} requests/s${stock}. ${loss.to} takes over.${without}`,
    `Goals: back within ${duration(goals.rtoSeconds)}, at most ${duration(goals.rpoSeconds)} of data lost; met where nine draws in ten meet them. ${count(draws)} draws of every duration; for each strategy ${loss.to} is simulated ${count(simulated)} times.`,
  ];
}

/** Whether a strategy meets what it is held to; `objects` apart, as buckets are replicated on their own. */
const meets = ({ rto, rpo }: RecoverySection): { readonly main: boolean; readonly objects: boolean } => ({
  main: rto.verdict === "met" && (rpo.database === null || rpo.database.verdict === "met"),
  objects: rpo.objects === null || rpo.objects.verdict === "met",
});

/** The answer: the cheapest strategy that meets the goals. */
export function answer({ strategies, scenario }: RecoveryDocument): {
  readonly verdict: "met" | "missed";
  readonly text: string;
} {
  const byCost = strategies.toSorted((a, b) => decimal(a.month.total).minus(decimal(b.month.total)).toNumber());
  const all = byCost.find((one) => meets(one).main && meets(one).objects);
  if (all !== undefined)
    return { verdict: "met", text: `The cheapest that meets both goals: ${inShort(all, scenario.period.hours)}.` };
  const main = byCost.find((one) => meets(one).main);
  if (main === undefined) return { verdict: "missed", text: "No strategy meets both goals." };
  return {
    verdict: "missed",
    text: `No strategy meets both goals for objects in S3. For all else the cheapest is ${inShort(main, scenario.period.hours)}.`,
  };
}

function inShort({ title, month, rto }: Strategy, hours: number): string {
  const isMonth = hours >= 28 * 24 && hours <= 31 * 24;
  const more = month.extra === null ? "" : ` for ${signedMoney(month.extra)} ${isMonth ? "a month" : "in the period"}`;
  return `${title}${more}, back after ${duration(rto.p50Seconds)} (P50)`;
}

const titles: Readonly<Record<RecoverySection["pattern"], string>> = {
  redeploy: "with what Terraform makes anew",
  backup_and_restore: "from backups",
  pilot_light: "from a pilot light",
  warm_standby: "from a warm standby",
  active_active: "as one of two that serve",
  as_written: "with what the scenario has there",
};

/** The recovery of an estimate: what it is, then its figures, a sentence each. */
export function recoveryInWords(of: RecoverySection): {
  readonly verdict: "met" | "missed";
  readonly what: string;
  readonly facts: readonly string[];
} {
  const { rto, rpo } = of;
  const isMet = meets(of).main && meets(of).objects;
  const lag = (what: string, one: RecoveryDistribution | null): string[] =>
    one === null
      ? []
      : [
          one.p50Seconds === null
            ? `${what} is lost until the Region is back ${MARKS[one.verdict]}`
            : `${what} of the last ${inOneUnit(one.p50Seconds)} is lost (P90 ${inOneUnit(one.p90Seconds)}) ${MARKS[one.verdict]}`,
        ];
  const lost = [...lag("data", rpo.database), ...lag("what was written to S3", rpo.objects)].join("; ");
  return {
    verdict: isMet ? "met" : "missed",
    what: `The Region is lost on ${moment(of.lostAt)} UTC; ${of.to} takes over ${titles[of.pattern]}: goals ${isMet ? "met" : "missed"}.`,
    facts: [
      rto.p50Seconds === null
        ? `It is not back within what is simulated; the goal is ${duration(rto.goalSeconds)} ${MARKS[rto.verdict]}.`
        : `Back after ${duration(rto.p50Seconds)} (P90 ${duration(rto.p90Seconds)}); ${percent(rto.shareMet)} of the draws are within ${duration(rto.goalSeconds)} ${MARKS[rto.verdict]}.`,
      ...(lost === "" ? [] : [`${lost[0]?.toUpperCase() ?? ""}${lost.slice(1)}.`]),
    ],
  };
}

/** `15 min 30 s`; a dash for what never ends. */
export const seconds = (value: number | null): string => duration(value === null ? null : Math.max(0, value));

export const shareMet = (of: RecoveryDistribution): string => percent(of.shareMet);

/** `1,947 ($1,752,300.00)`. */
export function ordersInWords({ ordersLost }: Strategy): string {
  if (ordersLost === null) return UNKNOWN;
  const value = ordersLost.p50Value === null ? "" : ` (${money(ordersLost.p50Value).replace(/\.00$/, "")})`;
  return `${wholeCount(ordersLost.p50)}${value}`;
}

/** What held requests back there, each once, the first first. */
export function limitsInWords({ limits, to }: Strategy): string | null {
  const texts = limits.map(({ component, limit, value }) => `${limit} of ${component} (${value})`);
  return texts.length === 0 ? null : `Reached in ${to}: ${[...new Set(texts)].join(", then ")}.`;
}

/** `12.8 h`, `9.5 min`, `2.2 s`, for a narrow column; a dash for what never ends. */
export function inOneUnit(value: number | null): string {
  if (value === null) return UNKNOWN;
  const [size, unit] = value < 60 ? [1, "s"] : value < 3600 ? [60, "min"] : [3600, "h"];
  return `${count(Math.round((value / size) * 10) / 10)} ${unit}`;
}

/** Minutes for a narrow column: `15.6`, `0`, `—`. */
export const inMinutes = (value: number | null): string =>
  value === null ? UNKNOWN : value === 0 ? "0" : (value / 60).toFixed(1);

/** Equal remarks of several strategies become one: the remark, and whose it is. */
export function remarks(strategies: readonly Strategy[]): readonly { readonly text: string; readonly of: string }[] {
  const owners = new Map<string, string[]>();
  for (const strategy of strategies) {
    const limits = limitsInWords(strategy);
    for (const text of [...strategy.notes, ...(limits === null ? [] : [limits])]) {
      owners.set(text, [...(owners.get(text) ?? []), strategy.title]);
    }
  }
  return [...owners].map(([text, of]) => ({ text, of: of.join(", ") }));
}
