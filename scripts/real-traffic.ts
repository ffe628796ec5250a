/**
 * Real traffic on the flash-sale architecture: `tsx scripts/real-traffic.ts <folder of traces>` runs every case below and writes the
 * table in docs/accuracy.md anew. The traces are public but not part of this project; docs/accuracy.md says where they are from.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { estimateWithSeries } from "../src/estimate.ts";
import type { Estimate } from "../src/estimate-schema.ts";
import { readTextFile } from "../src/files/read-text.ts";
import { writeFileAtomically } from "../src/files/write-file.ts";
import { loadPriceBook } from "../src/node.ts";
import { money } from "../src/report/figures.ts";
import { models } from "../src/scenario/model.ts";
import { parseScenario } from "../src/scenario/parse.ts";
import { pricesNeeded } from "../src/scenario/prices-needed.ts";
import { services } from "../src/services/index.ts";
import type { Model } from "../src/simulation/model.ts";
import { simulate } from "../src/simulation/simulate.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface Case {
  readonly title: string;
  readonly period: object;
  readonly at: "edge" | "load_balancer";
  /** Seconds; 60 unless the case is about it. */
  readonly step?: string;
  readonly baseline: Readonly<Record<string, unknown>>;
  /** The same mean as a smooth curve, to see what the bursts change; null where the trace is too short for one. */
  readonly smooth: "constant" | "weekly";
}

const worldCup = { file: "worldcup98-per-minute.csv.gz", from: "1998-06-01", until: "1998-07-01" };
const burst = { file: "worldcup98-1998-05-12-burst.csv" };
const nasa = { file: "nasa-http-1995-per-minute.csv.gz", timezone: "Etc/GMT+4" };
const elb = { file: "nab-elb-request-count-8c0756.csv" };
const june = { month: "2026-06" };
const burstPeriod = { start: "2026-05-12T06:00:00Z", hours: 2 };

const cases: readonly Case[] = [
  { title: "World Cup 98, June", period: june, at: "edge", baseline: worldCup, smooth: "weekly" },
  { title: "World Cup 98, June", period: june, at: "load_balancer", baseline: worldCup, smooth: "weekly" },
  {
    title: "World Cup 98, June × 10",
    period: june,
    at: "edge",
    baseline: { ...worldCup, scale: 10 },
    smooth: "weekly",
  },
  { title: "Burst of 12 May 98", period: burstPeriod, at: "edge", baseline: burst, smooth: "constant" },
  { title: "Burst of 12 May 98", period: burstPeriod, at: "load_balancer", baseline: burst, smooth: "constant" },
  {
    title: "Burst of 12 May 98, steps of 1 s",
    period: burstPeriod,
    at: "load_balancer",
    step: "1s",
    baseline: burst,
    smooth: "constant",
  },
  {
    title: "Burst of 12 May 98 × 10, steps of 1 s",
    period: burstPeriod,
    at: "load_balancer",
    step: "1s",
    baseline: { ...burst, scale: 10 },
    smooth: "constant",
  },
  {
    title: "Burst of 12 May 98 × 10",
    period: burstPeriod,
    at: "load_balancer",
    baseline: { ...burst, scale: 10 },
    smooth: "constant",
  },
  {
    title: "NASA 95, July and August",
    period: { start: "2026-07-01T04:00:00Z", days: 62 },
    at: "load_balancer",
    baseline: nasa,
    smooth: "weekly",
  },
  {
    title: "NASA 95, July and August × 300",
    period: { start: "2026-07-01T04:00:00Z", days: 62 },
    at: "load_balancer",
    baseline: { ...nasa, scale: 300 },
    smooth: "weekly",
  },
  {
    title: "ELB, 14 days of April 14 × 1,000",
    period: { start: "2026-04-10", days: 14 },
    at: "load_balancer",
    baseline: { ...elb, scale: 1000 },
    smooth: "weekly",
  },
];

interface Outcome {
  readonly estimate: Estimate;
  readonly requests: number;
  readonly peakPerSecond: number;
  readonly meanPerSecond: number;
  /** The class with the smallest share of requests served in time. */
  readonly worstClass: string;
  readonly limit: string;
}

function run({ period, at, step = "60s" }: Case, baseline: Readonly<Record<string, unknown>>, folder: string): Outcome {
  const file = parse(readFileSync(join(root, "scenarios/flash-sale.yaml"), "utf8")) as Record<string, unknown>; // a map
  const { mix, viewers } = file["traffic"] as Record<string, unknown>; // as above
  const text = stringify({
    ...file,
    period,
    step: { base: step },
    claims: [],
    traffic: { at, baseline, mix, viewers },
  });
  const resolve = (reference: string) => readTextFile(join(folder, reference), "name the folder of the traces");
  const scenario = parseScenario({ text, file: "real-traffic.yaml" }, { services, resolve });
  const prices = loadPriceBook({ needed: pricesNeeded(scenario, services) });
  const { estimate, series } = estimateWithSeries(scenario, prices, { sensitivity: false });
  const requests = series.columns.find((one) => one.component === "traffic" && one.name === "requests");
  const model = models(scenario, services)();
  const { limits, tallies } = simulate(model, { keepSeries: false, signal: null, onProgress: null });
  return {
    estimate,
    ...rates(requests?.values ?? new Float64Array(0), series.stepSeconds),
    worstClass: worstOf(tallies, model),
    limit: limitOf(limits, model.startSeconds),
  };
}

function rates(perSecond: Float64Array, stepSeconds: Float64Array) {
  const requests = perSecond.reduce((sum, rate, i) => sum + rate * (stepSeconds[i] ?? 0), 0);
  const seconds = stepSeconds.reduce((sum, dt) => sum + dt, 0);
  return { requests, peakPerSecond: perSecond.reduce((a, b) => Math.max(a, b), 0), meanPerSecond: requests / seconds };
}

function worstOf(tallies: ReturnType<typeof simulate>["tallies"], { classes }: Model): string {
  const tally = tallies.at(-1);
  const shares = classes.flatMap(({ name, index, objective }) => {
    const good = tally?.onTime[index] ?? 0;
    const bad = (tally?.late[index] ?? 0) + (tally?.failed[index] ?? 0);
    return objective === null || good + bad === 0 ? [] : [{ name, share: good / (good + bad) }];
  });
  const [worst] = shares.sort((a, b) => a.share - b.share);
  return worst === undefined ? "none" : `${worst.name} ${(100 * worst.share).toFixed(worst.share === 1 ? 0 : 2)}%`;
}

/** The limit on which most attempts of viewers' requests failed, and when it was first reached. */
function limitOf(limits: ReturnType<typeof simulate>["limits"], startSeconds: number): string {
  const [most] = limits
    .map(({ component, title, failed, firstSeconds }) => ({
      what: `${component}: ${title}`,
      failed: failed.at(-1) ?? 0,
      at: firstSeconds.at(-1) ?? 0,
    }))
    .filter(({ failed }) => failed > 0)
    .sort((a, b) => b.failed - a.failed);
  if (most === undefined) return "none";
  return `${most.what}, ${new Date((startSeconds + most.at) * 1000).toISOString().slice(5, 16).replace("T", " ")}`;
}

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
const verdictOf = ({ survival }: Estimate): string => survival?.verdict ?? "none";

function rowOf(one: Case, folder: string): readonly string[] {
  const recorded = run(one, { shape: "recorded", ...one.baseline }, folder);
  const { timezone } = one.baseline;
  const zone = timezone === undefined ? {} : { timezone };
  const smooth = run(one, { shape: one.smooth, mean: `${recorded.meanPerSecond}/s`, ...zone }, folder);
  process.stderr.write(`${one.title}: ${recorded.estimate.warnings.join("; ")}\n`);
  const failed = Number(recorded.estimate.survival?.failed ?? 0);
  return [
    one.title,
    one.at === "edge" ? "edge" : "balancer",
    whole(recorded.requests),
    `${whole(recorded.peakPerSecond)} (${(recorded.peakPerSecond / recorded.meanPerSecond).toFixed(1)}×)`,
    verdictOf(recorded.estimate),
    recorded.worstClass,
    whole(failed),
    recorded.limit,
    money(recorded.estimate.bill.total),
    `${money(smooth.estimate.bill.total)}, ${verdictOf(smooth.estimate)}`,
  ];
}

const HEAD = [
  "trace",
  "counted at",
  "requests",
  "peak a second (× mean)",
  "verdict",
  "worst class, in time",
  "failed",
  "failed most on, first at",
  "bill",
  "same mean, smooth",
];

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder of the traces: tsx scripts/real-traffic.ts <folder>");
const rows = cases.map((one) => rowOf(one, folder));
const table = [HEAD, HEAD.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const path = join(root, "docs/accuracy.md");
const page = readFileSync(path, "utf8");
writeFileAtomically(
  path,
  page.replace(
    /(<!-- begin real-traffic -->\n)[^]*?(<!-- end real-traffic -->)/,
    (_, begin: string, end: string) => `${begin}${table}\n${end}`,
  ),
);
