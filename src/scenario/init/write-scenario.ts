/** Answers, and what was found in files, as the text of a scenario that explains itself. */
import type { Quota } from "../../services/service.ts";
import { likes, type Like } from "../schema.ts";
import { timeReader } from "../recording/time-text.ts";
import type { Finding } from "./finding.ts";
import { type Answers, partsOf, questions, type QuestionKey } from "./questions.ts";

export interface InitInput {
  /** What was answered or said; what is absent takes the usual answer and is listed as a guess. */
  readonly answers: Answers;
  /** Traffic read from a file; null: the answers say it. */
  readonly finding: Finding | null;
  /** Quotas of the account; empty: AWS's defaults. */
  readonly quotas: Readonly<Partial<Record<Quota, number>>>;
  /** Calendar month of a scenario without a drop, `2026-12`; a drop brings its own. */
  readonly month: string;
  /** What else was guessed. */
  readonly remarks: readonly string[];
}

export interface InitScenario {
  readonly text: string;
  /** What was guessed, a sentence each: also in the text, as comments. */
  readonly guesses: readonly string[];
}

const MIX: Readonly<Record<Like, string>> = { static: "85%", page: "5%", api: "9%", checkout: "1%" };
const PAGES_PER_VISIT = 5;
const REQUESTS_PER_PAGE = 20;
const CONVERSION = "2%";

/** The scenario's text and what in it was guessed. Answers must have passed their questions' checks. */
export function writeScenario(input: InitInput): InitScenario {
  const { answers, finding } = input;
  const usual: Answers = { ...usualAnswers, ...(finding?.at === "load_balancer" ? { parts: "database" } : {}) };
  const say = (key: QuestionKey): string => written(answers[key] ?? usual[key] ?? "");
  const parts = new Set(partsOf(answers.parts ?? usual.parts ?? ""));
  const { drop: start = "", timezone: zone = "UTC" } = answers;
  const dropSeconds = start === "" ? null : timeReader(zone)(start, -Infinity);
  const drop =
    typeof dropSeconds === "number" ? new Date(dropSeconds * 1000).toISOString().replace(".000Z", "Z") : null;
  const at = finding?.at === "load_balancer" || !parts.has("cdn") ? "load_balancer" : "edge";
  const guesses = guessesOf(input, { withDrop: drop !== null, parts, say });
  const mix = mixOf(finding);
  const sections = [
    [
      "# Run it: surgecast run <this file>. Values carry their units; surgecast schema scenario describes every key.",
      ...(finding === null ? [] : [`# Traffic is from ${finding.source}.`]),
      ...(guesses.length === 0 ? [] : ["# Guessed; change what you know better:"]),
      ...guesses.map((guess) => `#   - ${guess}`),
      "surgecast: 1",
      `name: ${say("name")}`,
      `region: ${say("region")}`,
      "# A calendar month in UTC, which is what AWS bills.",
      `period: { month: ${drop?.slice(0, 7) ?? input.month} }`,
    ],
    [
      "traffic:",
      at === "edge"
        ? "  # Rates are requests of viewers, before the CDN answers most of them."
        : "  # Rates are requests at the load balancer.",
      `  at: ${at}`,
      ...baseline(finding, say),
      `  mix: { ${mix.map(([name, share]) => `${name}: ${share}`).join(", ")} }`,
      ...(say("basket") === "" ? [] : ["  # What is lost with an order.", `  basket: ${say("basket")}`]),
      ...(drop === null ? [] : dropLines(drop, say)),
    ],
    classLines(finding, at),
    architectureLines(parts, say("maxTasks")),
    quotaLines(input.quotas),
  ];
  return {
    text: `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")}\n`,
    guesses,
  };
}

type Say = (key: QuestionKey) => string;

const usualAnswers: Answers = Object.fromEntries(questions.map(({ key, usual }) => [key, usual]));

/** A value as YAML takes it anywhere, in quotes where it would be read as something else. */
function written(value: string): string {
  const plain = value === "" || (/^[\w$][\w./%$:+-]*$/.test(value) && !/^(?:true|false|null)$/i.test(value));
  return plain ? value : JSON.stringify(value);
}

function baseline(finding: Finding | null, say: Say): readonly string[] {
  const zone = say("timezone");
  if (finding !== null) {
    const { shape } = finding;
    const mean = rateText(finding.meanPerSecond);
    if (shape.kind === "constant") return [`  baseline: { shape: constant, mean: ${mean} }`];
    if (shape.kind === "daily") {
      const curve = `peak_hour: ${shape.peakHour}, peak_to_mean: ${shape.peakToMean}`;
      return [`  baseline: { shape: daily, mean: ${mean}, ${curve}, timezone: ${zone} }`];
    }
    const days = Array.from({ length: 7 }, (_, day) => shape.table.slice(day * 24, day * 24 + 24).join(", "));
    return [
      "  baseline:",
      "    shape: hour_of_week",
      `    mean: ${mean}`,
      `    timezone: ${zone}`,
      "    # Weights of the hours from Monday 00:00, a day a line.",
      "    table:",
      ...days.map((weights, day) => `      ${day === 0 ? "[" : " "}${weights}${day === 6 ? "]" : ","}`),
    ];
  }
  if (say("visitors") !== "") {
    return [
      "  baseline:",
      "    shape: weekly",
      `    visitors: ${say("visitors")}`,
      `    pages_per_visit: ${PAGES_PER_VISIT}`,
      "    # The page itself, its images, scripts and calls.",
      `    requests_per_page: ${REQUESTS_PER_PAGE}`,
      `    conversion: ${CONVERSION}`,
      `    timezone: ${zone}`,
    ];
  }
  return [`  baseline: { shape: weekly, mean: ${say("mean")}, timezone: ${zone} }`];
}

/** `0.0042/s` as `15.12/h`: few digits, and never so few that a rate becomes none. */
function rateText(perSecond: number): string {
  const [value, unit] = perSecond >= 0.1 || perSecond === 0 ? [perSecond, "s"] : [perSecond * 3600, "h"];
  return `${Number(value.toFixed(value >= 1000 ? 0 : 3))}/${unit}`;
}

/** Shares that add up to 100.00%. */
function mixOf(finding: Finding | null): readonly (readonly [Like, string])[] {
  const classes = finding?.classes ?? null;
  if (classes === null) return likes.map((name) => [name, MIX[name]]);
  const found = likes.flatMap((name) => {
    const one = classes.get(name);
    return one === undefined || one.requests === 0 ? [] : [{ name, requests: one.requests }];
  });
  const total = found.reduce((sum, { requests }) => sum + requests, 0);
  let left = 10_000;
  return found.map(({ name, requests }, i) => {
    const share = i === found.length - 1 ? left : Math.min(left, Math.round((10_000 * requests) / total));
    left -= share;
    return [name, `${share / 100}%`];
  });
}

function dropLines(at: string, say: Say): readonly string[] {
  const stock = say("stock") === "" ? "" : `, stock: ${say("stock")}`;
  return [
    "  events:",
    "    # Browsers hold the images by then: the mix shifts to what no cache answers.",
    `    - { name: drop, at: ${at}, multiple: ${say("multiple")}, ramp: 60s, hold: 15m, decay: 15m${stock},`,
    "        mix: { static: 60%, page: 15%, api: 22%, checkout: 3% } }",
  ];
}

function classLines(finding: Finding | null, at: "edge" | "load_balancer"): readonly string[] {
  const lines = likes.flatMap((name) => {
    const found = finding?.classes?.get(name);
    const settings = [
      ...(name === "static" && at === "load_balancer" ? ["origin: balancer"] : []),
      ...(found?.bytes === null || found === undefined ? [] : [`bytes: ${Math.round(found.bytes)}B`]),
      ...(found?.requestBytes === null || found === undefined
        ? []
        : [`request_bytes: ${Math.round(found.requestBytes)}B`]),
    ];
    return settings.length === 0 ? [] : [`  ${name}: { ${settings.join(", ")} }`];
  });
  const why =
    finding?.classes === null || finding === null
      ? "Every class's costs are assumptions until set here."
      : "Sizes as the file has them; other costs are assumptions until set here.";
  return lines.length === 0 ? [] : ["classes:", `  # ${why}`, ...lines];
}

function architectureLines(parts: ReadonlySet<string>, maxTasks: string): readonly string[] {
  const least = Math.min(3, Number(maxTasks));
  return [
    "architecture:",
    "  # A NAT gateway in each zone; gateway endpoints cost nothing and keep S3 and DynamoDB off them.",
    "  network: { azs: 3, nat: per_az, gateway_endpoints: [s3, dynamodb] }",
    ...(parts.has("cdn") ? ["  cdn: { service: cloudfront }"] : []),
    ...(parts.has("firewall") ? ["  firewall: { service: waf }"] : []),
    "  balancer: { service: application_load_balancer }",
    `  app: { service: fargate, cpu: 2, memory: 4GB, arch: arm64, min: ${least}, max: ${maxTasks}, scaling: { cpu: 55% } }`,
    ...(parts.has("database") ? ["  database: { service: aurora_serverless, min: 0.5, max: 32, readers: 1 }"] : []),
    ...(parts.has("cache") ? ["  cache: { service: elasticache_serverless, engine: valkey }"] : []),
    ...(parts.has("table") ? ["  table: { service: dynamodb }"] : []),
    "  bucket: { service: s3 }",
    ...(parts.has("queue")
      ? ["  queue: { service: sqs }", "  workers: { service: lambda, memory: 512MB, queue: queue }"]
      : []),
    "  logs: { service: cloudwatch_logs }",
  ];
}

function quotaLines(quotas: InitInput["quotas"]): readonly string[] {
  const entries = Object.entries(quotas);
  if (entries.length === 0) {
    return ["# Without quotas those of a new account hold: 6 vCPU of Fargate. Ask for yours: surgecast init --quotas."];
  }
  return [
    "# As the account's list of service quotas has them.",
    "quotas:",
    ...entries.map(([name, value]) => `  ${name}: ${value}`),
  ];
}

function guessesOf(
  { answers, finding, quotas, remarks }: InitInput,
  { withDrop, parts, say }: { readonly withDrop: boolean; readonly parts: ReadonlySet<string>; readonly say: Say },
): readonly string[] {
  const said = (key: QuestionKey): boolean => answers[key] !== undefined;
  const people = finding === null && say("visitors") !== "";
  return [
    ...(finding?.guesses ?? []),
    ...(said("region") ? [] : [`the Region: ${say("region")}`]),
    ...(finding === null && !people && !said("mean") ? [`the mean: ${say("mean")}`] : []),
    ...(people
      ? [
          `a visit has ${PAGES_PER_VISIT} pages of ${REQUESTS_PER_PAGE} requests, and ${CONVERSION} of visits end in an order`,
        ]
      : []),
    ...(finding === null ? ["the week's shape and the mix of requests are those of a usual shop"] : []),
    ...(finding === null && !said("timezone") ? [`customers live by ${say("timezone")}`] : []),
    ...(withDrop ? ["the drop: 60 s to its height, 15 min there, 15 min back, and its mix"] : []),
    ...(withDrop && !said("multiple") ? [`the drop's height: ${say("multiple")} times the usual`] : []),
    ...(said("parts") ? [] : [`the architecture: load balancer, Fargate, ${[...parts].join(", ")}`]),
    ...(said("maxTasks") ? [] : [`sizes: tasks of 2 vCPU, at most ${say("maxTasks")}`]),
    ...(Object.keys(quotas).length === 0 ? ["quotas are those of a new account"] : []),
    ...remarks,
  ];
}
