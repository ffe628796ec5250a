/**
 * The libraries' words in ours, in this file only. YAML and Zod speak to programmers; here each of their complaints becomes
 * `<path> must be …; got …`. A schema may bring its own words: a message that begins with "must".
 */
import type * as z from "zod";
import type { YAMLError } from "yaml";
import { nearest } from "../nearest.ts";
import { knownKeys } from "./known-keys.ts";
import { formatPath, formatValue, type Path } from "./tree.ts";

export interface Words {
  readonly path: Path;
  readonly what: string;
  readonly hint: string | null;
}

type Issue = z.core.$ZodIssue;

const syntax: Readonly<Record<string, readonly [what: string, hint: string | null]>> = {
  TAB_AS_INDENT: ["lines must be indented with spaces; got a tab", null],
  MULTIPLE_DOCS: ["the file must hold one document; got several", "remove the line --- between them"],
  TAG_RESOLVE_FAILED: ["values must have no tag of their own", "write the value without the word that begins with !"],
  BAD_DIRECTIVE: ["the file must begin without directives", "remove the line that begins with %"],
  MULTIPLE_TAGS: ["values must have no tag of their own", null],
};

/** What is wrong with the YAML itself. */
export function syntaxWords({ code, message }: YAMLError): { readonly what: string; readonly hint: string | null } {
  const known = syntax[code];
  if (known !== undefined) return { what: known[0], hint: known[1] };
  return { what: `this is not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`, hint: null };
}

/**
 * What Zod found, as sentences. `input` is what was parsed, `schema` what it was parsed with, `prefix` the path of `input` in the
 * scenario; `alsoKnown` keys are allowed at its top beside the schema's.
 */
export function issueWords(
  issues: readonly Issue[],
  of: {
    readonly input: unknown;
    readonly schema: z.core.$ZodType;
    readonly prefix: Path;
    readonly alsoKnown?: readonly string[];
  },
): readonly Words[] {
  const words = issues.flatMap(throughUnions).flatMap((issue): Words[] => {
    const keys = keysOf(issue);
    if (issue.code === "unrecognized_keys") {
      const beside = keys.length === 0 ? (of.alsoKnown ?? []) : [];
      const known = [...beside, ...knownKeys(of.schema, keys)];
      return issue.keys.map((key) => unknownKey([...of.prefix, ...keys, key], key, known));
    }
    const path = [...of.prefix, ...keys];
    const key = keys.at(-1);
    const value = issue.code === "invalid_key" ? key : valueAt(of.input, keys);
    const must = phrase(issue);
    // A rule between settings is told of a whole component, or of a setting that its default filled.
    if (issue.code === "custom" && (value === undefined || typeof value === "object")) {
      return [{ path, what: `${formatPath(path)} ${must}`, hint: null }];
    }
    if (value === undefined) return [{ path, what: `${formatPath(path)} is missing; it ${must}`, hint: null }];
    const options = issue.code === "invalid_value" ? issue.values.map(String) : [];
    return [{ path, what: `${formatPath(path)} ${must}; got ${formatValue(value)}`, hint: didYouMean(value, options) }];
  });
  // One value may break two bounds; the later, of a refinement, is the narrower.
  return [...new Map(words.map((word) => [formatPath(word.path), word])).values()];
}

/** `hint: did you mean ramp?`, and the known keys when nothing is near. */
export function unknownKey(path: Path, key: string, known: readonly string[]): Words {
  const listed = () => (known.length === 0 ? "remove it" : `use one of: ${[...new Set(known)].toSorted().join(", ")}`);
  return { path, what: `${formatPath(path)} is not a known setting`, hint: didYouMean(key, known) ?? listed() };
}

export function didYouMean(value: unknown, candidates: readonly string[]): string | null {
  const near = typeof value === "string" ? nearest(value, candidates) : null;
  return near === null || near === value ? null : `did you mean ${near}?`;
}

const keysOf = (issue: Issue): Path => issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));

function valueAt(input: unknown, path: Path): unknown {
  let here = input;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key]; // an object that owns `key`
  }
  return here;
}

/**
 * A union fails in each of its branches. Where a branch has the right kind of value and something wrong inside, what is wrong
 * inside is what to tell; where none has, the union as a whole.
 */
function throughUnions(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const inside = issue.errors.filter((branch) =>
    branch.every((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"),
  );
  const [first, ...others] = inside;
  if (first === undefined) return [issue];
  const best = others.reduce((least, branch) => (faults(branch) < faults(least) ? branch : least), first);
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(throughUnions);
}

const faults = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);

/** `must be …`, without path and without value. */
function phrase(issue: Issue): string {
  if (issue.message.startsWith("must ")) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `must be ${typeWords[issue.expected] ?? `a ${issue.expected}`}`;
    case "too_small":
      return boundWords(issue, Number(issue.minimum), issue.inclusive === false ? "more than" : "at least");
    case "too_big":
      return boundWords(issue, Number(issue.maximum), issue.inclusive === false ? "less than" : "at most");
    case "invalid_value":
      return `must be ${anyOf(issue.values.map(String))}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_key":
      return issue.issues[0] === undefined ? "must be another name" : phrase(issue.issues[0]);
    case "invalid_union":
      return `must be ${anyOf([...new Set(issue.errors.flat().map((inner) => phrase(inner).replace(/^must be /, "")))])}`;
    case "invalid_format":
      return `must be written as ${issue.format === "regex" ? `the pattern ${issue.pattern}` : issue.format}`;
    case "unrecognized_keys":
    case "invalid_element":
      return "must hold known values only";
    case "custom":
      return `must be valid: ${issue.message}`;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of settings",
  record: "a map",
};

function boundWords(
  { origin, exact }: { readonly origin: string; readonly exact?: boolean | undefined },
  bound: number,
  than: string,
): string {
  const much = exact === true ? `${bound}` : `${than} ${bound}`;
  if (origin === "string") return bound === 1 ? "must be a text that is not empty" : `must be ${much} characters long`;
  if (origin === "array") return `must be a list of ${much} ${bound === 1 ? "value" : "values"}`;
  return `must be ${much}`;
}

function anyOf(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? "left out";
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
