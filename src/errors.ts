/**
 * Every error a user can cause. Anything that is not a UserError is a bug and crashes loudly.
 * Codes are stable and never reused; docs/errors.md lists them all (a test compares both lists).
 */

/** Where in a file: lines and columns start at 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing to fix. `place` is null where there is no text to point into (a flag, a file that is absent). */
export interface Problem {
  readonly place: Place | null;
  /** What is wrong, as a sentence with the key's path first: `traffic.events[0].ramp must be a duration such as 60s`. */
  readonly what: string;
  readonly hint: string | null;
  /** The key's path in the document, for clients of the HTTP API; null where there is none. */
  readonly path: string | null;
}

export type ErrorCode =
  | "SCENARIO_INVALID"
  | "ASSUMPTION_UNKNOWN"
  | "PRICE_CACHE_MISSING"
  | "PRICE_CACHE_BROKEN"
  | "PRICE_AMBIGUOUS"
  | "PRICE_NOT_FOUND"
  | "USAGE_INVALID"
  | "INPUT_INVALID"
  | "PLAN_INVALID"
  | "CONFIGURATION_INVALID"
  | "PLAN_VERSION_UNSUPPORTED"
  | "PLAN_REGION_UNRESOLVED"
  | "COMMAND_INVALID"
  | "FILE_UNREADABLE"
  | "FILE_UNWRITABLE"
  | "CANCELLED";

/** Nobody reads further, and a text can be made to have a problem in each of its characters. */
const MOST_PROBLEMS = 500;

/** Something a person can fix: a code and every problem found, in the order of the file; beyond 500, how many more there are. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, problems: readonly Problem[], options?: { readonly cause?: unknown }) {
    const more = problems.length - MOST_PROBLEMS;
    const shown =
      more > 0 ? [...problems.slice(0, MOST_PROBLEMS), problem(`there are ${more} more problems`)] : problems;
    super(formatProblems(shown), options);
    this.code = code;
    this.problems = shown;
  }
}

/** A problem without a place in a file. */
export function problem(what: string, hint: string | null = null): Problem {
  return { place: null, what, hint, path: null };
}

/**
 * Problems as text, a blank line between two:
 *
 *     scenarios/drop.yaml:14:7
 *       traffic.events[0].ramp must be a duration such as 60s or 15m; got "fast"
 *       hint: …
 */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join("\n\n");
}

function formatProblem({ place, what, hint }: Problem): string {
  const indent = place === null ? "" : "  ";
  const lines = place === null ? [] : [`${place.file}:${place.line}:${place.column}`];
  lines.push(`${indent}${what}`);
  if (hint !== null) lines.push(`${indent}hint: ${hint}`);
  return lines.join("\n");
}
