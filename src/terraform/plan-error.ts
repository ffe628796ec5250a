/** Errors of a plan. They quote nothing of it: what stands in a plan may be a secret. */
import { type ErrorCode, problem, UserError } from "../errors.ts";
import type { BrokenJson } from "./json/cursor.ts";

/** `what` follows the file's name: `is no JSON`. */
export function planError(code: ErrorCode, file: string, what: string, hint: string | null): UserError {
  return new UserError(code, [problem(`${file} ${what}`, hint)]);
}

const WORDS = {
  cut_off: "ends in the middle of its JSON: it was cut off",
  malformed: "is not JSON here",
  too_deep: "is nested deeper than any plan",
  not_utf8: "is not in UTF-8 here",
} as const;

/** A broken text at its line and column; columns count bytes. */
export function brokenAt(broken: BrokenJson, bytes: Uint8Array, file: string): UserError {
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < broken.at; at = bytes.indexOf(0x0a, at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  const hint =
    broken.kind === "cut_off"
      ? "write it again, and check the space on the disk and what the command printed"
      : "write it again with: terraform show -json tfplan > plan.json";
  const place = { file, line, column: broken.at - lineStart + 1 };
  return new UserError("PLAN_INVALID", [{ place, what: `the plan ${WORDS[broken.kind]}`, hint, path: null }]);
}
