/**
 * The loss of a Region, many times over: each draw has durations of its own, and every so many of them the other Region is simulated
 * as it takes the viewers. Pure, and the same for the same seed.
 */
import { present } from "../invariant.ts";
import { hash01, stream } from "../math.ts";
import { draws, quantile } from "../uncertainty/draw.ts";
import { assumptionTable } from "../scenario/assumption-table.ts";
import { models } from "../scenario/model.ts";
import { type Pattern, recoverySchema } from "../scenario/recovery-schema.ts";
import type { Scenario } from "../scenario/schema.ts";
import { services } from "../services/index.ts";
import type { LimitCounter } from "../simulation/limit.ts";
import type { Model } from "../simulation/model.ts";
import { simulate } from "../simulation/simulate.ts";
import { type Distribution, distribution, quantileOf } from "./distribution.ts";
import { eventAt, lossSeconds, ordersWanted } from "./loss.ts";
import { isDatabase, settings, standsAt, withPattern } from "./patterns.ts";
import { type Loss, scaleOut } from "./scale-out.ts";
import { losesData, standing, type Standing } from "./standing.ts";
import { type Drawn, lostSeconds, timeline, type Timeline } from "./timeline.ts";

export interface RecoveryOptions {
  /** How often the durations are drawn; default 10,000. */
  readonly draws?: number;
  /** How many of these are simulated, evenly over how early viewers are sent; default 12. */
  readonly simulated?: number;
  readonly signal?: AbortSignal | null;
  readonly onProgress?: ((share: number) => void) | null;
}

const DRAWS = 10_000;

export const steps = ["detection", "alarm", "decision", "data", "stack", "dns", "scale_out"] as const;
export type Step = (typeof steps)[number];

export interface Recovered {
  readonly pattern: Pattern;
  readonly standing: Standing;
  /** The scenario of an ordinary month with what the pattern keeps. */
  readonly month: Scenario;
  readonly rto: Distribution;
  /** What each step adds to the time, in the order of the steps; those that run beside a longer one add nothing. */
  readonly budget: readonly {
    readonly step: Step;
    readonly p50Seconds: number | null;
    readonly p90Seconds: number | null;
  }[];
  readonly rpo: { readonly database: Distribution | null; readonly objects: Distribution | null };
  /** Orders wanted until the shop is back; null where nobody orders, or it never is. */
  readonly ordersLost: { readonly p50: number; readonly p90: number } | null;
  /** Reached there in the simulated draw that is nearest to the median. */
  readonly limits: readonly LimitCounter[];
  /** Ids of the assumptions that the durations were drawn from. */
  readonly assumptions: ReadonlySet<string>;
  /** Times at which everything was there and viewers sent, whatever came of it: what remains where data is lost. */
  readonly stackReady: Distribution;
}

/** What all patterns of a scenario share. */
export interface Disaster {
  readonly scenario: Scenario;
  readonly to: string;
  readonly loss: Loss;
  readonly recovery: NonNullable<Scenario["recovery"]>;
}

const OTHER = { us: "eu-west-1", eu: "us-east-1" } as const;

/**
 * The loss of the scenario's Region, and the one that takes over: without one named, where the scenario has something already; else
 * Ireland, and for a shop in Europe North Virginia.
 */
export function disaster(file: Scenario): Disaster {
  const given = file.recovery ?? { ...recoverySchema.parse({}), at: null };
  const [elsewhere] = file.components
    .flatMap((one) => [one.region, settings(one)["replicate_to"]])
    .filter((region): region is string => typeof region === "string" && region !== file.region);
  const to = given.to ?? elsewhere ?? (file.region.startsWith("eu-") ? OTHER.eu : OTHER.us);
  const scenario: Scenario = { ...file, recovery: given };
  const home = models(scenario, services)();
  const lost = lossSeconds(home, given.at);
  return {
    scenario,
    to,
    recovery: given,
    loss: { home, lostSeconds: lost, stockLeft: stockLeft(home, lost) },
  };
}

/** What an event's stock still allows at a moment: what was sold by then is simulated. */
function stockLeft(home: Model, seconds: number): number | null {
  const event = eventAt(home, seconds);
  if (event === null || event.stock === null) return event?.stock ?? null;
  if (seconds <= event.startSeconds) return event.stock;
  // Until that moment the run is the same as it would have been without it.
  const run = simulate({ ...home, seconds }, { keepSeries: false, signal: null, onProgress: null });
  return Math.max(0, event.stock - (run.tallies[home.traffic.events.indexOf(event)]?.orders ?? 0));
}

/** One pattern of the disaster. */
export function recover(of: Disaster, pattern: Pattern, options: RecoveryOptions = {}): Recovered {
  const { scenario, to, loss, recovery } = of;
  const { draws: count = DRAWS, simulated = 12, signal = null, onProgress = null } = options;
  const month = withPattern(scenario, pattern, to);
  const stands = standing(month, to);
  const used = new Set<string>();
  const draw = drawing(scenario, used);
  const drawn = Array.from({ length: count }, (_, run) => draw(run));
  const lines = drawn.map((one) => timeline(stands, pattern, recovery, one));
  const lost = drawn.map((one) => lostSeconds(stands, recovery, one));
  // Where both Regions serve, each has half of the viewers.
  const sharedBefore = pattern === "active_active" ? 0.5 : 0;
  const runs = losesData(stands) ? [] : sampled(lines, simulated);
  const scaled = runs.map((run, i) => {
    onProgress?.(i / runs.length);
    return scaleOut(loss, { month, to, sharedBefore }, lines[run]!, drawsOf(scenario, run), signal);
  });
  const scaleOuts = shared(
    lines,
    runs,
    scaled.map(({ seconds }) => seconds),
  );
  const back = lines.map((line, run) => line.ready + (scaleOuts[run] ?? Infinity));
  const database = lost.flatMap((one) => one.database ?? []);
  const objects = lost.flatMap((one) => one.objects ?? []);
  return {
    pattern,
    standing: stands,
    month,
    rto: distribution(back, recovery.rto),
    budget: budgetOf(lines, scaleOuts),
    rpo: {
      database: database.length === 0 ? null : distribution(database, recovery.rpo),
      objects: objects.length === 0 ? null : distribution(objects, recovery.rpo),
    },
    ordersLost: ordersLostOf(loss, back, stands.database === "none" ? 1 - sharedBefore : 1),
    limits: scaled[middle(runs, lines)]?.limits ?? [],
    assumptions: used,
    stackReady: distribution(
      lines.map(({ detection, alarm, decision, stack, dns }) => detection + alarm + decision + stack + dns),
      recovery.rto,
    ),
  };
}

/** Values of every assumption in a draw, in its unit; what the scenario sets is not drawn. */
function drawsOf({ assume, seed }: Scenario, run: number): ReadonlyMap<string, number> {
  const all = draws(assumptionTable(services), seed, run);
  return new Map([...all].filter(([id]) => !Object.hasOwn(assume, id)));
}

/** What each draw is made of; the values are those of `draws`. `used` takes the ids that are asked for. */
function drawing(scenario: Scenario, used: Set<string>): (run: number) => Drawn {
  const { seed, assume } = scenario;
  const known = new Map(assumptionTable(services).map((one) => [one.id, { ...one, stream: stream(one.id) }]));
  const database = standsAt(scenario, scenario.region).find(({ kind }) => isDatabase(kind));
  const stated = database === undefined ? undefined : settings(database)["storage"];
  return (run) => {
    const value = (id: string): number => {
      const one = present(known.get(id), `the assumption ${id}`);
      used.add(id);
      return (assume[id] ?? quantile(one, hash01(seed, one.stream, run))) * one.baseUnits;
    };
    return { seed, run, value, databaseBytes: () => (typeof stated === "number" ? stated : value("dbGB")) };
  };
}

/** Draws by when viewers are sent, earliest first. */
const byReady = (lines: readonly Timeline[]): readonly number[] =>
  [...lines.keys()].toSorted((a, b) => lines[a]!.ready - lines[b]!.ready || a - b);

/** `count` draws, each the middle one of as many others. */
function sampled(lines: readonly Timeline[], count: number): readonly number[] {
  const order = byReady(lines);
  const runs = Math.min(count, order.length);
  return Array.from({ length: runs }, (_, i) => order[Math.floor(((i + 0.5) * order.length) / runs)]!);
}

/** Each draw takes as long to scale out as the simulated one that it stands beside. */
function shared(lines: readonly Timeline[], runs: readonly number[], seconds: readonly number[]): readonly number[] {
  const result: number[] = lines.map(() => Infinity);
  for (const [rank, run] of byReady(lines).entries()) {
    result[run] = seconds[Math.floor((rank * runs.length) / lines.length)] ?? Infinity;
  }
  return result;
}

function middle(runs: readonly number[], lines: readonly Timeline[]): number {
  const order = [...runs.keys()].toSorted((a, b) => lines[runs[a]!]!.ready - lines[runs[b]!]!.ready);
  return order[Math.floor(order.length / 2)] ?? 0;
}

/** What runs beside a longer step adds nothing. */
function budgetOf(lines: readonly Timeline[], scaleOuts: readonly number[]): Recovered["budget"] {
  const added: Readonly<Record<Step, (line: Timeline, run: number) => number>> = {
    detection: ({ detection }) => detection,
    alarm: ({ alarm }) => alarm,
    decision: ({ decision }) => decision,
    data: ({ data }) => data,
    stack: ({ data, stack }) => (data === Infinity ? stack : Math.max(0, stack - data)),
    dns: ({ detection, alarm, decision, data, stack, ready, dns }) =>
      data === Infinity ? dns : ready - detection - alarm - decision - Math.max(data, stack),
    scale_out: (_line, run) => scaleOuts[run]!,
  };
  return steps.map((step) => {
    const sorted = lines.map(added[step]).toSorted((a, b) => a - b);
    return { step, p50Seconds: quantileOf(sorted, 0.5), p90Seconds: quantileOf(sorted, 0.9) };
  });
}

function ordersLostOf({ home, lostSeconds: from, stockLeft: left }: Loss, back: readonly number[], share: number) {
  if (home.classes.every(({ orders }) => orders === 0)) return null;
  const wanted = ordersWanted(home, from, left);
  const sorted = back.toSorted((a, b) => a - b);
  const [p50, p90] = [quantileOf(sorted, 0.5), quantileOf(sorted, 0.9)];
  if (p50 === null || p90 === null) return null;
  return { p50: Math.round(share * wanted(p50)), p90: Math.round(share * wanted(p90)) };
}
