/** `surgecast compare`: several scenarios, architectures or variants side by side. */
import { Command, Option } from "commander";
import type { CompareFilesOptions, ComparedFiles } from "../compare-files.ts";
import type { Comparison } from "../comparison/schema.ts";
import { type Problem, problem, UserError } from "../errors.ts";
import { styleFor } from "./colour.ts";
import {
  crossedDifference,
  type DifferenceThresholds,
  parseDifference,
  undecidedDifference,
} from "./difference-thresholds.ts";
import { overwritten } from "./distinct-files.ts";
import { pageWidth, remark, writeResult } from "./output.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";
import { startProgress } from "./progress.ts";

interface CompareOptions extends OutputOptions {
  readonly traffic?: string;
  readonly vary?: readonly string[];
  readonly set?: readonly string[];
  readonly region?: string;
  readonly assume?: string;
  readonly seed?: string;
  readonly failOver?: string;
  readonly failUnless?: "survives" | "degrades";
  readonly failOnUnpriced?: boolean;
}

const ABOUT = `
Every difference is to the first. With --traffic all are asked the same: period, objectives, traffic and request classes come
from that scenario. A file that holds an architecture alone (no "surgecast: 1", no traffic) takes all else from there too.
With --vary one scenario is compared with itself changed; several changes at once are parted by "; ".`;

/** The command; the engine is loaded when it runs, not for its help. */
export function compareCommand(): Command {
  const command = new Command("compare")
    .description(
      "Scenarios, architectures or variants side by side: what each costs, which survives, and why they differ.",
    )
    .argument("<scenarios...>", "scenario files (YAML), the first to compare with; with --traffic also architectures")
    .option("--traffic <scenario>", "give all of them the traffic of this scenario")
    .option(
      "--vary <path=value>",
      "compare one scenario with itself changed; repeatable, one more column each",
      collect,
    )
    .option("--set <path=value>", "change a value of every scenario; repeatable", collect)
    .option("--region <region>", "run all of them in another Region")
    .option("--assume <file>", "own values of the assumptions (YAML), for all of them")
    .option("--seed <number>", "seed of the noise, for all of them")
    .option(
      "--fail-over <difference>",
      "exit with 3 if one costs more than the first by over this, such as '$50' or 10%",
    )
    .addOption(
      new Option("--fail-unless <verdict>", "exit with 3 if one after the first has a worse verdict").choices([
        "survives",
        "degrades",
      ]),
    )
    .option("--fail-on-unpriced", "exit with 3 if anything has no price")
    .action(compare);
  withOutputOptions(command, ["text", "json", "markdown", "html"]).addHelpText("after", ABOUT);
  return withExamples(command, [
    ["compare scenarios/flash-sale.yaml scenarios/flash-sale-prepared.yaml", "the price of surviving"],
    [
      "compare scenarios/flash-sale.yaml --vary architecture.app.min=12 --vary architecture.app.min=60",
      "how many tasks must stand ready?",
    ],
    [
      "compare scenarios/flash-sale.yaml scenarios/one-nat.yaml --traffic scenarios/flash-sale.yaml",
      "two architectures under one traffic",
    ],
    [
      "compare scenarios/flash-sale.yaml scenarios/flash-sale-prepared.yaml --format html --out drop.html",
      "both over time, in one file for a browser",
    ],
    [
      "compare scenarios/flash-sale.yaml scenarios/flash-sale-prepared.yaml --fail-over 1% --quiet",
      "stop a pipeline that makes it dearer",
      3,
    ],
  ]);
}

/** Adds to the list in place: a copy for each of many would take long. */
function collect(value: string, before: string[] = []): string[] {
  before.push(value);
  return before;
}

async function compare(paths: readonly string[], options: CompareOptions): Promise<void> {
  const { thresholds, engine } = checked(paths, options);
  const { compareScenarioFiles } = await import("../compare-files.ts");
  const progress = startProgress(options);
  let outcome: ComparedFiles;
  try {
    outcome = compareScenarioFiles(paths, { ...engine, onProgress: progress.report });
  } finally {
    progress.stop();
  }
  await writeResult(await rendered(outcome, options), options);
  for (const doubt of undecidedDifference(outcome.comparison, thresholds)) remark(doubt, options);
  const limits = crossedDifference(outcome.comparison, thresholds);
  for (const limit of limits) process.stderr.write(`limit crossed: ${limit}\n`);
  if (limits.length > 0) process.exitCode = 3;
}

/** Everything a flag can get wrong, found before the work begins. */
function checked(
  paths: readonly string[],
  options: CompareOptions,
): { readonly thresholds: DifferenceThresholds; readonly engine: CompareFilesOptions } {
  const problems: Problem[] = [];
  const vary = (options.vary ?? []).map((text) => text.split(/;\s+/));
  const changes = [
    ...(options.set ?? []).map((text) => ["--set", text]),
    ...vary.flat().map((text) => ["--vary", text]),
  ];
  for (const [flag = "", text = ""] of changes) {
    if (/^[^=\s]+=/.test(text)) continue;
    problems.push(problem(`${flag} must be path=value; got "${text}"`, `for example ${flag} architecture.app.min=12`));
  }
  if (vary.length > 0 && paths.length > 1) {
    problems.push(
      problem(`--vary takes one scenario; got ${paths.length}`, "leave --vary out, or all but one of them"),
    );
  }
  if (vary.length === 0 && paths.length < 2) {
    const hint = "name a second scenario, or change this one: --vary architecture.app.min=12";
    problems.push(problem(`there is nothing to compare ${paths[0] ?? ""} with`, hint));
  }
  const seed = options.seed === undefined ? null : Number(options.seed);
  if (seed !== null && !/^\d{1,10}$/.test(options.seed ?? "")) {
    problems.push(problem(`--seed must be a whole number such as 7; got "${options.seed ?? ""}"`));
  }
  const reads = [
    ...paths.map((path) => ["a scenario", path] as const),
    ["--assume", options.assume] as const,
    ["--traffic", options.traffic] as const,
  ];
  problems.push(...overwritten(reads, [["--out", options.out]]));
  const failOver = options.failOver === undefined ? null : parseDifference(options.failOver, problems);
  if (problems.length > 0) throw new UserError("COMMAND_INVALID", problems);
  return {
    thresholds: { failOver, failUnless: options.failUnless ?? null, failOnUnpriced: options.failOnUnpriced === true },
    engine: {
      set: options.set ?? [],
      vary,
      region: options.region ?? null,
      assumeFile: options.assume ?? null,
      traffic: options.traffic ?? null,
      seed,
      series: options.format === "html",
      // The engine does not yield, so that Ctrl-C ends the process by itself; nothing has been written by then.
      signal: null,
    },
  };
}

/** The comparison in the format asked for; only that format's module is loaded. */
async function rendered({ comparison, series }: ComparedFiles, options: CompareOptions): Promise<string> {
  switch (options.format) {
    case "json":
      return jsonOf(comparison);
    case "html":
      return (await import("../report/comparison/html.ts")).comparisonHtml(comparison, series);
    case "markdown":
      return (await import("../report/comparison/markdown.ts")).comparisonMarkdown(comparison);
    default: {
      const style = styleFor(process.stdout, { color: options.color && options.out === undefined });
      const { comparisonText } = await import("../report/comparison/text.ts");
      return comparisonText(comparison, { columns: pageWidth(options), style });
    }
  }
}

async function jsonOf(comparison: Comparison): Promise<string> {
  const { jsonDocument } = await import("../report/json.ts");
  return jsonDocument((await import("../comparison/schema.ts")).comparisonSchema, comparison);
}
