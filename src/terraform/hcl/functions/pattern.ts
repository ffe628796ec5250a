/**
 * Patterns of Go's RE2 as JavaScript's. What RE2 has and JavaScript does not is written otherwise or refused.
 * https://github.com/google/re2/wiki/Syntax
 */
import { EvaluationError } from "../value.ts";

const CLASSES: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7F",
  blank: "\\t ",
  cntrl: "\\x00-\\x1F\\x7F",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

const LONGEST = 10_000;

/** `compiledPattern("(?i)^(?P<name>[[:alpha:]]+)$", "g")` */
export function compiledPattern(pattern: string, flags: "" | "g"): RegExp {
  if (pattern.length > LONGEST) throw new EvaluationError("a pattern is longer than any");
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const body = (leading === null ? pattern : pattern.slice(leading[0].length))
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
    .replaceAll("(?P<", "(?<")
    .replaceAll(/\\([Az])/g, (_whole, edge: string) => (edge === "A" ? "(?<![^])" : "(?![^])"));
  try {
    return new RegExp(escapedPunctuation(body), `u${flags}${leading?.[1] ?? ""}`);
  } catch {
    throw new EvaluationError("the pattern is none, or none that can be matched here");
  }
}

/** Go lets any sign be escaped; JavaScript's Unicode patterns only those that mean something. */
function escapedPunctuation(pattern: string): string {
  let isClass = false;
  return pattern.replaceAll(/\\?[^]/gu, (part) => {
    if (part === "[") {
      const was = isClass;
      isClass = true;
      return was ? "\\[" : part;
    }
    if (part === "]") isClass = false;
    if (/^\\[^\w\s]$/u.test(part) && !/^\\[\^$\\.*+?()[\]{}|/]$/.test(part) && !(isClass && part === "\\-")) {
      return part.slice(1);
    }
    // A brace that counts nothing is a letter to Go.
    return part;
  });
}
