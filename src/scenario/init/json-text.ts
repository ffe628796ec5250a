/** JSON texts that people hand over: one value, several one after the other, or something that is broken. */
import { type Place, type Problem, UserError } from "../../errors.ts";

/** What is wrong in a text, at a place in it. */
export function invalid(place: Place, what: string, hint: string | null = null): UserError {
  const found: Problem = { place, what, hint, path: null };
  return new UserError("INPUT_INVALID", [found]);
}

/** The first character of a file: the place of what is wrong with the whole. */
export const top = (file: string): Place => ({ file, line: 1, column: 1 });

/**
 * Every value of a text that holds one JSON value after another, as a concatenation of several outputs does.
 * Throws a UserError INPUT_INVALID at the character where it is broken.
 */
export function jsonValues(text: string, file: string): readonly unknown[] {
  const values: unknown[] = [];
  for (let from = nextText(text, 0); from < text.length; from = nextText(text, from)) {
    const until = endOfValue(text, from);
    try {
      values.push(JSON.parse(text.slice(from, until)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const position = Number(/position (\d+)/.exec(error.message)?.[1] ?? until - from);
      const before = text.slice(0, from + position).split("\n");
      const place = { file, line: before.length, column: (before.at(-1) ?? "").length + 1 };
      throw invalid(place, "this is not valid JSON", "write the command's output with --output json");
    }
    from = until;
  }
  return values;
}

function nextText(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,\uFEFF]/.test(text[at] ?? "")) at += 1;
  return at;
}

/** Where brackets that open at `from` have closed; the end of the text where they never do. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth <= 0) return at + 1;
    }
  }
  return text.length;
}
