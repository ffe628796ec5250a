/** `surgecast run`: simulate a scenario, print its bill and its verdict. */
import { Command, Option } from "commander";
import { type Problem, problem, UserError } from "../errors.ts";
import type { Estimate } from "../estimate-schema.ts";
import { writeFileAtomically } from "../files/write-file.ts";
import type { Series } from "../simulation/series.ts";
import { styleFor } from "./colour.ts";
import { overwritten } from "./distinct-files.ts";
import { pageWidth, remark, writeResult } from "./output.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";
import { dayOf, priceAgeRemark } from "./price-age.ts";
import { startProgress } from "./progress.ts";
import { crossed, parseMoney, type Thresholds, undecided } from "./thresholds.ts";

/** The engine from a file on: throws a UserError for everything a person can fix. */
export type RunScenarioFile = (
  path: string,
  options: {
    /** `path=value`, in the order given. */
    readonly set: readonly string[];
    readonly region: string | null;
    /** Names of events to leave out. */
    readonly without: readonly string[];
    readonly assumeFile: string | null;
    readonly seed: number | null;
    readonly cacheDirectory: string | null;
    readonly signal: AbortSignal | null;
    /** `share` in `[0, 1]`. */
    readonly onProgress: ((share: number, what: string) => void) | null;
  },
) => { readonly estimate: Estimate; readonly series: Series };

interface RunOptions extends OutputOptions {
  readonly set?: readonly string[];
  readonly region?: string;
  readonly without?: readonly string[];
  readonly series?: string;
  readonly assume?: string;
  readonly today?: string;
  readonly seed?: string;
  readonly failOver?: string;
  readonly failUnless?: "survives" | "degrades";
  readonly failOnUnpriced?: boolean;
}

/** The command; the engine is loaded when it runs, not for its help. */
export function runCommand(loadEngine: () => Promise<RunScenarioFile>): Command {
  const command = new Command("run")
    .description("Simulate a scenario second by second: its bill, line by line, and whether it survives.")
    .argument("<scenario>", "scenario file (YAML)")
    .option("--set <path=value>", "change a value of the scenario; repeatable", collect)
    .option("--region <region>", "run it in another Region")
    .option("--without <event>", "leave an event out; repeatable", collect)
    .option("--assume <file>", "own values of the assumptions (YAML)")
    .option("--seed <number>", "seed of the noise")
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
    ["run scenarios/flash-sale.yaml --series drop.csv", "every step into a file as well"],
    ["run scenarios/flash-sale.yaml --fail-unless survives --fail-over '$2,500'", "stop a pipeline", 3],
  ]);
}

/** Adds to the list in place: a copy for each of many would take long. */
function collect(value: string, before: string[] = []): string[] {
  before.push(value);
  return before;
}

async function run(path: string, options: RunOptions, runScenarioFile: RunScenarioFile): Promise<void> {
  const { thresholds, seed, writeSeries, today } = checked(path, options);
  const progress = startProgress(options);
  let outcome: ReturnType<RunScenarioFile>;
  try {
    outcome = runScenarioFile(path, {
      set: options.set ?? [],
      region: options.region ?? null,
      without: options.without ?? [],
      assumeFile: options.assume ?? null,
      seed,
      cacheDirectory: null,
      // The engine does not yield, so that Ctrl-C ends the process by itself; nothing has been written by then.
      signal: null,
      onProgress: progress.report,
    });
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
}

/** Everything a flag can get wrong, found before the work begins. */
function checked(
  path: string,
  options: RunOptions,
): {
  thresholds: Thresholds;
  seed: number | null;
  writeSeries: ((series: Series) => Promise<void>) | null;
  today: string;
} {
  const problems: Problem[] = [];
  const failOver = options.failOver === undefined ? null : parseMoney(options.failOver, problems);
  const seed = options.seed === undefined ? null : Number(options.seed);
  if (seed !== null && !/^\d{1,10}$/.test(options.seed ?? "")) {
    problems.push(problem(`--seed must be a whole number such as 7; got "${options.seed ?? ""}"`));
  }
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
    writeSeries: series === undefined ? null : (run) => seriesFile(series, run),
    today,
  };
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
