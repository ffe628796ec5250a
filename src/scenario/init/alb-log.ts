/**
 * An access log of an Application Load Balancer, line by line, so that a log of any length takes no memory.
 * Fields and their order: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 */
import { problem, type Problem, UserError } from "../../errors.ts";
import type { Like } from "../schema.ts";
import type { Finding, FoundClass } from "./finding.ts";
import { CLASS_RULES, classOfPath } from "./path-class.ts";
import { shapeOf } from "./shape-of.ts";

/** Positions of the fields that are read, from 0. */
const TIME = 1;
const RECEIVED_BYTES = 10;
const SENT_BYTES = 11;
const REQUEST = 12;

const MINUTE = 60;
const MAX_PROBLEMS = 20;

/** A field in quotes, in which a backslash keeps the next character, or one without spaces. */
const field = /"((?:[^"\\]|\\.)*)"|(\S+)/g;

/** Whether a file that begins with this line is such a log. */
export function isAlbLogLine(line: string): boolean {
  return /^(?:https?|h2|grpcs|wss?) \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(line);
}

export interface AlbLog {
  /** Counts a line; `number` from 1. Throws a UserError INPUT_INVALID once too many lines are wrong. */
  line(text: string, file: string, number: number): void;
  /** What the lines say; throws a UserError INPUT_INVALID with every line that is wrong, or where there is none. */
  finding(timezone: string): Finding;
}

interface Counted {
  requests: number;
  bytes: number;
  requestBytes: number;
}

export function albLog(): AlbLog {
  const minutes = new Map<number, number>();
  const classes = new Map<Like, Counted>();
  const problems: Problem[] = [];

  function wrong(file: string, line: number, what: string): void {
    const hint = "an access log of an Application Load Balancer has 12 fields before the request in quotes";
    problems.push({ place: { file, line, column: 1 }, what, hint, path: null });
    if (problems.length >= MAX_PROBLEMS) throw new UserError("INPUT_INVALID", problems);
  }

  return {
    line(text, file, number) {
      if (text.trim() === "") return;
      const fields = [...text.matchAll(field)].map(([, quoted, plain]) => quoted ?? plain ?? "");
      const time = Date.parse(fields[TIME] ?? "");
      const bytes = Number(fields[SENT_BYTES]);
      const requestBytes = Number(fields[RECEIVED_BYTES]);
      if (!isAlbLogLine(text) || Number.isNaN(time))
        return wrong(file, number, "the line must begin with a type and a time");
      const [method = "", url = ""] = (fields[REQUEST] ?? "").split(" ");
      if (fields[REQUEST] === undefined || !(bytes >= 0) || !(requestBytes >= 0)) {
        return wrong(file, number, "the line must have bytes received, bytes sent and a request in fields 11 to 13");
      }
      const minute = Math.floor(time / 1000 / MINUTE);
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
      const name = classOfPath(method, url);
      const counted = classes.get(name) ?? { requests: 0, bytes: 0, requestBytes: 0 };
      classes.set(name, counted);
      counted.requests += 1;
      counted.bytes += bytes;
      counted.requestBytes += requestBytes;
    },
    finding(timezone) {
      if (problems.length > 0) throw new UserError("INPUT_INVALID", problems);
      if (minutes.size === 0) throw new UserError("INPUT_INVALID", [problem("the access log has no lines")]);
      return findingOf(minutes, classes, timezone);
    },
  };
}

function findingOf(
  minutes: ReadonlyMap<number, number>,
  classes: ReadonlyMap<Like, Counted>,
  timezone: string,
): Finding {
  const sorted = [...minutes].sort(([a], [b]) => a - b);
  const fromSeconds = Float64Array.from(sorted, ([minute]) => minute * MINUTE);
  const counts = {
    fromSeconds,
    untilSeconds: fromSeconds.map((from) => from + MINUTE),
    requests: Float64Array.from(sorted, ([, requests]) => requests),
  };
  const { meanPerSecond, shape, guesses } = shapeOf(counts, timezone);
  const mean = (counted: Counted): FoundClass => ({
    requests: counted.requests,
    bytes: counted.bytes / counted.requests,
    requestBytes: counted.requestBytes / counted.requests,
  });
  return {
    source: `an ALB access log, ${iso(fromSeconds[0] ?? 0)} to ${iso(counts.untilSeconds.at(-1) ?? 0)}`,
    at: "load_balancer",
    meanPerSecond,
    shape,
    classes: new Map([...classes].map(([name, counted]) => [name, mean(counted)])),
    guesses: [
      ...guesses,
      `classes go by the path: ${CLASS_RULES}`,
      "traffic is counted at the load balancer: what a CDN answers is not in its log, nor in this bill",
    ],
  };
}

/** `2026-11-20T18:00Z`. */
export const iso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;
