/** What a scenario needs to be told: asked in a terminal, or said by flags of the same names. */
import type * as z from "zod";
import { money, rate, timezone } from "../../quantities.ts";
import { regions } from "../../regions.ts";
import { name } from "../name.ts";
import { timeReader } from "../recording/time-text.ts";

/** Parts of an architecture that can be left out, beside network, load balancer, application and bucket. */
export const parts = {
  cdn: "CloudFront in front",
  firewall: "AWS WAF",
  database: "Aurora Serverless",
  cache: "ElastiCache Serverless",
  table: "DynamoDB",
  queue: "SQS queue with Lambda workers",
} as const;
export type Part = keyof typeof parts;
export const usualParts: readonly Part[] = ["cdn", "database"];

/** Answers as they are written, by key; a key that is absent has not been asked or said. */
export type Answers = { readonly [K in QuestionKey]?: string };
export type QuestionKey =
  | "name"
  | "region"
  | "timezone"
  | "mean"
  | "visitors"
  | "drop"
  | "multiple"
  | "stock"
  | "basket"
  | "parts"
  | "maxTasks";

export interface Question {
  readonly key: QuestionKey;
  /** `--max-tasks`. */
  readonly flag: string;
  readonly ask: string;
  /** What an empty line means; "" for nothing, where that is an answer. */
  readonly usual: string;
  /** Whether it is asked, after what is known. */
  readonly when?: (answers: Answers) => boolean;
  /** What is wrong with an answer; null for nothing. */
  readonly check: (answer: string, answers: Answers) => string | null;
  /** Words that an answer may be, to find what was meant. */
  readonly words?: readonly string[];
}

const hasDrop = ({ drop = "" }: Answers): boolean => drop !== "";

/** In the order in which they are asked. */
export const questions: readonly Question[] = [
  { key: "name", flag: "--name", ask: "Name of the scenario", usual: "shop", check: by(name) },
  { key: "region", flag: "--region", ask: "AWS Region", usual: "us-east-1", check: checkRegion, words: regions },
  { key: "timezone", flag: "--timezone", ask: "Time zone of the customers", usual: "UTC", check: by(timezone()) },
  {
    key: "visitors",
    flag: "--visitors",
    ask: "Visitors, such as 30000/day (empty: say requests instead)",
    usual: "",
    when: ({ mean }) => mean === undefined,
    check: optional(by(rate())),
  },
  {
    key: "mean",
    flag: "--mean",
    ask: "Requests on average, all of a page's files included",
    usual: "40/s",
    when: ({ visitors = "" }) => visitors === "",
    check: by(rate()),
  },
  {
    key: "drop",
    flag: "--drop",
    ask: "Start of a drop or flash sale, such as 2026-12-04 19:00 in that time zone (empty: none)",
    usual: "",
    check: optional((answer, { timezone: zone = "UTC" }) => {
      const seconds = timeReader(zone)(answer, -Infinity);
      return typeof seconds === "number" ? null : seconds;
    }),
  },
  {
    key: "multiple",
    flag: "--multiple",
    ask: "Times the usual traffic at its height",
    usual: "100",
    when: hasDrop,
    check: number(1, 1_000_000),
  },
  {
    key: "stock",
    flag: "--stock",
    ask: "Pieces for sale in it (empty: no end)",
    usual: "",
    when: hasDrop,
    check: optional(number(1, 1e9)),
  },
  {
    key: "basket",
    flag: "--basket",
    ask: "What an order is worth, such as $90 (empty: unknown)",
    usual: "",
    check: optional(by(money())),
  },
  {
    key: "maxTasks",
    flag: "--max-tasks",
    ask: "Fargate tasks of 2 vCPU that scaling may start at most",
    usual: "60",
    check: number(3, 5000),
  },
  {
    key: "parts",
    flag: "--parts",
    ask: `Parts of the architecture, of ${Object.keys(parts).join(", ")}`,
    usual: usualParts.join(","),
    check: checkParts,
  },
];

/** `"cdn, database"` as a list. */
export function partsOf(answer: string): readonly string[] {
  return answer
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "none");
}

function by(schema: z.ZodType): Question["check"] {
  return (answer) => schema.safeParse(answer).error?.issues[0]?.message ?? null;
}

function optional(check: Question["check"]): Question["check"] {
  return (answer, answers) => (answer === "" ? null : check(answer, answers));
}

function number(least: number, most: number): Question["check"] {
  return (answer) => {
    const value = /^\d{1,10}$/.test(answer) ? Number(answer) : Number.NaN;
    return value >= least && value <= most
      ? null
      : `must be a whole number from ${least} to ${most.toLocaleString("en-US")}`;
  };
}

function checkRegion(answer: string): string | null {
  if (regions.some((region) => region === answer)) return null;
  return `must be one of ${regions.join(", ")}`;
}

function checkParts(answer: string): string | null {
  const unknown = partsOf(answer).filter((part) => !Object.hasOwn(parts, part));
  return unknown.length === 0 ? null : `must list parts of ${Object.keys(parts).join(", ")}, or none`;
}
