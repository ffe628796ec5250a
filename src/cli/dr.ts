/** `surgecast dr`: lose the Region under every pattern of recovery. */
import { Command, Option } from "commander";
import { type Problem, problem, UserError } from "../errors.ts";
import type { RecoveryDocument } from "../recovery-schema.ts";
import { styleFor } from "./colour.ts";
import { overwritten } from "./distinct-files.ts";
import { pageWidth, remark, writeResult } from "./output.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";
import { dayOf, priceAgeRemark } from "./price-age.ts";
import { startProgress } from "./progress.ts";

/** The engine from a file on: throws a UserError for everything a person can fix. */
export type RecoverScenarioFile = (
  path: string,
  options: {
    /** `path=value`, in the order given. */
    readonly set: readonly string[];
    readonly region: string | null;
    readonly assumeFile: string | null;
    readonly seed: number | null;
    readonly draws: number;
    /** `share` in `[0, 1]`. */
    readonly onProgress: (share: number, what: string) => void;
  },
) => RecoveryDocument;

interface DrOptions extends OutputOptions {
  readonly to?: string;
  readonly at?: string;
  readonly rtoGoal?: string;
  readonly rpoGoal?: string;
  readonly draws: string;
  readonly set?: readonly string[];
  readonly region?: string;
  readonly assume?: string;
  readonly seed?: string;
  readonly today?: string;
  readonly failUnlessMet?: string;
}

const STRATEGIES = ["backup_and_restore", "pilot_light", "warm_standby", "active_active", "as_written"];
const MOST_DRAWS = 100_000;

/** The command; the engine is loaded when it runs, not for its help. */
export function drCommand(loadEngine: () => Promise<RecoverScenarioFile>): Command {
  const command = new Command("dr")
    .description("Lose the scenario's Region: how long until it is back, what is lost, and what each strategy costs.")
    .argument("<scenario>", "scenario file (YAML)")
    .option("--to <region>", "the Region that takes over; where something of it stands already when left out")
    .option("--at <moment>", "when the Region is lost; the busiest moment when left out")
    .option("--rto-goal <duration>", "back within this time; the scenario's, else 1h")
    .option("--rpo-goal <duration>", "at most this much data lost; the scenario's, else 5m")
    .option("--draws <number>", "how often every duration is drawn", "10000")
    .option("--set <path=value>", "change a value of the scenario; repeatable", collect)
    .option("--region <region>", "the Region that is lost instead of the scenario's")
    .option("--assume <file>", "own values of the assumptions (YAML)")
    .option("--seed <number>", "seed of the draws")
    .option("--today <date>", "the day the prices' age is measured on, YYYY-MM-DD")
    .addOption(
      new Option("--fail-unless-met <strategy>", "exit with 3 if this strategy misses a goal").choices(STRATEGIES),
    )
    .action(async (path: string, options: DrOptions) => run(path, options, await loadEngine()));
  return withExamples(withOutputOptions(command, ["text", "json", "markdown"]), [
    ["dr scenarios/disaster.yaml", "four patterns, and what the scenario has itself"],
    ["dr scenarios/flash-sale.yaml --at 2026-11-20T18:00:00Z", "the Region is lost as the drop begins"],
    [
      "dr scenarios/flash-sale.yaml --to eu-west-3 --set recovery.quotas.fargate_vcpu=400",
      "go to Paris, where the quota has been raised",
    ],
    ["dr scenarios/disaster.yaml --rto-goal 30m --fail-unless-met warm_standby", "stop a pipeline", 3],
    ["dr scenarios/disaster.yaml --format json --out recovery.json", "for programs"],
  ]);
}

function collect(value: string, before: string[] = []): string[] {
  before.push(value);
  return before;
}

async function run(path: string, options: DrOptions, recover: RecoverScenarioFile): Promise<void> {
  const { draws, seed, today } = checked(path, options);
  const progress = startProgress(options);
  let document: RecoveryDocument;
  try {
    document = recover(path, {
      set: [...(options.set ?? []), ...settings(options)],
      region: options.region ?? null,
      assumeFile: options.assume ?? null,
      seed,
      draws,
      onProgress: progress.report,
    });
  } finally {
    progress.stop();
  }
  const missed = missedGoals(document, options.failUnlessMet ?? null);
  await writeResult(await rendered(document, options), options);
  const age = priceAgeRemark(document.prices, today);
  if (age !== null) remark(age, options);
  for (const goal of missed) process.stderr.write(`goal missed: ${goal}\n`);
  if (missed.length > 0) process.exitCode = 3;
}

/** The flags that are settings of the scenario's `recovery` section; quoted, so that nothing in them is YAML. */
function settings({ to, at, rtoGoal, rpoGoal }: DrOptions): string[] {
  return Object.entries({ to, at, rto: rtoGoal, rpo: rpoGoal }).flatMap(([key, value]) =>
    value === undefined ? [] : [`recovery.${key}=${JSON.stringify(value)}`],
  );
}

/** Everything a flag can get wrong, found before the work begins. */
function checked(path: string, options: DrOptions): { draws: number; seed: number | null; today: string } {
  const problems: Problem[] = [];
  const draws = /^\d{1,6}$/.test(options.draws) ? Number(options.draws) : 0;
  if (draws < 1 || draws > MOST_DRAWS)
    problems.push(problem(`--draws must be a whole number from 1 to 100,000; got "${options.draws}"`));
  if (options.seed !== undefined && !/^\d{1,10}$/.test(options.seed))
    problems.push(problem(`--seed must be a whole number such as 7; got "${options.seed}"`));
  for (const change of (options.set ?? []).filter((text) => !/^[^=\s]+=/.test(text))) {
    problems.push(
      problem(`--set must be path=value; got "${change}"`, "for example --set recovery.quotas.fargate_vcpu=400"),
    );
  }
  const reads = [
    ["the scenario", path],
    ["--assume", options.assume],
  ] as const;
  problems.push(...overwritten(reads, [["--out", options.out]]));
  const today = dayOf(options.today, problems);
  if (problems.length > 0) throw new UserError("COMMAND_INVALID", problems);
  return { draws, seed: options.seed === undefined ? null : Number(options.seed), today };
}

/** The goals that a strategy misses, a sentence each. Throws a UserError where the scenario has no such strategy. */
function missedGoals({ strategies, loss }: RecoveryDocument, wanted: string | null): string[] {
  if (wanted === null) return [];
  const strategy = strategies.find(({ pattern }) => pattern === wanted);
  if (strategy === undefined) {
    const what = `--fail-unless-met ${wanted}: nothing of the scenario stands in ${loss.to}`;
    throw new UserError("COMMAND_INVALID", [
      problem(what, "name another strategy, or write components of that region"),
    ]);
  }
  const goals = [
    ["the time until the shop is back", strategy.rto],
    ["the data lost", strategy.rpo.database],
    ["the objects lost", strategy.rpo.objects],
  ] as const;
  return goals.flatMap(([what, of]) =>
    of?.verdict === "missed"
      ? [
          `${strategy.title}: ${what} is within ${of.goalSeconds} s in ${Math.round(of.shareMet * 1000) / 10}% of the draws`,
        ]
      : [],
  );
}

async function rendered(document: RecoveryDocument, options: DrOptions): Promise<string> {
  switch (options.format) {
    case "json":
      return (await import("../report/recovery-json.ts")).recoveryJson(document);
    case "markdown":
      return (await import("../report/recovery-markdown.ts")).recoveryMarkdown(document);
    default: {
      const style = styleFor(process.stdout, { color: options.color && options.out === undefined });
      return (await import("../report/recovery-text.ts")).recoveryText(document, {
        columns: pageWidth(options),
        style,
      });
    }
  }
}
