/** https://developer.hashicorp.com/terraform/language/functions/chomp and the other string functions. */
import { compareTexts, EvaluationError, list, mapping, text, type Value } from "../value.ts";
import { formatted, formattedList } from "./format.ts";
import { type Functions, integerFrom, ofWhole, sequenceFrom, textFrom } from "./function.ts";
import { compiledPattern } from "./pattern.ts";

function trimmedOf(value: string, cut: string): string {
  const unwanted = new Set(cut);
  const points = Array.from(value);
  let [from, to] = [0, points.length];
  while (from < to && unwanted.has(points[from] ?? "")) from += 1;
  while (to > from && unwanted.has(points[to - 1] ?? "")) to -= 1;
  return points.slice(from, to).join("");
}

/** Letters as people count them: a letter with its accents is one. */
function letters(value: string): readonly string[] {
  return Array.from(new Intl.Segmenter("en", { granularity: "grapheme" }).segment(value), ({ segment }) => segment);
}

function substring(value: string, offset: number, length: number): string {
  const all = letters(value);
  if (offset > all.length || offset < -all.length) return "";
  const from = offset < 0 ? all.length + offset : offset;
  return all.slice(from, length < 0 ? undefined : from + length).join("");
}

function replaced(value: string, search: string, by: string): string {
  const isPattern = search.length > 1 && search.startsWith("/") && search.endsWith("/");
  if (!isPattern) return text(value.split(search).join(by));
  const pattern = compiledPattern(search.slice(1, -1), "g");
  // `$1` and `${name}` of Go; JavaScript has `$1` and `$<name>`.
  const template = by.replaceAll(/\$\{(\w+)\}|\$(\w+)|\$\$/g, (whole, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return whole;
    return /^\d+$/.test(name) ? `$${name}` : `$<${name}>`;
  });
  return text(value.replace(pattern, template));
}

/** What a match gives: the whole without groups, a list of unnamed groups, a map of named ones. */
function captured(match: RegExpExecArray): Value {
  if (match.groups !== undefined) {
    return mapping(Object.entries(match.groups).map(([name, value]) => [name, value ?? null]));
  }
  return match.length === 1 ? match[0] : list(match.slice(1).map((group: string | undefined) => group ?? null));
}

function joined(separator: string, lists: readonly Value[]): string {
  const texts = lists.flatMap((each) => sequenceFrom(each).elements.map((element) => textFrom(element)));
  return text(texts.join(separator));
}

/** Each letter that begins a word, in upper case. */
function titled(value: string): string {
  return value.replaceAll(/(^|[^\p{L}\p{N}_])(\p{L})/gu, (_whole, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}

export const stringFunctions: Functions = {
  chomp: ofWhole(1, 1, ([value]) => textFrom(value).replace(/(?:\r\n|\n|\r)+$/, "")),
  endswith: ofWhole(2, 2, ([value, end]) => textFrom(value).endsWith(textFrom(end))),
  format: ofWhole(1, null, ([pattern, ...values]) => text(formatted(textFrom(pattern), values))),
  formatlist: ofWhole(1, null, ([pattern, ...values]) => list(formattedList(textFrom(pattern), values))),
  indent: ofWhole(2, 2, ([spaces, value]) => {
    const count = integerFrom(spaces);
    if (count < 0 || count > 10_000) throw new EvaluationError("indent takes a number of spaces");
    return text(textFrom(value).replaceAll("\n", `\n${" ".repeat(count)}`));
  }),
  join: ofWhole(1, null, ([separator, ...lists]) => joined(textFrom(separator), lists)),
  lower: ofWhole(1, 1, ([value]) => textFrom(value).toLowerCase()),
  upper: ofWhole(1, 1, ([value]) => textFrom(value).toUpperCase()),
  title: ofWhole(1, 1, ([value]) => titled(textFrom(value))),
  regex: ofWhole(2, 2, ([pattern, value]) => {
    const match = compiledPattern(textFrom(pattern), "").exec(textFrom(value));
    if (match === null) throw new EvaluationError("the pattern of regex matches nothing");
    return captured(match);
  }),
  regexall: ofWhole(2, 2, ([pattern, value]) =>
    list([...textFrom(value).matchAll(compiledPattern(textFrom(pattern), "g"))].map((match) => captured(match))),
  ),
  replace: ofWhole(3, 3, ([value, search, by]) => replaced(textFrom(value), textFrom(search), textFrom(by))),
  split: ofWhole(2, 2, ([separator, value]) => {
    const [by, whole] = [textFrom(separator), textFrom(value)];
    return list(by === "" ? Array.from(whole) : whole.split(by));
  }),
  startswith: ofWhole(2, 2, ([value, start]) => textFrom(value).startsWith(textFrom(start))),
  strcontains: ofWhole(2, 2, ([value, part]) => textFrom(value).includes(textFrom(part))),
  strrev: ofWhole(1, 1, ([value]) => letters(textFrom(value)).toReversed().join("")),
  substr: ofWhole(3, 3, ([value, offset, length]) => {
    return substring(textFrom(value), integerFrom(offset), integerFrom(length));
  }),
  trim: ofWhole(2, 2, ([value, unwanted]) => trimmedOf(textFrom(value), textFrom(unwanted))),
  trimprefix: ofWhole(2, 2, ([value, prefix]) => {
    const [whole, start] = [textFrom(value), textFrom(prefix)];
    return whole.startsWith(start) ? whole.slice(start.length) : whole;
  }),
  trimsuffix: ofWhole(2, 2, ([value, suffix]) => {
    const [whole, end] = [textFrom(value), textFrom(suffix)];
    return end !== "" && whole.endsWith(end) ? whole.slice(0, -end.length) : whole;
  }),
  trimspace: ofWhole(1, 1, ([value]) => textFrom(value).trim()),
  sort: ofWhole(1, 1, ([value]) => {
    const texts = sequenceFrom(value).elements.map((element) => textFrom(element));
    return list(texts.sort(compareTexts));
  }),
};
