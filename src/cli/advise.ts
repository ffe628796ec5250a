/** `surgecast advise`: what to change so that the bill falls and the shop survives. */
import { Command } from "commander";
import type { AdviseFileOptions } from "../advice-file.ts";
import type { Advice } from "../advice/schema.ts";
import { type Problem, problem, UserError } from "../errors.ts";
import { styleFor } from "./colour.ts";
import { overwritten } from "./distinct-files.ts";
import { pageWidth, remark, writeResult } from "./output.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";
import { dayOf, priceAgeRemark } from "./price-age.ts";
import { startProgress } from "./progress.ts";

/** The engine from a file on: rejects with a UserError for everything a person can fix. */
export type AdviseScenarioFile = (path: string, options: AdviseFileOptions) => Promise<Advice>;

interface AdviseOptions extends OutputOptions {
  readonly set?: readonly string[];
  readonly region?: string;
  readonly assume?: string;
  readonly seed?: string;
  readonly workers?: string;
  readonly today?: string;
}

/** The command; the engine is loaded when it runs, not for its help. */
export function adviseCommand(loadEngine: () => Promise<AdviseScenarioFile>): Command {
  const command = new Command("advise")
    .description(
      "What to change so that the bill falls and the shop survives: every change and the best sets of them simulated, with quotas, addresses and a runbook.",
    )
    .argument("<scenario>", "scenario file (YAML)")
    .option("--set <path=value>", "change a value of the scenario first; repeatable", collect)
    .option("--region <region>", "advise for another Region")
    .option("--assume <file>", "own values of the assumptions (YAML)")
    .option("--seed <number>", "seed of the noise")
    .option("--workers <number>", "threads at most; as many as processors when left out")
    .option("--today <date>", "the day the prices' age is measured on, YYYY-MM-DD")
    .action(async (path: string, options: AdviseOptions) => {
      await run(path, options, await loadEngine());
    });
  return withExamples(withOutputOptions(command, ["text", "json", "markdown"]), [
    ["advise scenarios/pull-request.yaml", "what saves, ranked, and what it gives up"],
    ["advise scenarios/pull-request.yaml --region eu-west-1 --format json", "the same in Ireland, for programs"],
    ["advise scenarios/pull-request.yaml --format markdown --out advice.md", "for a pull request or a wiki"],
  ]);
}

function collect(value: string, before: string[] = []): string[] {
  before.push(value);
  return before;
}

async function run(path: string, options: AdviseOptions, adviseScenarioFile: AdviseScenarioFile): Promise<void> {
  const { seed, workers, today } = checked(path, options);
  const progress = startProgress(options);
  let advice: Advice;
  try {
    advice = await adviseScenarioFile(path, {
      set: options.set ?? [],
      region: options.region ?? null,
      assumeFile: options.assume ?? null,
      seed,
      workers,
      onProgress: progress.report,
    });
  } finally {
    progress.stop();
  }
  await writeResult(await rendered(advice, options), options);
  const age = priceAgeRemark(advice.prices, today);
  if (age !== null) remark(age, options);
}

/** Everything a flag can get wrong, found before the work begins. */
function checked(
  path: string,
  options: AdviseOptions,
): { readonly seed: number | null; readonly workers: number | null; readonly today: string } {
  const problems: Problem[] = [];
  const whole = (flag: string, text: string | undefined, pattern: RegExp): number | null => {
    if (text !== undefined && !pattern.test(text)) {
      problems.push(problem(`${flag} must be a whole number such as 2; got "${text}"`));
    }
    return text === undefined ? null : Number(text);
  };
  const seed = whole("--seed", options.seed, /^\d{1,10}$/);
  const workers = whole("--workers", options.workers, /^[1-9]\d{0,2}$/);
  for (const change of (options.set ?? []).filter((text) => !/^[^=\s]+=/.test(text))) {
    problems.push(problem(`--set must be path=value; got "${change}"`, "for example --set architecture.app.min=12"));
  }
  const reads = [
    ["the scenario", path],
    ["--assume", options.assume],
  ] as const;
  problems.push(...overwritten(reads, [["--out", options.out]]));
  const today = dayOf(options.today, problems);
  if (problems.length > 0) throw new UserError("COMMAND_INVALID", problems);
  return { seed, workers, today };
}

/** The advice in the format asked for; only that format's module is loaded. */
async function rendered(advice: Advice, options: AdviseOptions): Promise<string> {
  switch (options.format) {
    case "json":
      return (await import("../report/advice/json.ts")).adviceJson(advice);
    case "markdown":
      return (await import("../report/advice/markdown.ts")).adviceMarkdown(advice);
    default: {
      const style = styleFor(process.stdout, { color: options.color && options.out === undefined });
      return (await import("../report/advice/text.ts")).adviceText(advice, { columns: pageWidth(options), style });
    }
  }
}
