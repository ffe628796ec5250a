/** `surgecast run`: simulate a scenario, print its bill and its verdict. */
import { Command, Option } from "commander";
import { type Problem, problem, UserError } from "../errors.ts";
import type { Estimate } from "../estimate-schema.ts";
import { writeFileAtomically } from "../files/write-file.ts";
import { grouped } from "../report/figures.ts";
import type { Series } from "../simulation/series.ts";
import { styleFor } from "./colour.ts";
import { overwritten } from "./distinct-files.ts";
import { cancellable } from "./interruption.ts";
import { pageWidth, remark, writeResult } from "./output.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";
import { dayOf, priceAgeRemark } from "./price-age.ts";
import { countdown, startProgress } from "./progress.ts";
import { crossed, parseMoney, type Thresholds, undecided } from "./thresholds.ts";

/** Which scenario, in which Region, with what changed. */
interface Variant {
  /** `path=value`, in the order given. */
  readonly set: readonly string[];
  readonly region: string | null;
  /** Names of events to leave out. */
  readonly without: readonly string[];
  readonly assumeFile: string | null;
  readonly seed: number | null;
}

/** The engine from a file on: throws a UserError for everything a person can fix. */
export interface Engine {
  readonly runScenarioFile: (
    path: string,
    options: Variant & {
      readonly cacheDirectory: string | null;
      readonly signal: AbortSignal | null;
      /** `share` in `[0, 1]`. */
      readonly onProgress: ((share: number, what: string) => void) | null;
    },
  ) => { readonly estimate: Estimate; readonly series: Series };
  /** The same estimate with the ranges of sampled runs. */
  readonly sampleScenarioFile: (
    path: string,
    estimate: Estimate,
    options: Variant &
      Sampling & {
        readonly signal: AbortSignal;
        readonly onProgress: (done: number, of: number) => void;
      },
  ) => Promise<Estimate>;
}

interface Sampling {
  readonly runs: number;
  /** Also what each event costs. */
  readonly eventCosts: boolean;
  /** Threads at most; null: as many as processors. */
  readonly workers: number | null;
}

interface RunOptions extends OutputOptions {
  readonly set?: readonly string[];
  readonly region?: string;
  readonly without?: readonly string[];
  readonly series?: string;
  readonly assume?: string;
  readonly today?: string;
  readonly seed?: string;
  readonly runs?: string;
  readonly eventRanges?: boolean;
  readonly workers?: string;
  readonly failOver?: string;
  readonly failUnless?: "survives" | "degrades";
  readonly failOnUnpriced?: boolean;
}

/** The command; the engine is loaded when it runs, not for its help. */
export function runCommand(loadEngine: () => Promise<Engine>): Command {
  const command = new Command("run")
    .description("Simulate a scenario second by second: its bill, line by line, and whether it survives.")
    .argument("<scenario>", "scenario file (YAML)")
    .option("--set <path=value>", "change a value of the scenario; repeatable", collect)
    .option("--region <region>", "run it in another Region")
    .option("--without <event>", "leave an event out; repeatable", collect)
    .option("--assume <file>", "own values of the assumptions (YAML)")
    .option("--seed <number>", "seed of the noise and of the draws")
    .option("--runs <number>", "also draw every assumption, this many times: P10, P50, P90 and shares of verdicts")
    .option("--event-ranges", "with --runs: also of what each event costs, for as many runs again")
    .option("--workers <number>", "with --runs: threads at most (default: one for each processor)")
    .option("--series <file>", "also write the time series, one row a step (.csv or .json)")
    .option("--today <date>", "the day the prices' age is measured on, YYYY-MM-DD")
    .option("--fail-over <amount>", "exit with 3 if the total is over this, such as '$500'")
    .addOption(
      new Option("--fail-unless <verdict>", "exit with 3 if the verdict is worse").choices(["survives", "degrades"]),
    )
    .option("--fail-on-unpriced", "exit with 3 if anything has no price")
    .action(async (path: string, options: RunOptions) => run(path, options, await loadEngine()));
  return withExamples(withOutputOptions(command, ["text", "json", "markdown", "csv", "html", "focus", "brief"]), [
    ["run scenarios/flash-sale.yaml", "the bill and the verdict"],
    ["run scenarios/flash-sale.yaml --set architecture.app.min=12", "what if twelve tasks stood ready?"],
    ["run scenarios/flash-sale.yaml --without drop --format json", "the month without the drop, for programs"],
    ["run scenarios/flash-sale.yaml --format html --out drop.html", "a report with charts, in one file for a browser"],
    ["run scenarios/nightly-batch.yaml --runs 20", "how sure is it? The range of what nobody knows exactly"],
    ["run scenarios/flash-sale.yaml --series drop.csv", "every step into a file as well"],
    ["run scenarios/flash-sale.yaml --fail-unless survives --fail-over '$2,500'", "stop a pipeline", 3],
  ]);
}

/** Adds to the list in place: a copy for each of many would take long. */
function collect(value: string, before: string[] = []): string[] {
  before.push(value);
  return before;
}

async function run(path: string, options: RunOptions, engine: Engine): Promise<void> {
  const { thresholds, seed, sampling, writeSeries, today } = checked(path, options);
  const variant: Variant = {
    set: options.set ?? [],
    region: options.region ?? null,
    without: options.without ?? [],
    assumeFile: options.assume ?? null,
    seed,
  };
  const progress = startProgress(options);
  let outcome: ReturnType<Engine["runScenarioFile"]>;
  try {
    outcome = engine.runScenarioFile(path, {
      ...variant,
      cacheDirectory: null,
      // The engine does not yield, so that Ctrl-C ends the process by itself; nothing has been written by then.
      signal: null,
      onProgress: progress.report,
    });
    if (sampling !== null) outcome = { ...outcome, estimate: await sampled(outcome.estimate, sampling) };
  } finally {
    progress.stop();
  }
  const { estimate, series } = outcome;
  await writeSeries?.(series);
  await writeResult(await rendered(estimate, series, options), options);
  const age = priceAgeRemark(estimate.prices, today);
  if (age !== null) remark(age, options);
  const doubt = undecided(estimate, thresholds);
  if (doubt !== null) remark(doubt, options);
  const limits = crossed(estimate, thresholds);
  for (const limit of limits) process.stderr.write(`limit crossed: ${limit}\n`);
  if (limits.length > 0) process.exitCode = 3;

  function sampled(estimate: Estimate, how: Sampling): Promise<Estimate> {
    const onProgress = countdown(progress, "runs");
    return cancellable((signal) =>
      engine.sampleScenarioFile(path, estimate, { ...variant, ...how, signal, onProgress }),
    );
  }
}

/** Everything a flag can get wrong, found before the work begins. */
function checked(
  path: string,
  options: RunOptions,
): {
  thresholds: Thresholds;
  seed: number | null;
  sampling: Sampling | null;
  writeSeries: ((series: Series) => Promise<void>) | null;
  today: string;
} {
  const problems: Problem[] = [];
  const failOver = options.failOver === undefined ? null : parseMoney(options.failOver, problems);
  const seed = options.seed === undefined ? null : Number(options.seed);
  if (seed !== null && !/^\d{1,10}$/.test(options.seed ?? "")) {
    problems.push(problem(`--seed must be a whole number such as 7; got "${options.seed ?? ""}"`));
  }
  const sampling = samplingOf(options, problems);
  for (const change of (options.set ?? []).filter((text) => !/^[^=\s]+=/.test(text))) {
    problems.push(problem(`--set must be path=value; got "${change}"`, "for example --set architecture.app.min=12"));
  }
  const { series } = options;
  if (series !== undefined && !/\.(csv|json)$/i.test(series)) {
    problems.push(problem(`--series must name a file that ends in .csv or .json; got "${series}"`));
  }
  const reads = [
    ["the scenario", path],
    ["--assume", options.assume],
  ] as const;
  problems.push(
    ...overwritten(reads, [
      ["--out", options.out],
      ["--series", series],
    ]),
  );
  const today = dayOf(options.today, problems);
  if (problems.length > 0) throw new UserError("COMMAND_INVALID", problems);
  return {
    thresholds: { failOver, failUnless: options.failUnless ?? null, failOnUnpriced: options.failOnUnpriced === true },
    seed,
    sampling,
    writeSeries: series === undefined ? null : (run) => seriesFile(series, run),
    today,
  };
}

const MOST_RUNS = 10_000;
const MOST_WORKERS = 256;

/** Null without `--runs`, which the other flags need. */
function samplingOf({ runs, eventRanges = false, workers }: RunOptions, problems: Problem[]): Sampling | null {
  const counted = (flag: string, text: string | undefined, most: number): number | null => {
    if (text === undefined) return null;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (number >= 1 && number <= most) return number;
    problems.push(problem(`${flag} must be a whole number from 1 to ${grouped(String(most))}; got "${text}"`));
    return null;
  };
  const threads = counted("--workers", workers, MOST_WORKERS);
  const number = counted("--runs", runs, MOST_RUNS);
  if (runs === undefined) {
    const alone = [...(eventRanges ? ["--event-ranges"] : []), ...(workers === undefined ? [] : ["--workers"])];
    for (const flag of alone) problems.push(problem(`${flag} needs --runs`, "for example --runs 100"));
  }
  return number === null ? null : { runs: number, eventCosts: eventRanges, workers: threads };
}

async function seriesFile(path: string, series: Series): Promise<void> {
  const { seriesCsv, seriesJson } = await import("../report/series.ts");
  writeFileAtomically(path, /\.json$/i.test(path) ? seriesJson(series) : seriesCsv(series));
}

/** The estimate in the format asked for; only that format's module is loaded. */
async function rendered(estimate: Estimate, series: Series, options: RunOptions): Promise<string> {
  switch (options.format) {
    case "json":
      return (await import("../report/json.ts")).jsonReport(estimate);
    case "markdown":
      return (await import("../report/markdown.ts")).markdownReport(estimate, series);
    case "csv":
      return (await import("../report/csv.ts")).csvReport(estimate);
    case "html":
      return (await import("../report/html.ts")).htmlReport(estimate, series);
    case "brief":
      return (await import("../report/brief.ts")).briefReport(estimate, series);
    case "focus": {
      const { focusReport, leftOutOfFocus } = await import("../report/focus.ts");
      const missing = leftOutOfFocus(estimate);
      if (missing !== null) remark(missing, options);
      return focusReport(estimate);
    }
    default: {
      const style = styleFor(process.stdout, { color: options.color && options.out === undefined });
      return (await import("../report/text.ts")).textReport(estimate, { series, columns: pageWidth(options), style });
    }
  }
}
