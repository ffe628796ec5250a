/** `surgecast init`: a first scenario, from questions, from flags, or from files that know the traffic. */
import { Command, Option } from "commander";
import { existsSync } from "node:fs";
import { type Problem, problem, UserError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { Finding } from "../scenario/init/finding.ts";
import type { Answers, QuestionKey } from "../scenario/init/questions.ts";
import type { FoundQuotas } from "../scenario/init/quotas.ts";
import { remark, writeResult } from "./output.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";

type Flags = Partial<Record<QuestionKey, string>>;

interface InitOptions extends OutputOptions, Flags {
  readonly month?: string;
  readonly from?: readonly string[];
  readonly quotas?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

export function initCommand(): Command {
  const command = new Command("init")
    .description(
      "Start a scenario: asks in a terminal, takes flags elsewhere, and reads traffic from logs and exports. Says what it guessed.",
    )
    .option(
      "--from <files...>",
      "traffic: ALB access logs (also .gz), a CloudWatch export, a k6 summary or Locust's _stats.csv",
    )
    .option("--quotas <file>", "quotas: the JSON of aws service-quotas list-service-quotas, of one service or several")
    .option("--name <name>", "name of the scenario")
    .option("--region <region>", "AWS Region")
    .option("--timezone <zone>", "time zone of the customers, such as Europe/Paris")
    .addOption(new Option("--mean <rate>", "requests on average, such as 40/s").conflicts(["visitors", "from"]))
    .addOption(new Option("--visitors <rate>", "people instead of requests, such as 30000/day").conflicts("from"))
    .option("--month <YYYY-MM>", "calendar month of the estimate (default: the drop's, else the next)")
    .option("--drop <time>", "start of a drop, such as '2026-12-04 19:00' in the time zone")
    .option("--multiple <number>", "times the usual traffic at the drop's height")
    .option("--stock <number>", "pieces for sale in the drop")
    .option("--basket <amount>", "what an order is worth, such as $90")
    .option("--max-tasks <number>", "Fargate tasks that scaling may start at most")
    .option("--parts <list>", "parts of the architecture: cdn,firewall,database,cache,table,queue, or none")
    .option("--yes", "ask nothing: the usual answer to all that no flag says")
    .option("--force", "write over a file that is there")
    .action(init);
  return withExamples(withOutputOptions(command, []), [
    ["init", "asks, and writes shop.yaml"],
    ["init --name shop --region eu-west-1 --mean 40/s --yes --out shop.yaml", "no questions"],
    ["init --from logs/*.log.gz --timezone Europe/Paris --out shop.yaml", "traffic, mix and sizes from access logs"],
    ["init --from requests.json --quotas quotas.json --out shop.yaml", "a CloudWatch export and the account's quotas"],
    [
      "init --visitors 30000/day --drop '2026-12-04 19:00' --timezone Europe/Paris --stock 2000 --yes",
      "a drop, on standard output",
    ],
  ]);
}

async function init(options: InitOptions): Promise<void> {
  const { questions } = await import("../scenario/init/questions.ts");
  const asks = options.yes !== true && process.stdin.isTTY && process.stderr.isTTY;
  const said = Object.fromEntries(
    questions.flatMap(({ key }) => (options[key] === undefined ? [] : [[key, options[key]]])),
  );
  await check(said, options, asks);
  const timezone = said["timezone"];
  const finding = options.from === undefined ? null : await findingOf(options.from, timezone ?? "UTC");
  const found = options.quotas === undefined ? null : await quotasOf(options.quotas);
  const { answers, out } = asks
    ? await (await import("./init-questions.ts")).ask(said, options, finding)
    : { answers: said, out: options.out };
  await write(answers, { ...options, ...(out === undefined ? {} : { out }) }, finding, found);
}

/** Everything a flag can get wrong, before anything is read or asked. */
async function check(said: Answers, options: InitOptions, asks: boolean): Promise<void> {
  const { questions } = await import("../scenario/init/questions.ts");
  const problems: Problem[] = questions.flatMap(({ key, flag, check, words = [] }) => {
    const answer = said[key];
    const wrong = answer === undefined ? null : check(answer, said);
    const meant = nearest(answer ?? "", words);
    const hint = meant === null ? null : `did you mean ${meant}?`;
    return wrong === null ? [] : [problem(`${flag} ${wrong}; got "${answer ?? ""}"`, hint)];
  });
  const { month } = options;
  if (month !== undefined && !/^20[2-9]\d-(0[1-9]|1[0-2])$/.test(month)) {
    problems.push(problem(`--month must be a month such as 2026-11; got "${month}"`));
  }
  if (month !== undefined && said.drop !== undefined) {
    problems.push(problem("--month must be left out beside --drop, whose month it is"));
  }
  for (const [key, flag] of [
    ["multiple", "--multiple"],
    ["stock", "--stock"],
  ] as const) {
    if (said[key] !== undefined && said.drop === undefined && !asks)
      problems.push(problem(`${flag} says nothing without --drop`));
  }
  const knowsTraffic = said.mean ?? said.visitors ?? options.from;
  if (!asks && options.yes !== true && knowsTraffic === undefined) {
    problems.push(
      problem(
        "the traffic is missing, and there is no terminal to ask in",
        "say --mean, --visitors or --from; or --yes for the usual answers",
      ),
    );
  }
  if (options.out !== undefined && options.force !== true && existsSync(options.out)) {
    problems.push(problem(`${options.out} is there already`, "say --force to write over it, or another --out"));
  }
  if (problems.length > 0) throw new UserError("COMMAND_INVALID", problems);
}

async function write(
  answers: Answers,
  options: InitOptions,
  finding: Finding | null,
  found: FoundQuotas | null,
): Promise<void> {
  const [{ writeScenario }, { parseScenario }, { services }] = await Promise.all([
    import("../scenario/init/write-scenario.ts"),
    import("../scenario/parse.ts"),
    import("../services/index.ts"),
  ]);
  const { text, guesses } = writeScenario({
    answers,
    finding,
    quotas: found?.quotas ?? {},
    month: options.month ?? nextMonth(new Date()),
    remarks: found === null ? [] : addressRemarks(found),
  });
  // What it writes must run: anything else is a bug here, and better seen now.
  parseScenario({ text, file: options.out ?? "the scenario" }, { services });
  await writeResult(text, options);
  for (const guess of guesses) remark(`guessed: ${guess}`, options);
  if (options.out !== undefined) remark(`${options.out} is written; next: surgecast run ${options.out}`, options);
}

/** Three gateways, one in each zone, take an Elastic IP address each. */
function addressRemarks({ elasticIps }: FoundQuotas): readonly string[] {
  if (elasticIps === null || elasticIps >= 3) return [];
  return [`the account may have ${elasticIps} Elastic IP addresses (L-0263D0A3): three NAT gateways need three`];
}

function nextMonth(today: Date): string {
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)).toISOString().slice(0, 7);
}

async function findingOf(files: readonly string[], timezone: string): Promise<Finding> {
  const { readTraffic } = await import("./traffic-source.ts");
  return readTraffic(files, timezone);
}

async function quotasOf(file: string): Promise<FoundQuotas> {
  const [{ readTextFile }, { quotasFrom }] = await Promise.all([
    import("../files/read-text.ts"),
    import("../scenario/init/quotas.ts"),
  ]);
  const { text } = readTextFile(file, "write it with aws service-quotas list-service-quotas");
  return quotasFrom(text, file);
}
